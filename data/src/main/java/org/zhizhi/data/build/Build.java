package org.zhizhi.data.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.base.Seed;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;

/**
 * Makes a corpus from documents by a recipe: {@code corpus-*.jsonl.zst}, {@code
 * rejected-*.jsonl.zst}, {@code report.json} and {@code report.html}, in a folder that appears
 * whole or not at all.
 *
 * <p>First items are read in chunks, which go through the stages on several threads; each complete
 * chunk is on the disk. Then all documents are looked at together: copies are found, shares worked
 * out, lines sorted through files and written. A build that was killed goes on after the last
 * complete chunk, or with the second part. The bytes of the shards follow from the input and the
 * recipe alone.
 */
public final class Build {
  /** Counted up when the same input and recipe give other bytes than before. */
  private static final int FORMAT = 1;

  private final Recipe recipe;
  private final Input input;
  private final Path out;
  private final Optional<Difficulty> difficulty;
  private final Limits limits;
  private final Watch watch;

  /** The build was stopped before its end; the same build goes on from there. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A build of the folder {@code out}, not begun yet.
   *
   * @param difficulty for {@link Order#EASY_TO_HARD}, where the recipe names no scores
   * @param threads that work at once, at least 1
   * @param progress where to say how far it is, unless {@code quiet}
   */
  public Build(
      Recipe recipe,
      Input input,
      Path out,
      Optional<Difficulty> difficulty,
      int threads,
      PrintStream progress,
      boolean quiet) {
    this(
        recipe,
        input,
        out,
        difficulty,
        Limits.of(threads),
        new Watch(progress, Progress.Mode.of(quiet)));
  }

  Build(
      Recipe recipe,
      Input input,
      Path out,
      Optional<Difficulty> difficulty,
      Limits limits,
      Watch watch) {
    this.recipe = recipe;
    this.input = input;
    this.out = out.toAbsolutePath().normalize();
    this.difficulty =
        recipe.order() == Order.EASY_TO_HARD
            ? Optional.of(difficulty(recipe, difficulty))
            : Optional.empty();
    this.limits = limits;
    this.watch = watch;
  }

  private static Difficulty difficulty(Recipe recipe, Optional<Difficulty> given) {
    return recipe
        .scores()
        .<Difficulty>map(Scores::read)
        .or(() -> given)
        .orElseThrow(
            () ->
                new BadInput(
                    "order easy_to_hard needs to know how hard documents are",
                    "name a model that judges: --reference MODEL; or give order: {easy_to_hard:"
                        + " {scores: FILE}} with lines {\"id\": \"...\", \"value\": 1.5}"));
  }

  /**
   * Does what is still to be done and gives {@code report.json}.
   *
   * @throws BadInput if the folder is there already, another build is at work on it, it was begun
   *     with something else, there is nothing to read, or the disk is full
   * @throws Stopped after {@link #stop}
   */
  public JsonNode run() {
    Meter meter = new Meter();
    String sources = Digest.of(input.identity());
    try (Work work = Work.open(out, begun(sources))) {
      if (!work.isDone()) {
        Optional<Copies> copies = Copies.of(recipe);
        ChunkWriter writer = new ChunkWriter(recipe, copies, difficulty, meter);
        Reading reading = new Reading(input, work, writer, limits, watch);
        List<Chunk> chunks = reading.run();
        if (chunks.isEmpty()) {
          work.remove();
          throw new BadInput("there is no document in the sources", "give others");
        }
        Report report = new Report(recipe, limits.threads(), sources, Totals.of(chunks));
        new Writing(recipe, work, limits, watch, meter).run(chunks, copies, out, report);
      }
      work.remove();
      return Json.read(out.resolve("report.json"));
    } catch (BadInput e) {
      throw e.getCause() instanceof IOException cause && isFull(cause) ? full(e) : e;
    } catch (IOException e) {
      throw isFull(e)
          ? full(e)
          : new BadInput(
              Work.folder(out) + ": cannot be read or written (" + e + ")",
              "check the disk and give the same command again to go on",
              e);
    }
  }

  /** Has {@link #run} end soon, from any thread; what is complete stays for the next time. */
  public void stop() {
    watch.stop();
  }

  /** The folder in which the build is made until it is done. */
  public Path workFolder() {
    return Work.folder(out);
  }

  /** What says that a build is of this recipe and these sources. */
  static ObjectNode begun(Recipe recipe, String sources) {
    ObjectNode begun = Json.object();
    begun.put("version of the program", "" + FORMAT);
    begun.put("recipe", recipe.withSeed(new Seed(0)).digest());
    begun.put("seed", "" + recipe.seed().value());
    begun.put("sources", sources);
    begun.put(
        "files that the recipe names",
        Digest.of(NamedFiles.identity(recipe.json().path("stages"))));
    return begun;
  }

  private JsonNode begun(String sources) {
    ObjectNode begun = begun(recipe, sources);
    begun.put("scores", difficulty.map(Difficulty::identity).orElse(""));
    begun.put("limits", limits.chunkChars() + " characters, shards of " + limits.shardBytes());
    return begun;
  }

  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("not enough space")
        || message.contains("disk quota");
  }

  private BadInput full(Exception e) {
    return new BadInput(
        Work.folder(out) + ": the disk is full",
        "free space and give the same command again: it goes on where it stopped",
        e);
  }
}
