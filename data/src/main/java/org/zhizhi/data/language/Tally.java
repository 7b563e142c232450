package org.zhizhi.data.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was counted in the windows of one text, and what follows from it. */
final class Tally {
  private static final int HAN = Script.HAN.ordinal();
  private static final int KANA = Script.KANA.ordinal();
  private static final int LATIN = Script.LATIN.ordinal();
  private static final int NONE = Script.NONE.ordinal();
  private static final Script[] SCRIPTS = Script.values();

  /** Trigrams of a script after which its languages have long been told apart. */
  private static final int ENOUGH = 500;

  /** After so many trigrams it is asked whether a language is far ahead, by 25 nats. */
  private static final int CHECK = 64;

  private static final int FAR_AHEAD = 600;

  /**
   * What a Han character weighs, a character of Chinese grammar besides, and a letter of a script
   * that serves one language; see {@link LatinWords} for the other side. What stands in brackets or
   * quotes weighs little. Tuned with them.
   */
  private static final double HAN_WEIGHT = 1;

  private static final double HAN_GRAMMAR = 1;
  private static final double LETTER_WEIGHT = 0.6;
  private static final double QUOTED = 0.3;

  /** What a word of letters other than Latin weighs; hardly any is quoted. */
  private static final double OTHER_WORD = 1.2;

  /** Han characters in a row after which more of them weigh half: a quotation can be long. */
  private static final int RUN = 3;

  /** English words of grammar that are no words of its neighbours, and the points of each. */
  private static final Words ENGLISH =
      new Words(
          "the and with this that from which are were have been you your not but they their what"
              + " when where who how can will would should there into than then these those about"
              + " it for if has its does");

  private static final int ENGLISH_WORD = 50;

  /** Points for languages that are met more often than others; a nat is 24. */
  private static final int ENGLISH_FIRST = 150;

  /** Trigrams after which a text that hardly holds a known one is in no language. */
  private static final int GIBBERISH = 40;

  private static final int LARGE_FIRST = 50;
  private static final Words LARGE = new Words("fr de es pt it nl pl ru ar fa hi id vi tr he");

  private final String text;
  private final int[] letters = new int[SCRIPTS.length];
  private final double[] weights = new double[SCRIPTS.length];
  private final int[] trigrams = new int[SCRIPTS.length];
  private final int[] checks = new int[SCRIPTS.length];
  private final boolean[] told = new boolean[SCRIPTS.length];
  private final int[] known = new int[SCRIPTS.length];
  private final int[] scores = new int[Trigrams.LANGUAGES.size()];
  private int simplified;
  private int traditional;
  private int japaneseOnly;
  private int notJapanese;
  private int grammar;

  Tally(String text) {
    this.text = text;
    Arrays.fill(checks, CHECK);
  }

  /** Counts what stands from {@code start} to {@code end}. */
  void read(int start, int end) {
    int i = start;
    int depth = 0;
    boolean quote = false;
    while (i < end) {
      char c = text.charAt(i);
      int script = Script.ordinal(c);
      if (script == NONE) {
        switch (c) {
          case '(', '（', '「', '『', '《', '“', '«', '„' -> depth++;
          case ')', '）', '」', '』', '》', '”', '»' -> depth = Math.max(0, depth - 1);
          case '"' -> quote = !quote;
          case '\n' -> {
            depth = 0;
            quote = false;
          }
          default -> {}
        }
        i++;
        continue;
      }
      double weight = depth > 0 || quote ? QUOTED : 1;
      int to = i + 1;
      if (script == HAN) {
        while (to < end && Script.ordinal(text.charAt(to)) == HAN) {
          to++;
        }
        han(i, to, weight);
      } else if (Trigrams.first(script) < 0) {
        letters[script]++;
        weights[script] += weight * (script == KANA ? 1 : LETTER_WEIGHT);
      } else {
        while (to < end && Script.ordinal(text.charAt(to)) == script) {
          to++;
        }
        word(script, i, to, weight);
      }
      i = to;
    }
  }

