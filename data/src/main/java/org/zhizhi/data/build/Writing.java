package org.zhizhi.data.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.report.ReportPage;

/**
 * The second part of a build: all documents that passed the stages are looked at together, and the
 * corpus appears.
 */
final class Writing {
  private static final String COPIES = "copies";
  private static final String DECIDED = "copies.json";

  private final Recipe recipe;
  private final Work work;
  private final Limits limits;
  private final Watch watch;
  private final Meter meter;

  Writing(Recipe recipe, Work work, Limits limits, Watch watch, Meter meter) {
    this.recipe = recipe;
    this.work = work;
    this.limits = limits;
    this.watch = watch;
    this.meter = meter;
  }

  /**
   * Makes the folder {@code out} appear.
   *
   * @param copies finds them; empty if they are not looked for
   */
  void run(List<Chunk> chunks, Optional<Copies> copies, Path out, Report report)
      throws IOException {
    Path file = work.folder().resolve(COPIES);
    Path decided = work.folder().resolve(DECIDED);
    if (!Files.exists(decided)) {
      long documents = chunks.getLast().first() + chunks.getLast().kept();
      Ledger.decide(chunks, file, copies, work.scratch(), watch.steps(documents));
      Json.write(decided, meter.lap());
    }
    watch.check();
    Meter.Lap took = Json.JSON.readValue(Files.readAllBytes(decided), Meter.Lap.class);
    AtomicFile.folder(out, folder -> write(new Ledger(chunks, file), took, folder, report));
  }

  private void write(Ledger ledger, Meter.Lap decided, Path folder, Report report)
      throws IOException {
    long clock = System.nanoTime();
    Shares shares = Shares.of(recipe.mixture(), recipe.seed(), ledger);
    long mixing = System.nanoTime() - clock;

    Progress progress = watch.start("arrange", ledger.chunks().size());
    long[] steps = {0};
    Arrangement.Arranged corpus =
        Arrangement.of(
            recipe,
            ledger,
            shares,
            work.scratch(),
            limits,
            () -> {
              watch.check();
              progress.update(++steps[0], "");
            });
    List<Shard> shards = corpus(corpus, folder);
    Rejects rejects = new Rejects(ledger, shares, new Ids(ledger.chunks()));
    List<Shard> rejected;
    try (rejects) {
      rejected = Shards.write(folder, "rejected", rejects, limits, lines -> watch.check());
    }
    ObjectNode json =
        report.json(
            new Report.Written(
                shares,
                corpus.output(),
                rejects.copies(),
                rejects.left(),
                Clusters.of(ledger),
                shards,
                rejected,
                decided,
                mixing,
                meter.lap()));
    Json.write(folder.resolve("report.json"), json);
    ReportPage.of(json).write(folder.resolve("report.html"));
  }

  private List<Shard> corpus(Arrangement.Arranged corpus, Path folder) throws IOException {
    Progress progress = watch.start("write", corpus.output().all.documents());
    long[] done = {0};
    List<Shard> shards =
        Shards.write(
            folder,
            "corpus",
            corpus.lines(),
            limits,
            lines -> {
              watch.check();
              done[0] += lines;
              progress.update(done[0], "");
            });
    progress.done(done[0], Figures.count(corpus.output().all.bytes()) + "B of text");
    return shards;
  }
}
