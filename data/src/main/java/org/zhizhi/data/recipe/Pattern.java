package org.zhizhi.data.recipe;

/**
 * Names documents by where they come from or what they are in. {@code zh-wiki} matches every source
 * with a folder or file of that name, {@code texts/zh-*} runs of them, with {@code *} for any
 * characters; {@code lang:zh} matches the languages zh and zh-Hant, {@code license:CC*} licences.
 *
 * @param text as a person writes it, not empty
 */
public record Pattern(String text) {
  private static final String LANG = "lang:";
  private static final String LICENSE = "license:";

  /** Whether it matches a document with this source, language and licence. */
  public boolean matches(String source, String lang, String license) {
    if (text.startsWith(LANG)) {
      String wanted = text.substring(LANG.length());
      return wild(wanted, lang) || wild(wanted + "-*", lang);
    }
    if (text.startsWith(LICENSE)) {
      return wild(text.substring(LICENSE.length()), license);
    }
    // what stands in an archive is named archive.zip#folder/file
    return wild("*/" + text + "/*", "/" + source.replace('#', '/') + "/");
  }

  /**
   * Whether {@code pattern}, in which {@code *} stands for any characters, matches all of {@code
   * text}.
   */
  static boolean wild(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1; // the last star passed, and how much of the text it stood for
    int taken = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