  private void han(int from, int to, double weight) {
    letters[HAN] += to - from;
    double sum = (Math.min(to - from, RUN) + Math.max(to - from - RUN, 0) * 0.5) * HAN_WEIGHT;
    for (int i = from; i < to; i++) {
      int forms = HanForms.of(text.charAt(i));
      if (forms != 0) {
        simplified += forms & HanForms.SIMPLIFIED;
        traditional += forms >> 1 & 1;
        japaneseOnly += forms >> 2 & 1;
        notJapanese += forms >> 3 & 1;
        if ((forms & HanForms.GRAMMAR) != 0) {
          grammar++;
          sum += HAN_GRAMMAR;
        }
      }
    }
    weights[HAN] += sum * weight;
  }

  private void word(int script, int from, int to, double weight) {
    letters[script] += to - from;
    int length = to - from;
    if (length > 40) {
      return; // no word of any language that is told apart here
    }
    double own = script == LATIN ? LatinWords.weight(text, from, to) : length > 1 ? OTHER_WORD : 0;
    weights[script] += own * weight;
    if (!told[script] && own > LatinWords.CODE) {
      score(script, from, to, own * weight < LatinWords.PLAIN ? 1 : 2);
    }
  }

  private void score(int script, int from, int to, int weight) {
    int first = Trigrams.first(script);
    int end = Trigrams.end(script);
    Trigrams table = Trigrams.table();
    if (script == LATIN && ENGLISH.contains(text, from, to)) {
      scores[0] += ENGLISH_WORD;
    }
    char a = ' ';
    char b = Trigrams.letter(text.charAt(from));
    for (int i = from + 1; i <= to; i++) {
      char c = i == to ? ' ' : Trigrams.letter(text.charAt(i));
      if (table.add(a, b, c, weight, scores, first, end)) {
        known[script]++;
      }
      trigrams[script]++;
      a = b;
      b = c;
    }
    if (trigrams[script] >= checks[script]) {
      checks[script] += CHECK;
      told[script] = trigrams[script] >= ENOUGH || isTold(first, end);
    }
  }

  /** Whether one language is so far ahead that no more text is needed. */
  private boolean isTold(int first, int end) {
    int best = 0;
    int second = 0;
    for (int i = first; i < end; i++) {
      second = Math.max(second, Math.min(best, scores[i]));
      best = Math.max(best, scores[i]);
    }
    return best - second > FAR_AHEAD;
  }

  Guess guess() {
    weights[HAN] += weights[KANA];
    weights[KANA] = 0;
    int best = NONE;
    for (int script = 1; script < SCRIPTS.length; script++) {
      if (weights[script] > weights[best]) {
        best = script;
      }
    }
    if (best == NONE) {
      return new Guess(Guess.UNDETERMINED, "", List.of());
    }
    if (best == HAN) {
      return eastAsian();
    }
    String lang = SCRIPTS[best].lang();
    return lang.isEmpty() ? spaced(best) : new Guess(lang, "", List.of(lang));
  }

  /** Chinese, or Japanese: kana that are more than a name or two quoted in Chinese. */
  private Guess eastAsian() {
    int japanese = letters[KANA] * 2 + japaneseOnly * 4;
    boolean isJapanese =
        japanese > notJapanese * 3 + grammar * 3
            && (letters[KANA] + japaneseOnly) * 5 > letters[HAN];
    if (isJapanese) {
      return new Guess("ja", "", List.of("ja"));
    }
    String script = simplified > traditional ? "Hans" : traditional > simplified ? "Hant" : "";
    return new Guess("zh", script, japanese > 0 ? List.of("zh", "ja") : List.of("zh"));
  }

  private Guess spaced(int script) {
    int first = Trigrams.first(script);
    int end = Trigrams.end(script);
    int best = first;
    for (int i = first; i < end; i++) {
      String lang = Trigrams.LANGUAGES.get(i);
      scores[i] +=
          lang.equals("en") || lang.equals("ru")
              ? ENGLISH_FIRST
              : LARGE.contains(lang, 0, 2) ? LARGE_FIRST : 0;
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    if (trigrams[script] >= GIBBERISH && known[script] * 4 < trigrams[script]) {
      return new Guess(Guess.UNDETERMINED, "", List.of());
    }
    List<String> rivals = new ArrayList<>();
    int margin = 75 + trigrams[script] * 3;
    for (int i = first; i < end; i++) {
      if (scores[i] >= scores[best] - margin) {
        rivals.add(Trigrams.LANGUAGES.get(i));
      }
    }
    return new Guess(Trigrams.LANGUAGES.get(best), "", rivals);
  }
}
