package org.zhizhi.data.duplicate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Seed;

/**
 * Measures recall and precision of near-duplicate removal on real texts with planted copies.
 *
 * <pre>
 * java -cp ... org.zhizhi.data.duplicate.DuplicateQuality [documents=50000] [copies=2000] [each=1] [rate=0] [seed=1]
 * </pre>
 *
 * {@code rate=0} draws from 5 to 20 %, {@code rate=grid} takes 5, 10, 15 and 20 % in turn.
 */
final class DuplicateQuality {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final Planting planting;
  private final Verdict[] verdicts;
  private final Verdicts.Effort effort;

  private DuplicateQuality(Planting planting, Path work) {
    this.planting = planting;
    int count = planting.texts().size();
    Path file = work.resolve("signatures.bin");
    SignatureFile.write(
        file, planting.texts().stream().map(text -> Signature.of(text, Double.NaN)).iterator());
    this.verdicts = new Verdict[count];
    try (Verdicts all =
        Duplicates.decide(work, List.of(file), DuplicateSettings.DEFAULT, 64 << 20, (s, d) -> {})) {
      all.forEach(verdict -> verdicts[verdict.ordinal()] = verdict);
      this.effort = all.effort();
    }
  }

  public static void main(String[] args) throws IOException {
    int documents = Integer.parseInt(option(args, "documents", "50000"));
    int copies = Integer.parseInt(option(args, "copies", "2000"));
    int each = Integer.parseInt(option(args, "each", "1"));
    String rate = option(args, "rate", "0");
    Seed seed = new Seed(Long.parseLong(option(args, "seed", "1")));
    Path data =
        Path.of(
            option(args, "data", System.getenv().getOrDefault("ZHIZHI_DATA", "../shared/data")));
    List<String> base = Planting.base(List.of(data.resolve("text")), documents, seed);
    Planting planting =
        Planting.of(base, plans(copies, rate, seed, option(args, "edit", "")), each, seed);
    OUT.printf(
        Locale.ROOT,
        "%d texts, %.1f MB, %d copies planted, %d of each text, rate %s, seed %d%n",
        base.size(),
        base.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum() / 1e6,
        copies,
        each,
        rate,
        seed.value());
    Path work = Files.createTempDirectory("duplicate-quality");
    try {
      DuplicateQuality quality = new DuplicateQuality(planting, work);
      quality.recall(rate.equals("grid"));
      quality.precision(option(args, "show", ""));
    } finally {
      AtomicFile.delete(work);
    }
  }

