package org.zhizhi.data.contamination;

/**
 * What a text shares with exams: runs of units without a gap, each n-gram of which an exam has. A
 * run counts if it says as much as n words, or is three quarters of a question; a question shorter
 * than n units counts if it stands there whole, as a sentence of its own.
 *
 * <p>A Han character is less than a word: 13 of them may be nothing but the name of an institution
 * (全国人民代表大会常务委员会), which half of all statutes have in common with some exam.
 */
final class Overlaps {
  /**
   * What a character says, in words: 20 characters to 13 words. Chosen in 2026 on 13,392 articles
   * and 1,130 statutes against CMRC 2018 and CMMLU; see docs/tried.md.
   */
  static final double CHARACTER = 0.65;

  /** Takes a run; returns whether to look on. */
  interface Taker {
    boolean take(int from, int to, String exam);
  }

  /** Units that are looked up together, so that waits for memory overlap. */
  private static final int BLOCK = 128;

  /** Units of the block before that are kept at the front. */
  private static final int KEPT = ExamIndex.LONGEST;

  private final ExamIndex index;
  private final String text;
  private final Taker taker;
  private final int n;

  // the units of a block, after those that are kept
  private final int[] from = new int[KEPT + BLOCK];
  private final int[] to = new int[KEPT + BLOCK];
  private final long[] hashes = new long[KEPT + BLOCK];
  private final boolean[] characters = new boolean[KEPT + BLOCK];
  private final long[] grams = new long[KEPT + BLOCK];
  private final long[] tails = new long[KEPT + BLOCK];

  // the run that is under way
  private int run;
  private int runCharacters;
  private int runFrom;
  private int runTo;
  private int nearest; // the shortest question of it, or else any string

  private Overlaps(ExamIndex index, String text, Taker taker) {
    this.index = index;
    this.text = text;
    this.taker = taker;
    this.n = index.n();
  }

  /** Gives each run that counts to {@code taker}, in the order of their ends. */
  static void find(ExamIndex index, String text, Taker taker) {
    new Overlaps(index, text, taker).find();
  }

  private void find() {
    Units units = new Units(text);
    Ngrams last = new Ngrams(n);
    Ngrams tail = new Ngrams(ExamIndex.SHORTEST);
    int[] strings = new int[KEPT + BLOCK];
    int end = KEPT + BLOCK;
    for (long done = 0; end == KEPT + BLOCK; done += BLOCK) {
      end = fill(units, last, tail);
      for (int i = KEPT; i < end; i++) {
        strings[i] = done + i - KEPT + 1 >= n ? index.string(grams[i]) : -1;
      }
      for (int i = KEPT; i < end; i++) {
        if (!run(i, strings[i]) || !question(i, done + i - KEPT + 1)) {
          return;
        }
      }
    }
    endRun();
  }

  /** Reads the next block; returns the index after its last unit. */
  private int fill(Units units, Ngrams last, Ngrams tail) {
    System.arraycopy(from, BLOCK, from, 0, KEPT);
    System.arraycopy(hashes, BLOCK, hashes, 0, KEPT);
    System.arraycopy(characters, BLOCK, characters, 0, KEPT);
    int i = KEPT;
    while (i < KEPT + BLOCK && units.next()) {
      hashes[i] = units.hash();
      from[i] = units.from();
      to[i] = units.to();
      characters[i] = units.isCharacter();
      last.add(units.hash());
      tail.add(units.hash());
      grams[i] = last.hash();
      tails[i] = tail.hash();
      i++;
    }
    return i;
  }

  /** Takes the n-gram that ends with unit {@code i} and the string that has it, if one has. */
  private boolean run(int i, int string) {
    if (string < 0) {
      return endRun();
    }
    if (run == 0) {
      run = n;
      runFrom = from[i + 1 - n];
      runCharacters = 0;
      for (int k = i + 1 - n; k <= i; k++) {
        runCharacters += characters[k] ? 1 : 0;
      }
      nearest = string;
    } else {
      run++;
      runCharacters += characters[i] ? 1 : 0;
      nearest = nearer(nearest, string);
    }
    runTo = to[i];
    return true;
  }

  private boolean endRun() {
    boolean on =
        run == 0
            || !counts(run, runCharacters, nearest)
            || taker.take(runFrom, runTo, index.exam(nearest));
    run = 0;
    return on;
  }

  /** Looks for short questions that end with unit {@code i}, the {@code count}th of the text. */
  private boolean question(int i, long count) {
    int lengths = count >= ExamIndex.SHORTEST ? index.shortLengths(tails[i]) : 0;
    for (int length = ExamIndex.SHORTEST; lengths != 0; length++, lengths >>= 1) {
      if ((lengths & 1) == 0 || length > count) {
        continue;
      }
      int string = index.string(Ngrams.hash(hashes, i + 1 - length, length));
      int begin = from[i + 1 - length];
      if (string >= 0
          && isSentence(begin, to[i])
          && !taker.take(begin, to[i], index.exam(string))) {
        return false;
      }
    }
    return true;
  }

  private int nearer(int a, int b) {
    int first = index.length(a);
    int second = index.length(b);
    return second > 0 && (first == 0 || second < first) ? b : a;
  }

  private boolean counts(int run, int characters, int string) {
    double words = run - characters + CHARACTER * characters;
    int question = index.length(string);
    return words >= n || question > 0 && 4 * run >= 3 * question;
  }

  /** Whether nothing that is read stands right before and after. */
  private boolean isSentence(int from, int to) {
    return (from == 0 || !isRead(text.codePointBefore(from)))
        && (to == text.length() || !isRead(text.codePointAt(to)));
  }

  private static boolean isRead(int point) {
    return Character.isLetterOrDigit(point);
  }
}
