package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.zhizhi.base.Json;
import org.zhizhi.base.page.Text;
import org.zhizhi.trust.CrossedMean;
import org.zhizhi.trust.CrossedMean.Group;
import org.zhizhi.trust.Holm;
import org.zhizhi.trust.Interval;

/**
 * What the measurements of a study show. Two settings are compared seed by seed and document by
 * document; the difference has an error bar over both ({@link CrossedMean}). All pairs of a
 * question under one measure are one family, corrected by {@link Holm}: a difference is shown where
 * its corrected p value is below 0.05, and then its own interval leaves out 0 too.
 */
final class Findings {
  static final double LEVEL = 0.95;

  private final List<Measure> measures = new ArrayList<>();

  /**
   * Something that every model was measured by.
   *
   * @param key in study.json: {@code overall}, {@code domain:zh-wiki}, {@code as_found}, {@code
   *     exam}
   * @param lower whether less is better
   * @param unit as it stands behind a figure
   * @param groups amounts of an arm, by group of items
   */
  record Measure(
      String key, Text name, boolean lower, Text unit, Function<String, List<Group>> groups) {}

  void add(Measure measure) {
    measures.add(measure);
  }

  /** Measures of which {@code question} is told. */
  private List<Measure> of(Question question) {
    return measures.stream()
        .filter(m -> !m.key.startsWith("as_found") || question == Question.FILTERS)
        .toList();
  }

  /** The mean of each measure for an arm, with the error over seeds: documents are the same. */
  ArrayNode means(String arm) {
    ArrayNode means = Json.JSON.createArrayNode();
    for (Measure measure : measures) {
      CrossedMean mean = CrossedMean.of(measure.groups.apply(arm));
      int seeds = measure.groups.apply(arm).getFirst().amounts().length;
      double overSeeds = overSeeds(measure.groups.apply(arm));
      means
          .addObject()
          .put("measure", measure.key)
          .put("value", mean.value())
          .put("stderr_seeds", overSeeds)
          .put("stderr", mean.standardError())
          .put("seeds", seeds);
    }
    return means;
  }

  private static double overSeeds(List<Group> groups) {
    int seeds = groups.getFirst().amounts().length;
    double[] means = new double[seeds];
    double mean = 0;
    for (int s = 0; s < seeds; s++) {
      for (Group group : groups) {
        double amount = 0;
        double size = 0;
        for (int i = 0; i < group.sizes().length; i++) {
          amount += group.amounts()[s][i];
          size += group.sizes()[i];
        }
        means[s] += amount / size / groups.size();
      }
      mean += means[s] / seeds;
    }
    double squares = 0;
    for (double m : means) {
      squares += (m - mean) * (m - mean);
    }
    return Math.sqrt(squares / (seeds - 1) / seeds);
  }

  ArrayNode measures() {
    ArrayNode list = Json.JSON.createArrayNode();
    for (Measure m : measures) {
      list.addObject()
          .put("measure", m.key)
          .put("en", m.name.en())
          .put("zh", m.name.zh())
          .put("better", m.lower ? "lower" : "higher")
          .put("unit", m.unit.en());
    }
    return list;
  }

  /** All comparisons of a question and what they show. */
  ArrayNode answers(Design.Contest contest) {
    ArrayNode answers = Json.JSON.createArrayNode();
    for (Measure measure : of(contest.question())) {
      ObjectNode answer = answers.addObject().put("measure", measure.key);
      List<Pair> pairs = pairs(contest, measure);
      ArrayNode differences = answer.putArray("differences");
      pairs.forEach(pair -> differences.add(pair.json()));
      Text words = words(contest, measure, pairs);
      answer.putObject("conclusion").put("en", words.en()).put("zh", words.zh());
    }
    return answers;
  }

  /** A setting against another: what {@code second} has more. */
  private record Pair(String first, String second, CrossedMean difference, double adjusted) {

    boolean isShown() {
      return adjusted < 1 - LEVEL;
    }

    ObjectNode json() {
      Interval interval = difference.interval(LEVEL);
      return Json.object()
          .put("first", first)
          .put("second", second)
          .put("second_less_first", difference.value())
          .put("stderr", difference.standardError())
          .put("low", interval.low())
          .put("high", interval.high())
          .put("p", difference.pValue())
          .put("p_holm", adjusted)
          .put("shown", isShown());
    }
  }

