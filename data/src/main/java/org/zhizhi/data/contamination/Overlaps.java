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

  private final ExamIndex index;
  private final String text;
  private final int n;

  private Overlaps(ExamIndex index, String text) {
    this.index = index;
    this.text = text;
    this.n = index.n();
  }

  static void find(ExamIndex index, String text, Taker taker) {
    new Overlaps(index, text).find(taker);
  }

  private void find(Taker taker) {
    Units units = new Units(text);
    Ngrams last = new Ngrams(n);
    Ngrams tail = new Ngrams(ExamIndex.SHORTEST);
    int[] from = new int[n];
    boolean[] characters = new boolean[n];
    int window = 0; // characters among the last n units
    int run = 0; // units in the run
    int runCharacters = 0;
    int runFrom = 0;
    int runTo = 0;
    int nearest = -1; // the shortest question of the run, or any string
    for (int i = 0; units.next(); i++) {
      last.add(units.hash());
      int slot = i % n;
      from[slot] = units.from();
      window += (units.isCharacter() ? 1 : 0) - (characters[slot] ? 1 : 0);
      characters[slot] = units.isCharacter();
      int string = last.full() ? index.string(last.hash()) : -1;
      if (string >= 0) {
        if (run == 0) {
          run = n;
          runFrom = from[(i + 1) % n];
          runCharacters = window;
          nearest = string;
        } else {
          run++;
          runCharacters += units.isCharacter() ? 1 : 0;
          nearest = nearer(nearest, string);
        }
        runTo = units.to();
      } else if (run > 0) {
        if (counts(run, runCharacters, nearest)
            && !taker.take(runFrom, runTo, index.exam(nearest))) {
          return;
        }
        run = 0;
      }
      if (index.hasShort()) {
        tail.add(units.hash());
        int lengths = tail.full() ? index.shortLengths(tail.hash()) : 0;
        for (int length = ExamIndex.SHORTEST;
            lengths != 0 && length < n && length <= i + 1;
            length++) {
          if ((lengths >> (length - ExamIndex.SHORTEST) & 1) != 0) {
            int whole = index.string(last.hash(length));
            int begin = from[(i + 1 - length + n) % n];
            if (whole >= 0
                && isSentence(begin, units.to())
                && !taker.take(begin, units.to(), index.exam(whole))) {
              return;
            }
          }
        }
      }
    }
    if (run > 0 && counts(run, runCharacters, nearest)) {
      taker.take(runFrom, runTo, index.exam(nearest));
    }
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
