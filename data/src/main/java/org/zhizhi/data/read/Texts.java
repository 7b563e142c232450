package org.zhizhi.data.read;

/** Texts as {@link org.zhizhi.data.Document} wants them. */
public final class Texts {
  private Texts() {}

  /** LF line ends, and U+FFFD for each half of a surrogate pair that stands alone. */
  public static String clean(String text) {
    String unix = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    for (int i = 0; i < unix.length(); i++) {
      if (Character.isSurrogate(unix.charAt(i))) {
        return whole(unix, i);
      }
    }
    return unix;
  }

  /** One line without controls, of at most {@code length} characters: for names and details. */
  public static String line(String text, int length) {
    String cut = text.length() <= length ? text : text.substring(0, length - 1) + "…";
    StringBuilder line = new StringBuilder(cut.length());
    clean(cut).codePoints().forEach(c -> line.appendCodePoint(isPrintable(c) ? c : 0xfffd));
    return line.toString().strip();
  }

  private static boolean isPrintable(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  private static String whole(String text, int from) {
    StringBuilder whole = null;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        whole = whole == null ? new StringBuilder(text) : whole;
        whole.setCharAt(i, '\ufffd');
      }
    }
    return whole == null ? text : whole.toString();
  }
}
