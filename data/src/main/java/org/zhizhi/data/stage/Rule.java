package org.zhizhi.data.stage;

import java.util.Locale;

/**
 * One rule of {@link Rules}: what is measured, the bound, and the words for a text beyond it.
 *
 * <p>Four limits each, for languages with spaces and for Chinese: those of the profile {@code web},
 * as they were published for web pages, and those of the profile {@code documents}. The latter were
 * set in November 2026 on encyclopaedias, statutes, verse, classics and technical manuals, so wide
 * that these lose next to nothing: text that people keep is terser, more regular and more
 * repetitive than the prose that the published limits were made for. {@link #OFF} is no limit.
 *
 * <p>Published by: C4 (arXiv:1910.10683v4), Gopher (arXiv:2112.11446, appendix A), FineWeb
 * (arXiv:2406.17557); for Chinese by FineWeb2 (arXiv:2506.20920, cmn_Hani) and ChineseWebText
 * (arXiv:2311.01149). Where no paper is named, the limits are ours. C4's rules for single lines are
 * rules for the share of such lines here.
 */
enum Rule {
  /** Gopher; ChineseWebText, in characters. */
  MIN_WORDS("too few words", Bound.LEAST, 50, 200, 5, 10),

  /** Gopher. */
  MAX_WORDS("too many words", Bound.MOST, 100_000, Rule.OFF, Rule.OFF, Rule.OFF),

  /** Mean length of what stands between spaces; Gopher. */
  MIN_WORD_LENGTH("words too short", Bound.LEAST, 3, Rule.OFF, 2.5, Rule.OFF),
  MAX_WORD_LENGTH("words too long", Bound.MOST, 10, Rule.OFF, 30, Rule.OFF),

  /** Signs a word; Gopher. */
  HASHES("too many hash signs", Bound.MOST, 0.1, 0.1, 0.5, 0.5),
  ELLIPSES("too many ellipses", Bound.MOST, 0.1, 0.1, 0.3, 0.3),

  /** Share of lines; Gopher. */
  BULLET_LINES("too many bullet lines", Bound.MOST, 0.9, 0.9, Rule.OFF, Rule.OFF),
  ELLIPSIS_LINES("too many lines end in an ellipsis", Bound.MOST, 0.3, 0.3, 0.3, 0.3),

  /** Share of words with a letter; Gopher. */
  LETTER_WORDS("too few words with letters", Bound.LEAST, 0.8, Rule.OFF, 0.4, Rule.OFF),

  /** Share of characters that are letters or ideographs; the same for any script. */
  LETTERS("too few letters", Bound.LEAST, 0.6, 0.6, 0.4, 0.4),

  /** Share of characters that are ideographs; ChineseWebText. */
  IDEOGRAPHS("too few Chinese characters", Bound.LEAST, Rule.OFF, 0.3, Rule.OFF, 0.25),

  /** Share of characters. */
  DIGITS("too many digits", Bound.MOST, 0.3, 0.3, 0.5, 0.5),
  PUNCTUATION("too much punctuation", Bound.MOST, 0.3, 0.3, 0.5, 0.5),
  SYMBOLS("too many symbols", Bound.MOST, 0.2, 0.2, 0.4, 0.4),

  /** Curly brackets a character; C4 bears none, which no text about programs survives. */
  BRACES("too many curly brackets", Bound.MOST, 0, 0, 0.1, 0.1),

  /** C4. */
  LOREM_IPSUM("lorem ipsum", Bound.MOST, 0, 0, 0, 0),

  /** Different words of grammar, in English; Gopher. All of them, in Chinese; FineWeb2. */
  STOP_WORDS("too few stop words", Bound.LEAST, 2, 2, Rule.OFF, Rule.OFF),

  /** C4. */
  SENTENCES("too few sentences", Bound.LEAST, 3, 3, Rule.OFF, Rule.OFF),

  /** Characters a sentence. */
  SENTENCE_LENGTH("sentences too long", Bound.MOST, 500, 500, 20_000, 20_000),

