package org.zhizhi.data.stage;

import java.util.Set;

/** One text before the {@link Rules}; what is costly is measured when a rule first asks for it. */
final class Judgement {
  /** Written without spaces between words. */
  private static final Set<String> UNSPACED = Set.of("zh", "ja", "th", "lo", "km", "my", "bo");

  /** Words below which repeated n-grams are chance; Gopher judges no shorter text at all. */
  private static final int REPETITION_FROM = 50;

  private final char[] text;
  private final Measures measures;
  private final boolean unspaced;
  private final boolean english;
  private final double words;
  private RepeatedLines lines;
  private WordGrams grams;

  /** No n-gram of a word more has a greater share of the text for each of its words. */
  private double topBound = 1;

  /** Share of the text in repeated n-grams, for the longest n that was measured. */
  private double repeated = 1;

  Judgement(char[] text, String lang) {
    this.text = text;
    this.measures = Measures.of(text);
    boolean known = !lang.isEmpty() && !lang.equals("und");
    this.unspaced = known ? UNSPACED.contains(lang) : measures.ideographs > measures.letters / 3;
    this.english = lang.equals("en");
    this.words = Math.max(1, unspaced ? measures.units() : measures.tokens);
  }

  boolean isUnspaced() {
    return unspaced;
  }

  boolean breaks(Rule rule, double limit) {
    return rule.refuses(measure(rule, limit), limit);
  }

  /** What {@code rule} measures; or less exactly, if that suffices to be within {@code limit}. */
  private double measure(Rule rule, double limit) {
    Measures m = measures;
    double characters = Math.max(1, m.characters);
    double lineCount = Math.max(1, m.lines);
    return switch (rule) {
      case MIN_WORDS, MAX_WORDS -> unspaced ? m.units() : m.tokens;
      case MIN_WORD_LENGTH, MAX_WORD_LENGTH -> characters / Math.max(1, m.tokens);
      case HASHES -> m.hashes / words;
      case ELLIPSES -> m.ellipses / words;
      case BULLET_LINES -> m.bulletLines / lineCount;
      case ELLIPSIS_LINES -> m.ellipsisLines / lineCount;
      case LETTER_WORDS -> m.tokensWithLetters / (double) Math.max(1, m.tokens);
      case LETTERS -> (m.letters + m.ideographs) / characters;
      case IDEOGRAPHS -> m.ideographs / characters;
      case DIGITS -> m.digits / characters;
      case PUNCTUATION -> m.punctuation / characters;
      case SYMBOLS -> m.symbols() / characters;
      case BRACES -> m.braces / characters;
      case LOREM_IPSUM -> m.lorem ? 1 : 0;
      case STOP_WORDS -> stopWords();
      case SENTENCES -> m.sentences;
      case SENTENCE_LENGTH -> characters / Math.max(1, m.sentences);
      case ENDED_LINES -> m.endedLines / lineCount;
      case SHORT_LINES -> m.shortLines / lineCount;
      case FRAGMENTS -> m.fragments / lineCount;
      case LINE_LENGTH -> characters / lineCount;
      case LINES_PER_WORD -> (m.lines - 1) / words;
      case REPEATED_LINES -> lines().lines();
      case REPEATED_PARAGRAPHS -> lines().paragraphs();
      case REPEATED_LINE_CHARACTERS -> lines().lineCharacters();
      case REPEATED_PARAGRAPH_CHARACTERS -> lines().paragraphCharacters();
      case TOP_2 -> top(2, limit);
      case TOP_3 -> top(3, limit);
      case TOP_4 -> top(4, limit);
      case REPEATED_5 -> repeated(5, limit);
      case REPEATED_6 -> repeated(6, limit);
      case REPEATED_7 -> repeated(7, limit);
      case REPEATED_8 -> repeated(8, limit);
      case REPEATED_9 -> repeated(9, limit);
      case REPEATED_10 -> repeated(10, limit);
    };
  }

  /** Languages whose words of grammar are not known have enough of them. */
  private double stopWords() {
    if (unspaced) {
      return measures.chineseStops;
    }
    return english ? Integer.bitCount(measures.englishStops) : Double.MAX_VALUE;
  }

  private RepeatedLines lines() {
    if (lines == null) {
      lines = RepeatedLines.of(text);
    }
    return lines;
  }

  private double top(int n, double limit) {
    int size = unspaced ? 2 * n : n;
    if (words < REPETITION_FROM) {
      return 0;
    }
    if (topBound * size <= limit) {
      return topBound * size;
    }
    WordGrams.Top top = grams().top(size);
    topBound = top.bound();
    return top.share();
  }

  /** The share falls with n, so within the limit of a longer n-gram a shorter one settles it. */
  private double repeated(int n, double limit) {
    if (words < REPETITION_FROM) {
      return 0;
    }
    if (repeated > limit) {
      repeated = grams().repeated(unspaced ? 2 * n : n);
    }
    return repeated;
  }

  private WordGrams grams() {
    if (grams == null) {
      grams = new WordGrams(text);
    }
    return grams;
  }
}
