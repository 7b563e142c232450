package org.zhizhi.data.bench;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.stage.Boilerplate;
import org.zhizhi.data.stage.Language;
import org.zhizhi.data.stage.Repair;
import org.zhizhi.data.stage.Repeats;
import org.zhizhi.data.stage.Rules;
import org.zhizhi.data.stage.Stage;

/**
 * How many megabytes of text a second each stage takes on one core, documents already in memory. A
 * stage is fed what the stages before it kept. Time is the thread's own processor time in the best
 * of several rounds, since others may be using the machine; collecting garbage is not in it.
 */
public final class StageBench {
  /**
   * The speed of one stage, or of all in a row.
   *
   * @param stage its name; {@code "all"} for the row
   * @param megabytes UTF-8 it was fed, in 10^6 bytes
   * @param seconds of processor time in the fastest round
   */
  public record Speed(String stage, double megabytes, double seconds) {
    public double megabytesPerSecond() {
      return megabytes / seconds;
    }
  }

  private StageBench() {}

  /** The stages that clean and judge text, with the settings that they have by default. */
  public static List<Stage> stages() {
    return List.of(
        Repair.of(null), Language.of(null), Boilerplate.of(null), Rules.of(null), Repeats.of(null));
  }

  /** The speed of each of {@code stages} in their order, and of all at last. */
  public static List<Speed> run(List<Document> documents, List<Stage> stages, int rounds) {
    double[] best = new double[stages.size() + 1];
    double[] megabytes = new double[stages.size() + 1];
    for (int round = 0; round < rounds; round++) {
      List<Document> fed = documents;
      for (int i = 0; i < stages.size(); i++) {
        megabytes[i] = megabytes(fed);
        List<Document> kept = new ArrayList<>(fed.size());
        long start = processorTime();
        for (Document document : fed) {
          if (stages.get(i).apply(document) instanceof Stage.Kept outcome) {
            kept.add(outcome.document());
          }
        }
        best[i] = faster(best[i], start);
        fed = kept;
      }
      long start = processorTime();
      documents.forEach(document -> through(document, stages));
      best[stages.size()] = faster(best[stages.size()], start);
    }
    megabytes[stages.size()] = megabytes(documents);
    List<Speed> speeds = new ArrayList<>();
    for (int i = 0; i < best.length; i++) {
      String name = i < stages.size() ? stages.get(i).name() : "all";
      speeds.add(new Speed(name, megabytes[i], best[i]));
    }
    return speeds;
  }

  private static void through(Document document, List<Stage> stages) {
    Document at = document;
    for (Stage stage : stages) {
      if (!(stage.apply(at) instanceof Stage.Kept kept)) {
        return;
      }
      at = kept.document();
    }
  }

  private static double faster(double best, long start) {
    double seconds = (processorTime() - start) / 1e9;
    return best == 0 ? seconds : Math.min(best, seconds);
  }

  /** Of this thread, in nanoseconds: what others do on the machine hardly counts. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double megabytes(List<Document> documents) {
    long bytes = 0;
    for (Document document : documents) {
      bytes += document.text().getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes / 1e6;
  }

  /** Prints what each stage does to the documents in the folders given, and how fast. */
  public static void main(String[] folders) {
    for (String folder : folders) {
      List<Document> documents = new ArrayList<>();
      Documents.read(List.of(Path.of(folder))).forEach(documents::add);
      System.out.printf(Locale.ROOT, "%s: %d documents%n", folder, documents.size());
      for (Stage stage : stages()) {
        StageEffect effect = StageEffect.of(stage, documents);
        System.out.printf(
            Locale.ROOT,
            "  %-12s changed %d, characters removed %.4f %%, refused %d %s%n",
            stage.name(),
            effect.changed(),
            100.0 * effect.removed() / effect.characters(),
            effect.refused(),
            effect.rejected());
      }
      for (Speed speed : run(documents, stages(), 5)) {
        System.out.printf(
            Locale.ROOT,
            "  %-12s %8.1f MB/s of %.1f MB%n",
            speed.stage(),
            speed.megabytesPerSecond(),
            speed.megabytes());
      }
    }
  }
}
