package org.zhizhi.data.privacy;

/** Citizen identity numbers of mainland China, GB 11643-1999, and their old form of 15 digits. */
final class IdentityNumber {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  /** The first two digits of GB/T 2260; 81 to 83 are residents from Hong Kong, Macau, Taiwan. */
  private static final boolean[] PROVINCE = new boolean[100];

  static {
    int[][] ranges = {
      {11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {71, 71}, {81, 83}
    };
    for (int[] range : ranges) {
      for (int code = range[0]; code <= range[1]; code++) {
        PROVINCE[code] = true;
      }
    }
  }

  private IdentityNumber() {}

  /**
   * Whether 18 values make a number: province, a birth date from 1900 to 2035, the check value of
   * ISO 7064 MOD 11-2.
   *
   * @param d holds the values from {@code at}; the last is 10 for X
   */
  static boolean valid(int[] d, int at) {
    if (!region(d, at) || !date(1000 * d[at + 6] + 100 * d[at + 7] + two(d, at + 8), d, at + 10)) {
      return false;
    }
    return check(d, at) == d[at + 17];
  }

  /** The check value of 17 digits: 0 to 9, or 10 for X. */
  static int check(int[] d, int at) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += WEIGHTS[i] * d[at + i];
    }
    return (12 - sum % 11) % 11;
  }

  /** Whether 15 digits could be a number of the old form, which has no check digit. */
  static boolean validOld(int[] d, int at) {
    return region(d, at) && date(1900 + two(d, at + 6), d, at + 8);
  }

  private static boolean region(int[] d, int at) {
    return PROVINCE[two(d, at)] && two(d, at + 2) + two(d, at + 4) > 0;
  }

  private static boolean date(int year, int[] d, int at) {
    return year >= 1900 && year <= 2035 && isDay(year, two(d, at), two(d, at + 2));
  }

  /** Whether the month has that day. */
  static boolean isDay(int year, int month, int day) {
    int last =
        switch (month) {
          case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
          case 4, 6, 9, 11 -> 30;
          case 1, 3, 5, 7, 8, 10, 12 -> 31;
          default -> 0;
        };
    return day >= 1 && day <= last;
  }

  private static int two(int[] d, int at) {
    return 10 * d[at] + d[at + 1];
  }
}
