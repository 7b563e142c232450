package org.zhizhi.data.privacy;

/**
 * Recognises telephone numbers: mobile numbers and landlines of China, North American numbers,
 * others after a plus, and short local ones after a word that says so.
 */
final class Telephones {
  private final NumberInText number;
  private final DigitGroups g;

  Telephones(NumberInText number) {
    this.number = number;
    this.g = number.groups;
  }

  /**
   * Groups of digits, from the first, that are a telephone number.
   *
   * @param listed whether what comes right before is one
   * @return how many; 0 if there is none
   */
  int match(boolean listed) {
    boolean plus = number.plus();
    if (!plus && number.digitsAndSlashBefore() && !listed || number.amountAfter()) {
      return 0;
    }
    int skip = country(plus);
    int k = chineseMobile(skip);
    k = k > 0 ? k : landline(skip, skip > 0 || g.size(0) > 11);
    k = k > 0 ? k : american(plus);
    if (k == 0 && plus) {
      k = international();
    }
    if (k == 0 && !plus && g.shaped(0, 5, 6) && g.digits[0] == 0 && g.digits[1] == 7) {
      k = g.sign[1] == ' ' && number.ends(1) ? 2 : 0; // a British mobile
    }
    if (k == 0 && !plus && number.clue == Clue.PHONE) {
      k = local();
    }
    return k;
  }

  /** Groups of the prefix 86, with the 0 in brackets that some write after it; 0 if absent. */
  private int country(boolean plus) {
    if (g.count < 2 || !(g.size(0) == 2 || g.size(0) == 4 && !plus && g.value(0) == 86)) {
      return 0;
    }
    boolean china = g.value(0) == 86 && (g.size(0) == 2 || g.digits[0] == 0);
    return !china ? 0 : g.size(1) == 1 && g.digits[g.before[1]] == 0 && g.count > 2 ? 2 : 1;
  }

  private int chineseMobile(int skip) {
    int at = g.before[skip];
    int size = g.size(skip);
    int inner = at;
    if (skip == 0 && (size == 13 || size == 15)) { // 86 or 0086 run together with the number
      inner = at + size - 11;
      boolean china = g.digits[inner - 2] == 8 && g.digits[inner - 1] == 6;
      boolean zeros = size == 13 || g.digits[0] == 0 && g.digits[1] == 0;
      size = china && zeros ? 11 : 0;
    }
    if (!PhoneNumber.mobile(g.digits, inner)) {
      return 0;
    }
    if (size == 11) {
      return number.ends(skip) ? skip + 1 : 0;
    }
    if (g.shaped(skip, 3, 4, 4) && g.oneSign(skip, skip + 3)) {
      return number.ends(skip + 2) ? skip + 3 : 0;
    }
    boolean two = g.shaped(skip, 3, 8) || g.shaped(skip, 7, 4);
    if (two && g.sign[skip + 1] != '.') {
      return number.ends(skip + 1) ? skip + 2 : 0;
    }
    boolean other = number.clue == Clue.PHONE || skip > 0;
    for (int k = skip + 2; other && k <= Math.min(g.count, skip + 4); k++) {
      if (g.before[k] - at == 11 && number.ends(k - 1)) {
        return k;
      }
    }
    return 0;
  }

  /** A number with its area code, and an extension if there is one. */
  private int landline(int skip, boolean abroad) {
    int at = g.before[skip];
    int area = 0;
    boolean zero = g.digits[at] == 0;
    if (zero || skip > 0 && abroad) {
      area = PhoneNumber.areaCode(g.digits, at, g.before[g.count] - at, zero);
    }
    if (area == 0) {
      return 0;
    }
    int k;
    int local = at + area;
    if (g.size(skip) == area) {
      if (skip + 1 >= g.count || g.sign[skip + 1] == '.') {
        return 0;
      }
      k = skip + 2;
      boolean halves = g.size(skip + 1) <= 4 && k < g.count && g.size(k) >= 3 && g.size(k) <= 4;
      k += halves ? 1 : 0;
    } else {
      k = skip + 1;
    }
    int left = g.before[k] - local;
    if (left < 7 || left > 8 || g.digits[local] < 2) {
      return 0;
    }
    boolean extension = k < g.count && g.sign[k] == '-' && g.size(k) >= 2 && g.size(k) <= 5;
    if (extension && number.ends(k)) {
      return k + 1;
    }
    return number.ends(k - 1) ? k : 0;
  }