  /** Share of lines that a mark ends; FineWeb, FineWeb2. */
  ENDED_LINES("too few lines end a sentence", Bound.LEAST, 0.12, 0.106, Rule.OFF, Rule.OFF),

  /** Share of lines under 30 letters; FineWeb. FineWeb2 does without. */
  SHORT_LINES("too many short lines", Bound.MOST, 0.67, Rule.OFF, Rule.OFF, Rule.OFF),

  /** Share of lines that are short and that no mark ends; verse passes. */
  FRAGMENTS("too many fragments", Bound.MOST, 0.67, 0.67, Rule.OFF, Rule.OFF),

  /** Characters a line; ChineseWebText. */
  LINE_LENGTH("lines too short", Bound.LEAST, Rule.OFF, 10, Rule.OFF, Rule.OFF),

  /** Line ends a word; FineWeb, FineWeb2. */
  LINES_PER_WORD("too many lines", Bound.MOST, 0.3, 0.178, Rule.OFF, Rule.OFF),

  /** Shares of what stood before in the text; Gopher, FineWeb2. */
  REPEATED_LINES("repeated lines", Bound.MOST, 0.3, 0.287, 0.8, 0.8),
  REPEATED_PARAGRAPHS("repeated paragraphs", Bound.MOST, 0.3, 0.3, 0.7, 0.7),

  /** Shares of characters; Gopher for paragraphs, FineWeb and FineWeb2 for lines. */
  REPEATED_LINE_CHARACTERS("much text in repeated lines", Bound.MOST, 0.1, 0.1, 0.75, 0.75),
  REPEATED_PARAGRAPH_CHARACTERS("much text in repeated paragraphs", Bound.MOST, 0.2, 0.2, 0.7, 0.7),

  /**
   * Shares of characters in the most frequent n-gram, and in n-grams that stood before; Gopher,
   * FineWeb2. In Chinese an n-gram has 2n characters, since a word has about two.
   */
  TOP_2("one pair of words repeated", Bound.MOST, 0.2, 0.256, 0.65, 0.65),
  TOP_3("one run of 3 words repeated", Bound.MOST, 0.18, 0.201, 0.65, 0.65),
  TOP_4("one run of 4 words repeated", Bound.MOST, 0.16, 0.171, 0.65, 0.65),
  REPEATED_5("repeated runs of 5 words", Bound.MOST, 0.15, 0.198, 0.75, 0.75),
  REPEATED_6("repeated runs of 6 words", Bound.MOST, 0.14, 0.182, 0.72, 0.72),
  REPEATED_7("repeated runs of 7 words", Bound.MOST, 0.13, 0.167, 0.69, 0.69),
  REPEATED_8("repeated runs of 8 words", Bound.MOST, 0.12, 0.154, 0.66, 0.66),
  REPEATED_9("repeated runs of 9 words", Bound.MOST, 0.11, 0.14, 0.63, 0.63),
  REPEATED_10("repeated runs of 10 words", Bound.MOST, 0.1, 0.127, 0.6, 0.6);

  /** No limit. */
  static final double OFF = Double.NaN;

  /** On which side of its limit a text has to be. */
  enum Bound {
    LEAST,
    MOST
  }

  private final String reason;
  private final Bound bound;
  private final double[] limits;

  Rule(
      String reason,
      Bound bound,
      double webSpaced,
      double webChinese,
      double documentsSpaced,
      double documentsChinese) {
    this.reason = reason;
    this.bound = bound;
    this.limits = new double[] {webSpaced, webChinese, documentsSpaced, documentsChinese};
  }

  /** Its name in recipes: {@code min_words}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String reason() {
    return reason;
  }

  /** The limit of a profile, {@link #OFF} where it has none. */
  double limit(boolean web, boolean chinese) {
    return limits[(web ? 0 : 2) + (chinese ? 1 : 0)];
  }

  /** Whether {@code value} is beyond {@code limit}; nothing is beyond {@link #OFF}. */
  boolean refuses(double value, double limit) {
    return bound == Bound.LEAST ? value < limit : value > limit;
  }
}
