package org.zhizhi.data.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Findings held against the marks of a labelled set; a span counts only if both ends are right. */
final class Scores {
  int gold;
  int right;
  int found;
  int alike;
  final Map<Kind, int[]> byKind = new EnumMap<>(Kind.class);
  final List<String> errors = new ArrayList<>();

  static Scores of(List<LabelledText> texts) {
    Scores scores = new Scores();
    for (LabelledText text : texts) {
      scores.add(text);
    }
    return scores;
  }

  private void add(LabelledText text) {
    List<Finding> found = Personal.find(text.text());
    alike += text.alike();
    gold += text.gold().size();
    this.found += found.size();
    for (Finding finding : text.gold()) {
      int[] counts = byKind.computeIfAbsent(finding.kind(), k -> new int[3]);
      counts[0]++;
      if (found.contains(finding)) {
        right++;
        counts[1]++;
      } else {
        errors.add("missed " + show(text, finding));
      }
    }
    for (Finding finding : found) {
      byKind.computeIfAbsent(finding.kind(), k -> new int[3])[2]++;
      if (!text.gold().contains(finding)) {
        errors.add("wrong  " + show(text, finding));
      }
    }
  }

  private static String show(LabelledText text, Finding finding) {
    return finding.kind()
        + " ["
        + text.text().substring(finding.from(), finding.to())
        + "] in: "
        + text.text().replace("\n", "\\n");
  }

  double recall() {
    return (double) right / gold;
  }

  double precision() {
    return (double) right / found;
  }

  @Override
  public String toString() {
    StringBuilder s =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d personal, %d look-alikes: recall %.4f, precision %.4f",
                gold,
                alike,
                recall(),
                precision()));
    new TreeMap<>(byKind)
        .forEach(
            (kind, n) ->
                s.append(
                    String.format(
                        Locale.ROOT, "; %s %d of %d, %d found", kind.key(), n[1], n[0], n[2])));
    return s.toString();
  }

  /** Prints the result on one half; {@code develop} lists the errors as well. */
  public static void main(String[] args) {
    boolean develop = args[0].equals("develop");
    int draws = args.length > 1 ? Integer.parseInt(args[1]) : 6;
    boolean hard = args[0].equals("hard");
    Scores scores =
        of(
            hard
                ? LabelledText.hard()
                : develop ? LabelledText.develop(draws) : LabelledText.report(draws));
    System.out.println(scores);
    if (develop || hard || args.length > 2) {
      scores.errors.stream().sorted(Comparator.naturalOrder()).forEach(System.out::println);
    }
  }
}
