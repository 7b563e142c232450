package org.zhizhi.data.report;

import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.page.Passage;

/**
 * What changed between two texts of a few hundred characters: the tokens that both have in the same
 * order stay, as many as possible (the longest common subsequence). A token is a word of Latin
 * letters or digits, or one other character. Tokens that stand alone among changes count as changed
 * too: they are there by chance, and make changes hard to read.
 */
final class Differences {
  /** Stands at the end of a text that goes on. */
  private static final String MORE = "…";

  /** Letters that must be the same in a row between two changes. */
  private static final int LEAST = 3;

  private final List<String> before;
  private final List<String> after;

  /** {@code longest[i][j]}: tokens that {@code before} from i on and {@code after} from j share. */
  private final int[][] longest;

  /** A stretch of text: as it was, or what was there before and is there after. */
  private record Stretch(boolean same, StringBuilder before, StringBuilder after) {
    Stretch(boolean same) {
      this(same, new StringBuilder(), new StringBuilder());
    }
  }

  private Differences(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    this.longest = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        longest[i][j] =
            before.get(i).equals(after.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
  }

  /**
   * {@code after} with what it lost and gained against {@code before}. Where they are parts of
   * longer texts, what follows the last stretch they share is left out: the rest may have it.
   */
  static Passage of(String before, String after) {
    List<Stretch> stretches = joined(new Differences(tokens(before), tokens(after)).stretches());
    if ((before.endsWith(MORE) || after.endsWith(MORE)) && stretches.size() > 2) {
      boolean endsSame = stretches.getLast().same();
      if (!endsSame || stretches.getLast().before().length() <= LEAST) {
        stretches.subList(stretches.size() - (endsSame ? 2 : 1), stretches.size()).clear();
        stretches.add(new Stretch(true, new StringBuilder(MORE), new StringBuilder(MORE)));
      }
    }
    Passage passage = new Passage();
    for (Stretch stretch : stretches) {
      if (stretch.same()) {
        passage.plain(stretch.after().toString());
      } else {
        passage.removed(stretch.before().toString()).added(stretch.after().toString());
      }
    }
    return passage;
  }

  private List<Stretch> stretches() {
    List<Stretch> stretches = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean same = i < before.size() && j < after.size() && before.get(i).equals(after.get(j));
      if (stretches.isEmpty() || stretches.getLast().same() != same) {
        stretches.add(new Stretch(same));
      }
      Stretch stretch = stretches.getLast();
      if (same) {
        stretch.before().append(before.get(i++));
        stretch.after().append(after.get(j++));
      } else if (j == after.size() || i < before.size() && longest[i + 1][j] >= longest[i][j + 1]) {
        stretch.before().append(before.get(i++));
      } else {
        stretch.after().append(after.get(j++));
      }
    }
    return stretches;
  }

  /** The same with short stretches that are the same made part of the changes around them. */
  private static List<Stretch> joined(List<Stretch> stretches) {
    List<Stretch> joined = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      boolean chance =
          stretch.same() && i > 0 && i + 1 < stretches.size() && stretch.before().length() < LEAST;
      boolean same = stretch.same() && !chance;
      if (joined.isEmpty() || joined.getLast().same() != same) {
        joined.add(new Stretch(same));
      }
      joined.getLast().before().append(stretch.before());
      joined.getLast().after().append(stretch.after());
    }
    return joined;
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.offsetByCodePoints(start, 1);
      if (isWord(text.charAt(start))) {
        while (end < text.length() && isWord(text.charAt(end))) {
          end++;
        }
      }
      tokens.add(text.substring(start, end));
      start = end;
    }
    return tokens;
  }

  private static boolean isWord(char c) {
    return c < 0x250 && Character.isLetterOrDigit(c);
  }
}
