package org.zhizhi.data.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was counted in the windows of one text, and what follows from it. */
final class Tally {
  private static final int HAN = Script.HAN.ordinal();
  private static final int KANA = Script.KANA.ordinal();
  private static final int HANGUL = Script.HANGUL.ordinal();
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

  /** A Korean particle behind a Han character: no Chinese text has that. */
  private static final double PARTICLE = 4;

  /** A mark in full width where there is East Asian text at all. */
  private static final double FULL_WIDTH = 0.8;

  /** What a word of letters other than Latin weighs; hardly any is quoted. */
  private static final double OTHER_WORD = 1.2;

  /** Han characters in a row after which more of them weigh half: a quotation can be long. */
  private static final int RUN = 3;

  /** Points of a nat where a trigram weighs 2. */
  private static final double NAT = 24;

  /** Points of a language for each of its words of grammar. */
  private static final int GRAMMAR_WORD = 100;

  /** Trigrams after which a text that hardly holds a known one is in no language. */
  private static final int GIBBERISH = 40;

  /**
   * Web sites in each language, in a thousand (after W3Techs, 2025, rounded), English twice as
   * often: short lines of terms alone are mostly English. Languages not named are {@link #RARE}.
   */
  private static final String SITES =
      "en 1000 es 60 de 58 fr 44 pt 40 ru 36 it 28 nl 22 pl 19 tr 17 fa 12 vi 11 id 11 cs 10 uk 7"
          + " hu 7 sv 6 ar 6 ro 6 da 4 fi 4 he 4 sk 4 bg 2 hr 2 no 2 sr 2 lt 2 sl 1 ca 1 et 1 lv 1"
          + " hi 1";

  private static final double RARE = 0.2;

  /** Points that languages have from the start. */
  private static final int[] FIRST = first();

  private static int[] first() {
    int[] points = new int[Trigrams.LANGUAGES.size()];
    String[] sites = SITES.split(" ");
    for (int i = 0; i < sites.length; i += 2) {
      points[Trigrams.LANGUAGES.indexOf(sites[i])] =
          (int) Math.round(NAT * StrictMath.log(Integer.parseInt(sites[i + 1]) / RARE));
    }
    return points;
  }

  private final String text;
  private final int[] letters = new int[SCRIPTS.length];
  private final double[] weights = new double[SCRIPTS.length];
  private final int[] trigrams = new int[SCRIPTS.length];
  private final int[] checks = new int[SCRIPTS.length];
  private final boolean[] told = new boolean[SCRIPTS.length];
  private final int[] known = new int[SCRIPTS.length];
  private final int[] scores = new int[Trigrams.LANGUAGES.size()];
  private double kana;
  private int fullWidth;
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
          case '，', '。', '：', '；', '！', '？', '、' -> fullWidth++;
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
        if (script == KANA) {
          weights[script] += weight;
        } else {
          boolean particle =
              script == HANGUL && i > start && Script.ordinal(text.charAt(i - 1)) == HAN;
          weights[script] += weight * (particle ? PARTICLE : LETTER_WEIGHT);
        }
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
    for (long rest = GrammarWords.languages(text, from, to); rest != 0; rest &= rest - 1) {
      scores[Long.numberOfTrailingZeros(rest)] += GRAMMAR_WORD;
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
    kana = weights[KANA];
    weights[HAN] += kana;
    weights[KANA] = 0;
    if (letters[HAN] + letters[KANA] > 0) {
      weights[HAN] += fullWidth * FULL_WIDTH;
    }
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
    double japanese = kana * 2 + japaneseOnly * 4;
    boolean isJapanese =
        japanese > notJapanese * 5 + grammar * 3 && (kana + japaneseOnly) * 5 > letters[HAN];
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
      if (scores[i] + FIRST[i] > scores[best] + FIRST[best]) {
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
