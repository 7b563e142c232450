package org.zhizhi.data.language;

/**
 * Says which language a text is in, by its scripts first and by its trigrams within a script. The
 * language of a mixed text is that of the words that hold it together: {@code 用 Python 写的 parser}
 * is Chinese, {@code the word 道 means way} English.
 *
 * <p>Long texts are judged by windows spread over them, so the cost per document is bounded.
 * Immutable; the same text has the same answer everywhere.
 */
public final class LanguageIdentifier {
  /** Texts up to this long are read whole, longer ones by {@link #WINDOWS} windows. */
  private static final int WHOLE = 3072;

  private static final int WINDOWS = 6;

  private LanguageIdentifier() {}

  /** The language of {@code text}; never null, whatever the text. */
  public static Guess identify(String text) {
    Tally tally = new Tally(text);
    if (text.length() <= WHOLE) {
      tally.read(0, text.length());
    } else {
      int window = WHOLE / WINDOWS;
      for (int i = 0; i < WINDOWS; i++) {
        int start = (int) ((long) (text.length() - window) * i / (WINDOWS - 1));
        tally.read(start, start + window);
      }
    }
    return tally.guess();
  }
}
