package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.build.Build;
import org.zhizhi.data.build.Difficulty;
import org.zhizhi.engine.run.RunFolder;
import org.zhizhi.engine.train.Trainer;
import org.zhizhi.language.corpus.Row;
import org.zhizhi.language.corpus.Rows;
import org.zhizhi.language.corpus.Split;
import org.zhizhi.language.corpus.TokenShards;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.model.RowScorer;
import org.zhizhi.language.tokenizer.Tokenizer;
import org.zhizhi.language.train.NextToken;
import org.zhizhi.language.train.Plan;

/**
 * One model of a study, from its corpus to its measurements, in a run folder. What is complete is
 * not done again, and training goes on at its last checkpoint.
 */
final class Trial {
  /** Measurements on the way, the last at the end. */
  static final int POINTS = 10;

  private final Path path;
  private final Design.Arm arm;
  private final Seed seed;
  private final Setup setup;
  private volatile boolean stopped;
  private final TrialCorpus corpus;
  private volatile Trainer<Row> training;

  /**
   * What all trials of a study share.
   *
   * @param plan of each training
   * @param exam to sit, if any
   * @param difficulty for orders by it
   */
  record Setup(
      Pool pool,
      Tokenizer tokenizer,
      Plan plan,
      Yardstick yardstick,
      Optional<ExamPaper> exam,
      Optional<Difficulty> difficulty,
      boolean filters) {}

  /** Hears how many tokens the trial has learned from. */
  interface Listener {
    void tokens(long tokens);
  }

  Trial(Path path, Design.Arm arm, Seed seed, Setup setup) {
    this.path = path;
    this.arm = arm;
    this.seed = seed;
    this.setup = setup;
    this.corpus = new TrialCorpus(path, arm, seed, setup);
  }

  /** Ends {@link #run} soon, from any thread. */
  void stop() {
    stopped = true;
    corpus.stop();
    Trainer<Row> trainer = training;
    if (trainer != null) {
      trainer.stop();
    }
  }

  /** Whether its measurements are there. */
  boolean hasEnded() {
    return Files.exists(path.resolve("summary.json"));
  }

  /** Does what is left to do; empty if it was stopped. */
  Optional<JsonNode> run(Listener listener) {
    try (RunFolder folder =
        Files.exists(path.resolve("run.yaml"))
            ? RunFolder.open(path)
            : RunFolder.create(path, describe())) {
      Optional<JsonNode> ended = folder.summary();
      if (ended.isEmpty()) {
        JsonNode made = corpus.make();
        ended = stopped ? Optional.empty() : train(folder, made, listener);
      }
      if (ended.isPresent()) {
        for (String part : List.of("corpus", "tokens", "checkpoints", "corpus.json")) {
          AtomicFile.delete(path.resolve(part)); // what it was made of is in the summary
        }
      }
      return ended;
    } catch (Build.Stopped e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new BadInput(path + ": cannot be written (" + e + ")", "check the disk", e);
    }
  }

  private ObjectNode describe() {
    ObjectNode run = Json.object().put("kind", "study-trial").put("arm", arm.name());
    run.put("seed", seed.value());
    run.set("recipe", corpus.recipe().json());
    run.set("plan", Json.JSON.valueToTree(setup.plan));
    return run;
  }

  private Optional<JsonNode> train(RunFolder folder, JsonNode made, Listener listener) {
    Plan plan = setup.plan;
    try (TokenShards shards = TokenShards.open(path.resolve("tokens"));
        RowScorer scorer = new RowScorer(plan.config(), setup.yardstick.length())) {
      Rows rows = Rows.asWritten(shards, Split.TRAIN, plan.length());
      NextToken task = new NextToken(plan.config(), plan.length(), rows);
      try (Trainer<Row> trainer =
          Trainer.open(
              task,
              plan.settings(),
              folder,
              seed.split("train"),
              Trainer.Start.FRESH,
              note -> {})) {
        training = trainer;
        if (stopped) {
          trainer.stop();
        }
        Curve curve = new Curve(trainer.step());
        Trainer.Outcome outcome =
            trainer.train(
                folder,
                status -> {
                  listener.tokens(status.step() * plan.settings().batch() * plan.length());
                  curve.add(status.step(), trainer, scorer);
                });
        training = null;
        if (!outcome.finished()) {
          return Optional.empty();
        }
        return Optional.of(measure(folder, made, trainer, outcome, scorer, curve));
      }
    }
  }

  private JsonNode measure(
      RunFolder folder,
      JsonNode made,
      Trainer<Row> trainer,
      Trainer.Outcome outcome,
      RowScorer scorer,
      Curve curve) {
    scorer.take(trainer.weights());
    ObjectNode result = Json.object().put("arm", arm.name()).put("seed", seed.value());
    result.put("steps", outcome.steps()).put("tokens", outcome.units());
    result.put("loss", outcome.loss()).put("seconds", outcome.seconds());
    result.set("corpus", made);
    result.set("curve", curve.points);
    result.set("bits", Json.JSON.valueToTree(setup.yardstick.bits(scorer, arm.recipe().tag())));
    if (setup.filters) {
      result.set("bits_as_found", Json.JSON.valueToTree(setup.yardstick.bitsAsFound(scorer)));
    }
    ModelFolder model =
        ModelFolder.write(
            path.resolve("model"),
            setup.plan.config(),
            setup.tokenizer,
            trainer.weights(),
            false,
            "# A model of a study\n\n" + arm.name() + ", seed " + seed.value() + "\n");
    setup.exam.ifPresent(exam -> result.set("exam", Json.JSON.valueToTree(exam.right(model))));
    folder.finish(result);
    return result;
  }

  /** Measurements on the way, kept with the run so that they outlive an interruption. */
  private final class Curve {
    private final Path file = path.resolve("curve.json");
    private final ArrayNode points = Json.JSON.createArrayNode();

    Curve(long step) {
      if (Files.exists(file)) {
        Json.read(file)
            .path("points")
            .valueStream()
            .filter(p -> p.path("step").asLong() <= step)
            .forEach(points::add);
      }
    }

    void add(long step, Trainer<Row> trainer, RowScorer scorer) {
      long steps = setup.plan.settings().steps();
      boolean due = step * POINTS / steps > (step - 1) * POINTS / steps;
      if (due) {
        scorer.take(trainer.weights());
        ObjectNode point = Json.object().put("step", step);
        point.put("tokens", step * setup.plan.settings().batch() * setup.plan.length());
        point.set("bits_per_byte", setup.yardstick.onTheWay(scorer, arm.recipe().tag()));
        points.add(point);
        Json.write(file, Json.object().set("points", points));
      }
    }
  }
}
