package org.zhizhi.data.privacy;

/** Licence plates of mainland China, GA 36-2018: province, letter, five or six signs. */
final class Plates {
  private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
  private static final String LAST = "挂学警港澳";

  private Plates() {}

  /** The end of the plate whose letter stands at {@code at}; 0 if there is none. */
  static int end(Plain plain, int at) {
    if (at == 0 || !plain.other(at - 1) || PROVINCES.indexOf(plain.text.charAt(at - 1)) < 0) {
      return 0;
    }
    int i = at + 1;
    int c = plain.at(i);
    if (c == ' ' || c == '-' || c < 0 && "·•・∙．".indexOf(plain.text.charAt(i)) >= 0) {
      i++;
    }
    int digits = 0;
    int signs = 0;
    while (signs < 7 && isSign(plain.at(i))) {
      digits += plain.digit(i) ? 1 : 0;
      signs++;
      i++;
    }
    if (signs == 4 && plain.other(i) && LAST.indexOf(plain.text.charAt(i)) >= 0) {
      return digits >= 3 ? i + 1 : 0;
    }
    boolean more = plain.word(i) || (plain.at(i) == '.' || plain.at(i) == '-') && plain.word(i + 1);
    boolean formed = signs == 5 && digits >= 2 || signs == 6 && digits >= 3;
    return formed && !more ? i : 0;
  }

  private static boolean isSign(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' && c != 'I' && c != 'O';
  }
}