  private static List<Planting.Plan> plans(int copies, String rate, Seed seed, String only) {
    SplittableRandom random = seed.split("rates").random();
    List<Edit> edits = new ArrayList<>(Arrays.asList(Edit.values()));
    edits.removeIf(e -> only.isEmpty() ? e == Edit.LETTERS : !only.equals(e.name()));
    List<Planting.Plan> plans = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      boolean chinese = i % 2 == 0;
      Edit edit = edits.get(i / 2 % edits.size());
      double r =
          switch (rate) {
            case "0" -> random.nextDouble(0.05, 0.2);
            case "grid" -> 0.05 * (1 + i / 2 / edits.size() % 4);
            default -> Double.parseDouble(rate);
          };
      plans.add(new Planting.Plan(edit, r, chinese));
    }
    return plans;
  }

  private static String option(String[] args, String name, String otherwise) {
    return Arrays.stream(args)
        .filter(arg -> arg.startsWith(name + "="))
        .map(arg -> arg.substring(name.length() + 1))
        .findFirst()
        .orElse(otherwise);
  }

  /** Original and copy stand for the same document. */
  private boolean found(Planting.Copy copy) {
    return verdicts[copy.original()].of() == verdicts[copy.copy()].of();
  }

  private void recall(boolean grid) {
    OUT.println("| edit | rate | zh recall | en recall | exact J (1,2) found | missed |");
    OUT.println("| --- | --- | --- | --- | --- | --- |");
    for (Edit edit : Edit.values()) {
      for (double rate : grid ? new double[] {0.05, 0.1, 0.15, 0.2} : new double[] {-1}) {
        row(
            edit.words,
            rate < 0 ? "5-20 %" : Math.round(100 * rate) + " %",
            c -> c.edit() == edit && (rate < 0 || Math.abs(c.rate() - rate) < 1e-9));
      }
    }
    row("all", "", c -> true);
    long one =
        planting.copies().stream().filter(c -> found(c) || !verdicts[c.copy()].kept()).count();
    OUT.printf(
        Locale.ROOT,
        "recall where the copy goes, for whatever: %.4f%n",
        one / (double) planting.copies().size());
  }

  private void row(String edit, String rate, Predicate<Planting.Copy> which) {
    List<Planting.Copy> copies = planting.copies().stream().filter(which).toList();
    if (copies.isEmpty()) {
      return;
    }
    OUT.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s |%n",
        edit,
        rate,
        share(copies.stream().filter(Planting.Copy::chinese).toList()),
        share(copies.stream().filter(c -> !c.chinese()).toList()),
        jaccard(copies.stream().filter(this::found).toList()),
        jaccard(copies.stream().filter(c -> !found(c)).toList()));
  }

  private String share(List<Planting.Copy> copies) {
    long found = copies.stream().filter(this::found).count();
    return String.format(
        Locale.ROOT, "%.3f (%d of %d)", found / (double) copies.size(), found, copies.size());
  }

  private String jaccard(List<Planting.Copy> copies) {
    if (copies.isEmpty()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%.2f, %.2f",
        copies.stream().mapToDouble(c -> exact(c.original(), c.copy(), 1)).average().orElse(0),
        copies.stream().mapToDouble(c -> exact(c.original(), c.copy(), 2)).average().orElse(0));
  }

  private double exact(int a, int b, int n) {
    return ExactJaccard.of(planting.texts().get(a), planting.texts().get(b), n);
  }

  private void precision(String show) {
    int count = verdicts.length;
    int[] family = new int[count];
    Arrays.setAll(family, i -> i);
    planting.copies().forEach(c -> family[c.copy()] = c.original());
    int exactCopies = 0;
    int planted = 0;
    List<double[]> natural = new ArrayList<>();
    for (Verdict v : verdicts) {
      if (v.kind() == Verdict.Kind.EXACT) {
        exactCopies++;
      } else if (v.kind() == Verdict.Kind.NEAR) {
        if (family[v.ordinal()] == family[v.of()]) {
          planted++;
        } else {
          int a = v.ordinal();
          int b = v.of();
          double two = exact(a, b, 2);
          natural.add(
              new double[] {
                exact(a, b, 1),
                two,
                exact(a, b, 3),
                exact(a, b, 5),
                family[a] != a || family[b] != b ? 1 : 0
              });
          if (!show.isEmpty() && two < Double.parseDouble(show)) {
            OUT.printf(
                Locale.ROOT,
                "--- %.2f J2 %.2f%n%s%n***%n%s%n",
                v.similarity(),
                two,
                start(a),
                start(b));
          }
        }
      }
    }
    int gone = planted + natural.size();
    OUT.printf(
        "gone: %d exact copies, %d near-copies: %d planted, %d natural%n",
        exactCopies, gone, planted, natural.size());
    OUT.println(
        "| right if exact Jaccard of shingles of n tokens is at least | n = 1 | n = 2 | n = 3 | n = 5 |");
    for (double least : new double[] {0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8}) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %.2f ", least));
      for (int n = 0; n < 4; n++) {
        int column = n;
        long wrong = natural.stream().filter(j -> j[column] < least).count();
        row.append(
            String.format(Locale.ROOT, "| %.4f (%d wrong) ", 1 - wrong / (double) gone, wrong));
      }
      OUT.println(row + "|");
    }
    OUT.printf(
        Locale.ROOT,
        "pairs that share a key %.2f a document, compared %.2f, near %.3f%n",
        effort.candidates() / (double) count,
        effort.compared() / (double) count,
        effort.near() / (double) count);
  }

  private String start(int text) {
    String all = planting.texts().get(text);
    return all.substring(0, Math.min(300, all.length())).replace("\n", "⏎");
  }
}
