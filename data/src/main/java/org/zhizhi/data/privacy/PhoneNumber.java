package org.zhizhi.data.privacy;

import java.util.BitSet;

/** Which digits make a telephone number, by the numbering plans of China and North America. */
final class PhoneNumber {
  /** First three digits of mobile numbers that the MIIT has given to operators, as of 2025. */
  private static final BitSet MOBILE = new BitSet(200);

  /** Second and third digit of area codes that have four digits: 0<b>31</b>1. */
  private static final BitSet AREA = new BitSet(100);

  static {
    for (String range :
        "130-139 145-149 150-153 155-159 162 165-167 170-178 180-193 195-199".split(" ")) {
      set(MOBILE, range);
    }
    for (String range :
        "31 33-35 37 39 41-48 51-59 63 66 69-77 79 81-83 85 87-91 93-95 97 99".split(" ")) {
      set(AREA, range);
    }
  }

  private PhoneNumber() {}

  private static void set(BitSet bits, String range) {
    String[] ends = range.split("-");
    bits.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
  }

  /** Whether 11 digits are a mobile number of mainland China. */
  static boolean mobile(int[] d, int at) {
    return MOBILE.get(100 * d[at] + 10 * d[at + 1] + d[at + 2]);
  }

  /**
   * Length of the area code at {@code at}.
   *
   * @param zero whether it starts with the 0 that is left out after +86
   * @return digits of the code with that 0, or 0 if there is no such code
   */
  static int areaCode(int[] d, int at, int count, boolean zero) {
    int first = zero ? at + 1 : at;
    int left = at + count - first;
    if (left < 2 || zero && d[at] != 0) {
      return 0;
    }
    int skipped = zero ? 1 : 0;
    if (d[first] == 1 && d[first + 1] == 0 || d[first] == 2 && d[first + 1] != 6) {
      return 2 + skipped;
    }
    return left >= 3 && AREA.get(10 * d[first] + d[first + 1]) ? 3 + skipped : 0;
  }

  /** Whether ten digits have the form of North America and are no free or premium number. */
  static boolean american(int[] d, int at) {
    return d[at] >= 2 && !service(d, at);
  }

  /** Whether digits start like a number of services: 400, 800, 888, 900, 0800. */
  static boolean service(int[] d, int at) {
    int three = 100 * d[at] + 10 * d[at + 1] + d[at + 2];
    boolean free = d[at] == 8 && d[at + 1] == d[at + 2];
    return three == 400 || three == 800 || three == 900 || free || three == 80 && d[at + 3] == 0;
  }
}
