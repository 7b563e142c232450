package org.zhizhi.base.page;

import java.util.Objects;

/**
 * What a page says, in both its languages.
 *
 * @param en English
 * @param zh Chinese
 */
public record Text(String en, String zh) {
  public Text {
    Objects.requireNonNull(en);
    Objects.requireNonNull(zh);
  }

  /** A text that reads the same in both languages: a name, a figure, a sample. */
  public static Text same(String text) {
    return new Text(text, text);
  }

  /** Elements {@code tag} that hold the text, of which the reader's language is shown. */
  String in(String tag, String attributes) {
    String open = "<" + tag + (attributes.isEmpty() ? "" : " " + attributes);
    String close = "</" + tag + ">";
    return en.equals(zh)
        ? open + ">" + escape(en) + close
        : open + " lang=\"en\">" + escape(en) + close + open + " lang=\"zh\">" + escape(zh) + close;
  }

  /** Both languages on one line, for places that cannot switch, such as tooltips. */
  String flat() {
    return en.equals(zh) ? en : en + " / " + zh;
  }

  /** The text cut to so many columns, of which characters beyond Latin take two. */
  Text shortened(int columns) {
    return new Text(shortened(en, columns), shortened(zh, columns));
  }

  private static String shortened(String text, int columns) {
    int room = columns;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      room -= text.codePointAt(i) < 0x1100 ? 1 : 2;
      if (room < 0) {
        return text.substring(0, i) + "…";
      }
    }
    return text;
  }

  /**
   * {@code text} as HTML and XML content or attribute value; what XML cannot hold becomes U+FFFD.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  /** {@code text} with U+FFFD for what XML cannot hold. */
  static String cleaned(String text) {
    return text.codePoints().allMatch(Text::isXml)
        ? text
        : text.codePoints()
            .map(c -> isXml(c) ? c : 0xfffd)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isXml(int c) {
    return c >= 0x20 && c < 0x7f
        || c == '\n'
        || c == '\t'
        || c == '\r'
        || c >= 0xa0 && c < 0xd800
        || c >= 0xe000 && c < 0xfffe
        || c >= 0x10000;
  }
}
