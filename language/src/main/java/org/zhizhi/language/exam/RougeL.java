package org.zhizhi.language.exam;

import java.util.List;
import org.zhizhi.language.facts.Answers;

/** ROUGE-L (Lin, 2004): how much of two texts is in both in the same order. */
final class RougeL {
  private RougeL() {}

  /** F-measure in [0, 1] on words, numbers and Han characters. */
  static double f(String one, String other) {
    List<String> a = Answers.words(one);
    List<String> b = Answers.words(other);
    int common = longestCommon(a, b);
    return common == 0 ? 0 : 2.0 * common / (a.size() + b.size());
  }

  /** Whether {@code text} is more like one of {@code right} than like any of {@code wrong}. */
  static boolean closer(String text, List<String> right, List<String> wrong) {
    return most(text, right) > most(text, wrong);
  }

  private static double most(String text, List<String> others) {
    return others.stream().mapToDouble(other -> f(text, other)).max().orElse(0);
  }

  private static int longestCommon(List<String> a, List<String> b) {
    int[] row = new int[b.size() + 1]; // by how much of b is taken
    for (String word : a) {
      int diagonal = 0;
      for (int j = 1; j <= b.size(); j++) {
        int above = row[j];
        row[j] = word.equals(b.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[b.size()];
  }
}
