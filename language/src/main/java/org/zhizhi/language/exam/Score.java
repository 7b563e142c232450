package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.zhizhi.base.Json;
import org.zhizhi.language.exam.Answered.Mark;
import org.zhizhi.trust.CrossedMean;

/**
 * One score of a paper: the sum of its marks' amounts over the sum of their sizes. Its standard
 * error is the jackknife's over clusters of questions that share an entity or a subject
 * (arXiv:2411.00640); with fewer than ten clusters it is over questions, since so few tell nothing
 * of their spread.
 *
 * @param n questions that count
 * @param clusters that the standard error was taken over
 */
public record Score(double value, OptionalDouble standardError, int n, int clusters) {
  private static final int FEWEST_CLUSTERS = 10;

  /** The names of the scores of a paper, in the order in which its questions first have them. */
  static Set<String> names(List<Answered> items) {
    Set<String> names = new LinkedHashSet<>();
    items.forEach(item -> names.addAll(item.marks().keySet()));
    return names;
  }

  /** The score called {@code name}; empty where nothing counts for it. */
  public static Optional<Score> of(String name, List<Answered> items) {
    List<Answered> counting = counting(name, items);
    double size = counting.stream().mapToDouble(item -> item.marks().get(name).size()).sum();
    if (size == 0) {
      return Optional.empty();
    }
    double amount = counting.stream().mapToDouble(item -> item.marks().get(name).amount()).sum();
    Clustered clustered = Clustered.of(name, counting);
    OptionalDouble error =
        clustered.sizes.length < 2
            ? OptionalDouble.empty()
            : OptionalDouble.of(CrossedMean.of(List.of(clustered.group())).standardError());
    return Optional.of(new Score(amount / size, error, counting.size(), clustered.sizes.length));
  }

  /**
   * How the second model's score differs from the first's on the same questions.
   *
   * @return empty where the two do not have the same sizes, as where one attempts what the other
   *     does not, or fewer than two clusters
   */
  static Optional<CrossedMean> difference(
      String name, List<Answered> first, List<Answered> second) {
    Clustered a = Clustered.of(name, counting(name, first));
    Clustered b = Clustered.of(name, counting(name, second));
    return a.sizes.length < 2 || !java.util.Arrays.equals(a.sizes, b.sizes)
        ? Optional.empty()
        : Optional.of(CrossedMean.of(List.of(a.group().to(b.group()))));
  }

  static List<Answered> counting(String name, List<Answered> items) {
    return items.stream()
        .filter(item -> item.marks().containsKey(name) && item.marks().get(name).size() > 0)
        .toList();
  }

  /** Whether all marks are 0 or 1 of 1: then the score is a share. */
  static boolean isShare(String name, List<Answered> items) {
    return counting(name, items).stream()
        .map(item -> item.marks().get(name))
        .allMatch(m -> m.size() == 1 && (m.amount() == 0 || m.amount() == 1));
  }

  ObjectNode json() {
    ObjectNode node = Json.object().put("value", value);
    standardError.ifPresent(error -> node.put("stderr", error));
    return node.put("n", n).put("clusters", clusters);
  }

  /** Amounts and sizes summed by cluster. */
  private record Clustered(double[] amounts, double[] sizes) {
    static Clustered of(String name, List<Answered> items) {
      Map<String, List<Mark>> clusters = new LinkedHashMap<>();
      Map<String, List<Mark>> single = new LinkedHashMap<>();
      for (Answered item : items) {
        Mark mark = item.marks().get(name);
        clusters.computeIfAbsent(item.question().cluster(), k -> new ArrayList<>()).add(mark);
        single.computeIfAbsent(item.question().id(), k -> new ArrayList<>()).add(mark);
      }
      List<List<Mark>> taken =
          List.copyOf((clusters.size() < FEWEST_CLUSTERS ? single : clusters).values());
      return new Clustered(
          taken.stream().mapToDouble(m -> m.stream().mapToDouble(Mark::amount).sum()).toArray(),
          taken.stream().mapToDouble(m -> m.stream().mapToDouble(Mark::size).sum()).toArray());
    }

    CrossedMean.Group group() {
      return new CrossedMean.Group(new double[][] {amounts}, sizes);
    }
  }
}