  private int american(boolean plus) {
    int skip = g.size(0) == 1 && g.digits[0] == 1 && g.count > 3 ? 1 : 0;
    if (g.shaped(skip, 3, 3, 4) && number.ends(skip + 2)) {
      boolean signs = g.sign[skip + 2] == '-' || g.sign[skip + 2] == '.' || g.sign[skip + 1] == ')';
      signs &= g.sign[skip + 1] == ')' || g.sign[skip + 1] == g.sign[skip + 2] || skip > 0;
      boolean sure = signs || number.clue == Clue.PHONE || plus && skip > 0;
      return sure && PhoneNumber.american(g.digits, g.before[skip]) ? skip + 3 : 0;
    }
    boolean told = number.clue == Clue.PHONE && g.size(0) == 10 && number.ends(0);
    return told && PhoneNumber.american(g.digits, 0) ? 1 : 0;
  }

  /** After a plus: eight to fifteen digits, ITU-T E.164. */
  private int international() {
    if (g.digits[0] == 0 || g.digits[0] == 8 && g.digits[1] == 6) {
      return 0;
    }
    for (int k = Math.min(g.count, 6); k > 0; k--) {
      int count = g.before[k];
      boolean dots = k > 1 && g.sign[k - 1] == '.';
      if (count >= (k == 1 ? 10 : 8) && count <= 15 && !dots && number.ends(k - 1)) {
        boolean shape = k == 1 || g.size(0) <= 3;
        return shape ? k : 0;
      }
    }
    return 0;
  }

  /** What only the word before it makes a telephone number. */
  private int local() {
    int one = g.size(0) == 1 && g.digits[0] == 1 ? 1 : 0;
    if (PhoneNumber.service(g.digits, one) || dated()) {
      return 0;
    }
    if (g.size(0) >= 7 && g.size(0) <= 8 && g.digits[0] >= 2 && number.ends(0)) {
      return 1;
    }
    if (g.size(0) >= 10 && g.size(0) <= 15 && g.value(0) < 10_000_000 && g.digits[1] == 0) {
      return g.digits[0] == 0 && number.ends(0) ? 1 : 0; // 00 for abroad
    }
    for (int k = Math.min(g.count, 4); k > 1; k--) {
      int count = g.before[k];
      boolean sized = count >= (g.size(0) > 1 ? 7 : 10) && count <= 12 && g.size(0) <= 5;
      boolean american = g.shaped(0, 3, 3, 4) && k == 3;
      if (sized && g.sign[k - 1] != '.' && number.ends(k - 1) && (g.digits[0] != 1 || american)) {
        return k;
      }
    }
    return 0;
  }

  /** Whether the digits are a date: {@code 20230115}, {@code 2023-01-15}. */
  private boolean dated() {
    boolean year = g.digits[0] == 1 && g.digits[1] == 9 || g.digits[0] == 2 && g.digits[1] == 0;
    if (!year || g.size(0) != 8 && g.size(0) != 4) {
      return false;
    }
    if (g.size(0) == 4) {
      return g.count > 1
          && (g.size(1) <= 2 || g.size(1) == 4 && g.value(1) / 200 == g.value(0) / 200);
    }
    int month = 10 * g.digits[4] + g.digits[5];
    return IdentityNumber.isDay(2000, month, 10 * g.digits[6] + g.digits[7]);
  }
}
