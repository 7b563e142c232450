package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.build.Build;
import org.zhizhi.data.build.Difficulty;
import org.zhizhi.engine.run.RunFolder;
import org.zhizhi.engine.train.Trainer;
import org.zhizhi.language.corpus.CorpusWriter;
import org.zhizhi.language.corpus.HeldOut;
import org.zhizhi.language.corpus.Row;
import org.zhizhi.language.corpus.Rows;
import org.zhizhi.language.corpus.Split;
import org.zhizhi.language.corpus.TokenShards;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.model.RowScorer;
import org.zhizhi.language.tokenizer.TokenBuffer;
import org.zhizhi.language.tokenizer.Tokenizer;
import org.zhizhi.language.train.NextToken;
import org.zhizhi.language.train.Plan;

/**
 * One model of a study, from its corpus to its measurements, in a run folder. What is complete is
 * not done again, and training goes on at its last checkpoint.
 */
final class Trial {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  /** Text is built a little ample, and cut to the tokens that are read. */
  private static final double AMPLE = 1.1;

  private static final int POINTS = 10;

  private final Path path;
  private final Design.Arm arm;
  private final Seed seed;
  private final Setup setup;
  private volatile boolean stopped;
  private volatile Build building;
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
  }

  Path path() {
    return path;
  }

  /** Ends {@link #run} soon, from any thread. */
  void stop() {
    stopped = true;
    Build build = building;
    if (build != null) {
      build.stop();
    }
    Trainer<Row> trainer = training;
    if (trainer != null) {
      trainer.stop();
    }
  }

  /** The measurements of a trial that has ended before; empty if it has not. */
  static Optional<JsonNode> measured(Path path) {
    Path file = path.resolve("summary.json");
    return Files.exists(file) ? Optional.of(Json.read(file)) : Optional.empty();
  }

  /** Does what is left to do; empty if it was stopped. */
  Optional<JsonNode> run(Listener listener) {
    try (RunFolder folder =
        Files.exists(path.resolve("run.yaml"))
            ? RunFolder.open(path)
            : RunFolder.create(path, describe())) {
      Optional<JsonNode> ended = folder.summary();
      if (ended.isEmpty()) {
        JsonNode corpus = corpus();
        ended = stopped ? Optional.empty() : train(folder, corpus, listener);
      }
      if (ended.isPresent()) {
        for (String part : new String[] {"corpus", "tokens", "checkpoints", "corpus.json"}) {
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
    run.set("recipe", recipe().json());
    run.set("plan", Json.JSON.valueToTree(setup.plan));
    return run;
  }

  private long tokens() {
    return setup.plan.tokens();
  }

  private org.zhizhi.data.recipe.Recipe recipe() {
    double rate = arm.tokensPerByte(setup.pool.names(), setup.pool.tokensPerByte());
    return arm.recipe((long) (AMPLE * tokens() / rate), seed);
  }

  /** Builds the corpus and encodes as much of it as is read; says what it is made of. */
  private JsonNode corpus() throws IOException {
    Path file = path.resolve("corpus.json");
    if (Files.exists(file)) {
      return Json.read(file);
    }
    Path corpus = path.resolve("corpus");
    Build build =
        new Build(recipe(), setup.pool.input(), corpus, setup.difficulty, 1, NOWHERE, true);
    building = build;
    if (stopped) {
      throw new Build.Stopped();
    }
    if (!Files.exists(corpus)) {
      build.run();
    }
    building = null;
    AtomicFile.delete(path.resolve("tokens"));
    Documents documents = Documents.read(java.util.List.of(corpus));
    Counted counted = count(documents);
    BitSet kept = fit(counted);
    try (Stream<Document> all = documents.stream()) {
      Iterator<Document> each = all.iterator();
      Iterator<String> texts =
          IntStream.range(0, counted.tokens.length)
              .mapToObj(i -> kept.get(i) ? each.next().text() : skip(each))
              .filter(text -> !text.isEmpty()) // documents have text
              .iterator();
      new CorpusWriter(setup.tokenizer, HeldOut.NONE, 1)
          .texts(path.resolve("tokens"), texts)
          .close();
    }
    ObjectNode made = Json.object();
    made.put("documents", kept.cardinality());
    made.put("tokens", kept.stream().mapToLong(i -> counted.tokens[i]).sum());
    made.put("bytes", kept.stream().mapToLong(i -> counted.bytes[i]).sum());
    Json.write(file, made);
    return made;
  }

  private static String skip(Iterator<Document> documents) {
    documents.next();
    return "";
  }

  /** Tokens and bytes of each document, and a number drawn for it. */
  private record Counted(int[] tokens, int[] bytes, long[] drawn) {}

  private Counted count(Documents documents) {
    TokenBuffer buffer = new TokenBuffer();
    Seed draw = seed.split("fit");
    try (Stream<Document> all = documents.stream()) {
      java.util.List<long[]> rows =
          all.map(
                  d -> {
                    buffer.clear();
                    setup.tokenizer.encode(d.text(), buffer);
                    return new long[] {
                      buffer.size() + 1, Sources.bytes(d.text()), draw.split(d.id()).value()
                    };
                  })
              .toList();
      return new Counted(
          rows.stream().mapToInt(r -> (int) r[0]).toArray(),
          rows.stream().mapToInt(r -> (int) r[1]).toArray(),
          rows.stream().mapToLong(r -> r[2]).toArray());
    }
  }

  /**
   * The documents that stay: as many are left out, here and there, as makes those that stay as long
   * as what is read. Corpora of the same documents in other orders lose the same ones, and no order
   * loses its end.
   */
  private BitSet fit(Counted counted) {
    long left = Arrays.stream(counted.tokens).asLongStream().sum() - tokens();
    BitSet kept = new BitSet();
    kept.set(0, counted.tokens.length);
    Iterator<Integer> order =
        IntStream.range(0, counted.tokens.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> counted.drawn[i]))
            .iterator();
    while (left > 0 && order.hasNext()) {
      int i = order.next();
      if (counted.tokens[i] <= left) {
        kept.clear(i);
        left -= counted.tokens[i];
      }
    }
    return kept;
  }

  private Optional<JsonNode> train(RunFolder folder, JsonNode corpus, Listener listener) {
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
        return Optional.of(measure(folder, corpus, trainer, outcome, scorer, curve));
      }
    }
  }

  private JsonNode measure(
      RunFolder folder,
      JsonNode corpus,
      Trainer<Row> trainer,
      Trainer.Outcome outcome,
      RowScorer scorer,
      Curve curve) {
    scorer.take(trainer.weights());
    ObjectNode result = Json.object().put("arm", arm.name()).put("seed", seed.value());
    result.put("steps", outcome.steps()).put("tokens", outcome.units());
    result.put("loss", outcome.loss()).put("seconds", outcome.seconds());
    result.set("corpus", corpus);
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
