package org.zhizhi.data.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Digest;
import org.zhizhi.base.HostMemory;
import org.zhizhi.base.Json;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.report.ReportPage;

/**
 * A build whose work several machines share: what is done once, by the one that leads. The others
 * take {@link ChunkSteps}. What they make, {@link Build} would have made, byte for byte.
 */
public final class SharedBuild implements Closeable {
  private static final String GROUPS = "groups.json";

  private final Recipe recipe;
  private final String sources;
  private final Path out;
  private final Work work;

  /**
   * A group of documents that say the same.
   *
   * @param kept number of the one that is kept among those that passed the stages
   * @param copies how many are not
   */
  public record Group(long kept, long copies) {}

  /**
   * Groups that were counted.
   *
   * @param sizes by the position of the highest bit of the number of documents
   * @param largest some of them, the {@link #SHOWN} largest among them
   */
  public record Groups(long count, long[] sizes, List<Group> largest) {
    /** Groups that are shown. */
    public static final int SHOWN = Clusters.SHOWN;
  }

  /**
   * What became of all chunks.
   *
   * @param firsts for each chunk the number of its first document among those that passed, and last
   *     how many there are
   * @param summary of all chunks, {@link ChunkSteps#sumSummaries}
   * @param shares that were worked out
   * @param output of all chunks, {@link ChunkSteps#sumOutputs}
   * @param rejects of all chunks, {@link ChunkSteps#sumRejects}
   * @param groups documents that say the same
   * @param corpus its shards
   * @param rejected the shards of what is not in it
   * @param comparingSeconds it took to find the copies, on the clock
   * @param mixingSeconds it took to work the shares out, on the clock
   * @param seconds all of it took, on the clock
   * @param cpuSeconds of all processors
   * @param processors that worked on it
   */
  public record Made(
      long[] firsts,
      String summary,
      long[] shares,
      String output,
      String rejects,
      Groups groups,
      List<Shard> corpus,
      List<Shard> rejected,
      double comparingSeconds,
      double mixingSeconds,
      double seconds,
      double cpuSeconds,
      int processors) {}

  /** Writes the shards into a folder and tells what there is to report. */
  public interface Writer {
    Made write(Path folder) throws IOException;
  }

  private SharedBuild(Recipe recipe, String sources, Path out, Work work) {
    this.recipe = recipe;
    this.sources = sources;
    this.out = out;
    this.work = work;
  }

  /**
   * Begins to make the corpus {@code out}, or goes on with it.
   *
   * @param identity of the sources, {@link Input#identity}
   * @throws BadInput if the folder is there already, another build is at work on it, it was begun
   *     with something else, or the recipe needs what cannot be shared
   */
  public static SharedBuild open(Recipe recipe, String identity, Path out) {
    if (recipe.order() == Order.EASY_TO_HARD && recipe.scores().isEmpty()) {
      throw new BadInput(
          "order easy_to_hard by a model (--reference): machines cannot share it",
          "give order: {easy_to_hard: {scores: FILE}}, or leave --spark out");
    }
    Path to = out.toAbsolutePath().normalize();
    String sources = Digest.of(identity);
    ObjectNode begun = Build.begun(recipe, sources);
    begun.put("scores", recipe.scores().map(file -> Scores.read(file).identity()).orElse(""));
    begun.put("limits", "shared");
    Work work = Work.open(to, begun);
    try {
      clear(work.folder());
    } catch (IOException e) {
      throw new BadInput(work.folder() + ": cannot be written (" + e + ")", "check the disk", e);
    }
    return new SharedBuild(recipe, sources, to, work);
  }

  /** Removes what attempts left that came to no end. */
  private static void clear(Path folder) throws IOException {
    List<Path> attempts;
    try (Stream<Path> files = Files.list(folder)) {
      attempts = files.filter(f -> f.getFileName().toString().matches("\\.?attempt-.*")).toList();
    }
    for (Path attempt : attempts) {
      AtomicFile.delete(attempt);
    }
  }

  /** Where all machines work: {@code OUT.work}. */
  public Path folder() {
    return work.folder();
  }

  /** Whether the corpus is there already. */
  public boolean isDone() {
    return work.isDone();
  }

  /** How many chunks there are, if all items have been through the stages. */
  public OptionalInt chunks() {
    return work.isAllRead() ? OptionalInt.of(work.allRead()) : OptionalInt.empty();
  }

  /**
   * Notes that all items have been through the stages.
   *
   * @throws BadInput if there were none
   */
  public void curated(int chunks) {
    if (chunks == 0) {
      remove();
      throw new BadInput("there is no document in the sources", "give others");
    }
    work.allRead(chunks);
  }

  /** The groups of documents that say the same, if copies have been decided on. */
  public Optional<Groups> groups() {
    Path file = work.folder().resolve(GROUPS);
    return Files.exists(file)
        ? Optional.of(ChunkSteps.parse(Json.read(file).toString(), Groups.class))
        : Optional.empty();
  }

  /** Notes that copies have been decided on. */
  public void decided(Groups groups) {
    Json.write(work.folder().resolve(GROUPS), groups);
  }

  /** Has the corpus written and makes it appear, with its report. */
  public void write(Writer writer) {
    AtomicFile.folder(
        out,
        folder -> {
          JsonNode json = report(writer.write(folder));
          Json.write(folder.resolve("report.json"), json);
          ReportPage.of(json).write(folder.resolve("report.html"));
        });
  }

  private ObjectNode report(Made made) throws IOException {
    Totals totals = new Totals();
    totals.add(ChunkSteps.parse(made.summary(), Summary.class));
    ChunkSteps.Left left = ChunkSteps.parse(made.rejects(), ChunkSteps.Left.class);
    long own = HostMemory.now().map(HostMemory::peak).orElse(0L);
    long peak = Math.max(own, totals.took.peakBytes());
    totals.took = Meter.Lap.NONE; // machines measured themselves; what counts is the clock here
    return new Report(recipe, made.processors(), sources, totals)
        .json(
            new Report.Written(
                Shares.of(recipe.mixture(), recipe.seed(), made.shares()),
                Output.of(ChunkSteps.parse(made.output(), Output.Sum.class)),
                left.copies(),
                left.left(),
                clusters(made),
                made.corpus(),
                made.rejected(),
                new Meter.Lap(made.comparingSeconds(), 0, 0),
                (long) (made.mixingSeconds() * 1e9),
                new Meter.Lap(made.seconds() - made.comparingSeconds(), made.cpuSeconds(), peak)));
  }

  private Clusters clusters(Made made) throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i + 1 < made.firsts().length; i++) {
      long first = made.firsts()[i];
      chunks.add(
          new Chunk(Chunk.folder(work.folder(), i), first, (int) (made.firsts()[i + 1] - first)));
    }
    Clusters.Counter counter = new Clusters.Counter();
    counter.add(
        made.groups().count(),
        made.groups().sizes(),
        made.groups().largest().stream()
            .map(group -> new Clusters.Size(group.kept(), group.copies()))
            .toList());
    return counter.of(chunks);
  }

  /** Removes the folder: the corpus is there. */
  public void remove() {
    try {
      work.remove();
    } catch (IOException e) {
      throw new BadInput(work.folder() + ": cannot be removed (" + e + ")", "remove it", e);
    }
  }

  /** The content of {@code report.json}. */
  public JsonNode report() {
    return Json.read(out.resolve("report.json"));
  }

  /** Lets others work on it. */
  @Override
  public void close() {
    try {
      work.close();
    } catch (IOException e) {
      throw new IllegalStateException(e); // a lock that cannot be let go of
    }
  }
}