  private static List<Pair> pairs(Design.Contest contest, Measure measure) {
    List<String> arms = List.copyOf(contest.settings().keySet());
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      for (int b = a + 1; b < arms.size(); b++) {
        List<Group> first = measure.groups.apply(arms.get(a));
        List<Group> second = measure.groups.apply(arms.get(b));
        List<Group> differences = new ArrayList<>();
        for (int g = 0; g < first.size(); g++) {
          differences.add(first.get(g).to(second.get(g)));
        }
        pairs.add(new Pair(arms.get(a), arms.get(b), CrossedMean.of(differences), 1));
      }
    }
    double[] adjusted =
        Holm.adjusted(pairs.stream().mapToDouble(p -> p.difference.pValue()).toArray());
    for (int i = 0; i < adjusted.length; i++) {
      Pair p = pairs.get(i);
      pairs.set(i, new Pair(p.first, p.second, p.difference, adjusted[i]));
    }
    return pairs;
  }

  /** The best setting, and over which others that is shown. */
  private static Text words(Design.Contest contest, Measure measure, List<Pair> pairs) {
    Map<String, Text> names = contest.settings();
    if (pairs.stream().noneMatch(Pair::isShown)) {
      Pair widest = pairs.getFirst();
      for (Pair pair : pairs) {
        if (Math.abs(pair.difference.value()) > Math.abs(widest.difference.value())) {
          widest = pair;
        }
      }
      return none(names, widest, measure, pairs.size());
    }
    String best = best(contest, measure);
    List<String> en = new ArrayList<>();
    List<String> zh = new ArrayList<>();
    List<String> equalEn = new ArrayList<>();
    List<String> equalZh = new ArrayList<>();
    for (Pair pair : pairs) {
      if (!pair.first.equals(best) && !pair.second.equals(best)) {
        continue;
      }
      Text other = names.get(pair.first.equals(best) ? pair.second : pair.first);
      if (pair.isShown()) {
        String by = figures(pair.difference);
        en.add(other.en() + " by " + by);
        zh.add(other.zh() + "（" + by + "）");
      } else {
        equalEn.add(other.en());
        equalZh.add(other.zh());
      }
    }
    if (en.isEmpty()) { // others differ, none of them from the best
      return new Text(
          "no setting is shown to be best; see the table for the pairs that differ",
          "没有哪种设置显示为最好；有差别的两两比较见表");
    }
    Text unit = measure.unit;
    return new Text(
        names.get(best).en()
            + " is better than "
            + String.join(", ", en)
            + " "
            + unit.en()
            + (equalEn.isEmpty() ? "" : "; no difference shown to " + String.join(", ", equalEn)),
        names.get(best).zh()
            + " 优于 "
            + String.join("、", zh)
            + "，单位："
            + unit.zh()
            + (equalZh.isEmpty() ? "" : "；与 " + String.join("、", equalZh) + " 未显示差别"));
  }

  private static Text none(Map<String, Text> names, Pair pair, Measure measure, int pairs) {
    if (pair.difference.value() == 0 && pair.difference.standardError() == 0) {
      return new Text(
          "no difference: the models are the same, as are the texts they read",
          "没有差别：所读文本相同，模型也相同");
    }
    String figures = signed(pair.difference);
    return new Text(
        "no difference shown ("
            + (pairs == 1 ? "" : "the largest: ")
            + names.get(pair.second).en()
            + " less "
            + names.get(pair.first).en()
            + ": "
            + figures
            + " "
            + measure.unit.en()
            + ")",
        "未显示差别（"
            + (pairs == 1 ? "" : "最大的是 ")
            + names.get(pair.second).zh()
            + " 减 "
            + names.get(pair.first).zh()
            + "："
            + figures
            + " "
            + measure.unit.zh()
            + "）");
  }

  private static String best(Design.Contest contest, Measure measure) {
    String best = "";
    double least = Double.POSITIVE_INFINITY;
    for (String arm : contest.settings().keySet()) {
      double value = CrossedMean.of(measure.groups.apply(arm)).value();
      double rank = measure.lower ? value : -value;
      if (rank < least) {
        least = rank;
        best = arm;
      }
    }
    return best;
  }

  private static String figures(CrossedMean difference) {
    return String.format(
        Locale.ROOT, "%.3f ± %.3f", Math.abs(difference.value()), difference.half(LEVEL));
  }

  private static String signed(CrossedMean difference) {
    return String.format(Locale.ROOT, "%+.3f ± %.3f", difference.value(), difference.half(LEVEL));
  }

  /** The amounts of a field of all seeds' results, cut into groups. */
  static List<Group> groups(List<JsonNode> results, String field, int[] group, double[] sizes) {
    int groups = 1 + java.util.Arrays.stream(group).max().orElse(0);
    List<Group> all = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      int wanted = g;
      int[] items =
          java.util.stream.IntStream.range(0, group.length)
              .filter(i -> group[i] == wanted)
              .toArray();
      double[][] amounts = new double[results.size()][items.length];
      double[] of = new double[items.length];
      for (int i = 0; i < items.length; i++) {
        of[i] = sizes[items[i]];
        for (int s = 0; s < amounts.length; s++) {
          amounts[s][i] = results.get(s).path(field).path(items[i]).asDouble();
        }
      }
      all.add(new Group(amounts, of));
    }
    return all;
  }
}
