package org.zhizhi.data.privacy;

/** Numbers of bank cards, ISO/IEC 7812: an issuer's range, its length, the check digit of Luhn. */
final class CardNumber {
  private CardNumber() {}

  /** Whether the last of {@code count} digits is the check digit of the others. */
  static boolean luhn(int[] d, int at, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = d[at + count - 1 - i];
      int value = i % 2 == 0 ? digit : 2 * digit;
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }

  /**
   * How sure the length and the first digits make a card.
   *
   * @return 2: an issuer's range; 1: a range that order numbers and dates share; 0: none
   */
  static int range(int[] d, int at, int count) {
    int two = 10 * d[at] + d[at + 1];
    int three = 10 * two + d[at + 2];
    int four = 10 * three + d[at + 3];
    return switch (count) {
      case 16 ->
          two == 62 || d[at] == 4 || two >= 51 && two <= 55 || four == 6011
              ? 2
              : two == 65 || three >= 644 && three <= 649 || four >= 3528 && four <= 3589
                  ? 2
                  // a date of six digits in front makes order numbers of the 2020s look like these
                  : four >= 2221 && four <= 2720 || two == 60 || two == 81 || two == 50 ? 1 : 0;
      case 19 ->
          two == 62
                  || four == 9558
                  || four == 9559
                  || four == 4367
                  || four == 4563
                  || four == 6013
                  || four == 6014
              ? 2
              : d[at] == 4 || two == 60 || two == 81 || two == 94 || two == 95 ? 1 : 0;
      case 17, 18 -> two == 62 ? 2 : four == 4055 || two == 60 ? 1 : 0;
      case 15 -> two == 34 || two == 37 ? 2 : 0;
      case 14 -> two == 36 || two == 38 || three >= 300 && three <= 305 ? 1 : 0;
      case 13 -> d[at] == 4 ? 1 : 0;
      default -> 0;
    };
  }
}
