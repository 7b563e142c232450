package org.zhizhi.language.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.machine.Peak;
import org.zhizhi.engine.run.RunFolder;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.train.Trainer;
import org.zhizhi.language.corpus.CorpusWriter;
import org.zhizhi.language.corpus.HeldOut;
import org.zhizhi.language.corpus.Row;
import org.zhizhi.language.corpus.Rows;
import org.zhizhi.language.corpus.Split;
import org.zhizhi.language.corpus.TokenShards;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.tokenizer.BpeTrainer;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * One training run in its folder, from text to model: {@code run.yaml}, {@code tokenizer/}, {@code
 * tokens/}, {@code plan.json}, {@code checkpoints/}, {@code model/}. Every stage is a file or
 * folder that is there whole or not at all; a run that was killed goes on at the first one missing.
 */
public final class LanguageRun implements AutoCloseable {
  private static final String PLAN = "plan.json";

  private final RunFolder folder;
  private final Options options;
  private final PrintStream out;
  private final boolean quiet;
  private volatile Trainer<Row> trainer;
  private volatile boolean stopped;

  private LanguageRun(RunFolder folder, Options options, PrintStream out, boolean quiet) {
    this.folder = folder;
    this.options = options;
    this.out = out;
    this.quiet = quiet;
  }

  /**
   * What a run came to.
   *
   * @param finished false if it was stopped before its end
   * @param model the folder of the model
   * @param parameters of the model
   * @param tokens learned from
   * @param seconds spent in training steps
   * @param tokensPerSecond over those steps
   * @param shareOfPeak the model's arithmetic over the matrix-product peak of this machine
   * @param heldOut bits per byte on held-out documents; not a number where there are none
   */
  public record Result(
      boolean finished,
      Path model,
      long parameters,
      long tokens,
      double seconds,
      double tokensPerSecond,
      double shareOfPeak,
      double heldOut) {}

  /** A new run in {@code path} on the documents in {@code sources}. */
  public static LanguageRun pretrain(
      Path path, List<Path> sources, Options options, PrintStream out, boolean quiet) {
    Documents documents = Documents.read(sources);
    ObjectNode run = describe("pretrain", options);
    sources.forEach(s -> run.withArray("sources").add(s.toAbsolutePath().toString()));
    run.put("digest", documents.digest());
    return new LanguageRun(RunFolder.create(path, run), options, out, quiet);
  }

  /** A new run in {@code path} that tunes the model in {@code base} on dialogues. */
  public static LanguageRun tune(
      Path path, Path base, List<Path> sources, Options options, PrintStream out, boolean quiet) {
    ModelFolder.open(base);
    Dialogues.read(sources); // refuses what it cannot read before anything is written
    ObjectNode run = describe("tune", options);
    run.put("base", base.toAbsolutePath().toString());
    sources.forEach(s -> run.withArray("sources").add(s.toAbsolutePath().toString()));
    return new LanguageRun(RunFolder.create(path, run), options, out, quiet);
  }

  /** The run in {@code path}, which was interrupted. */
  public static LanguageRun resume(Path path, PrintStream out, boolean quiet) {
    RunFolder folder = RunFolder.open(path);
    return new LanguageRun(folder, Options.of(folder.run().path("options")), out, quiet);
  }

  private static ObjectNode describe(String kind, Options options) {
    ObjectNode run = Json.object().put("kind", kind).put("version", 1);
    run.set("options", options.toJson());
    return run;
  }

  /** Ends the run after the present step, with a checkpoint; from any thread. */
  public void stop() {
    stopped = true;
    Trainer<Row> running = trainer;
    if (running != null) {
      running.stop();
    }
  }

  /** Does what is left to do. */
  public Result go() {
    if (folder.summary().isPresent()) {
      note(folder.path() + ": this run has ended; its model is in " + model());
      return Json.JSON.convertValue(folder.summary().get(), Result.class);
    }
    boolean tuning = folder.run().path("kind").asText().equals("tune");
    ModelFolder base =
        tuning ? ModelFolder.open(Path.of(folder.run().path("base").asText())) : null;
    Tokenizer tokenizer = tuning ? base.tokenizer() : tokenizer();
    try (TokenShards shards = tuning ? dialogues(tokenizer) : tokens(tokenizer)) {
      shards.require(tokenizer);
      double peak = peak();
      Plan plan = plan(shards, base, peak);
      note(plan.describe(peak));
      return train(plan, shards, tokenizer, base, peak);
    }
  }

  private Tokenizer tokenizer() {
    Path path = folder.path().resolve("tokenizer");
    if (!Files.exists(path.resolve("tokenizer.json"))) {
      Documents documents = documents();
      int vocabulary = options.vocabularyFor(documents.bytes());
      Tokenizer learned = BpeTrainer.train(counted(documents, "tokenizer"), vocabulary);
      learned.write(path);
    }
    return Tokenizer.read(path);
  }

  private TokenShards tokens(Tokenizer tokenizer) {
    Path path = folder.path().resolve("tokens");
    return Files.exists(path)
        ? TokenShards.open(path)
        : new CorpusWriter(tokenizer, HeldOut.DEFAULT, options.workers())
            .texts(path, counted(documents(), "tokens"));
  }

  private TokenShards dialogues(Tokenizer tokenizer) {
    Path path = folder.path().resolve("tokens");
    return Files.exists(path)
        ? TokenShards.open(path)
        : new CorpusWriter(tokenizer, HeldOut.DEFAULT, options.workers())
            .dialogues(path, Dialogues.read(sources()));
  }

  private List<Path> sources() {
    return folder.run().path("sources").valueStream().map(s -> Path.of(s.asText())).toList();
  }

  private Documents documents() {
    Documents documents = Documents.read(sources());
    String digest = folder.run().path("digest").asText();
    if (!documents.digest().equals(digest)) {
      throw new BadInput(
          sources() + ": not the documents this run began with", "start a new run with --out");
    }
    return documents;
  }

  /** The texts of {@code documents}, with progress in bytes read. */
  private Iterator<String> counted(Documents documents, String label) {
    Progress progress = Progress.of(out, label, documents.bytes(), Progress.Mode.of(quiet));
    var reader = documents.open();
    return new Iterator<>() {
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (!ended && !reader.hasNext()) {
          ended = true;
          progress.done(reader.bytesRead(), "bytes");
          reader.close();
        }
        return !ended;
      }

      @Override
      public String next() {
        Document document = reader.next();
        progress.update(reader.bytesRead(), "");
        return document.text();
      }
    };
  }

  private double peak() {
    try (Team team = new Team(options.workers())) {
      return Peak.flops(team, DType.BF16, 1.5);
    }
  }

  private Plan plan(TokenShards shards, ModelFolder base, double peak) {
    Path path = folder.path().resolve(PLAN);
    if (!Files.exists(path)) {
      long tokens = shards.tokens(Split.TRAIN);
      Plan plan =
          base == null
              ? options.plan(shards.vocabulary(), tokens, peak)
              : options.plan(
                  base.config(),
                  Math.min(options.lengthOrUsual(), base.config().maxPositions()),
                  tokens,
                  peak);
      Json.write(path, plan.toJson());
    }
    return Plan.of(Json.read(path));
  }

  private Result train(
      Plan plan, TokenShards shards, Tokenizer tokenizer, ModelFolder base, double peak) {
    Seed seed = options.seedOf("train");
    Rows rows = new Rows(shards, Split.TRAIN, plan.length(), seed);
    NextToken task = new NextToken(plan.config(), plan.length(), rows);
    try (Safetensors start = base == null ? null : base.weights();
        Trainer<Row> t =
            Trainer.open(
                task,
                plan.settings(),
                folder,
                seed,
                start == null ? Trainer.Start.FRESH : start::find,
                this::note)) {
      trainer = t;
      if (stopped) {
        t.stop();
      }
      Progress progress =
          Progress.of(out, base == null ? "train" : "tune", 0, Progress.Mode.of(quiet))
              .from(t.step());
      Speed speed = new Speed();
      Trainer.Outcome outcome =
          t.train(
              folder,
              status -> {
                speed.add(status);
                progress.update(status.step(), line(status, peak));
              });
      trainer = null;
      if (!outcome.finished()) {
        note(
            "stopped after step "
                + outcome.steps()
                + "; zhizhi resume "
                + folder.path()
                + " goes on");
      }
      double bits = heldOut(t, plan, shards, tokenizer);
      if (!outcome.finished()) {
        return result(false, plan, outcome, speed, peak, bits);
      }
      ModelFolder.write(
          model(), plan.config(), tokenizer, t.weights(), base != null, card(plan, outcome, bits));
      Result result = result(true, plan, outcome, speed, peak, bits);
      RunPage.write(folder.path(), result, plan);
      folder.finish((ObjectNode) Json.JSON.<JsonNode>valueToTree(result));
      note(summary(result));
      return result;
    }
  }

  private Result result(
      boolean finished, Plan plan, Trainer.Outcome outcome, Speed speed, double peak, double bits) {
    return new Result(
        finished,
        model(),
        plan.config().parameters(),
        outcome.units(),
        outcome.seconds(),
        speed.units(),
        speed.flops() / peak,
        bits);
  }

  private double heldOut(Trainer<Row> t, Plan plan, TokenShards shards, Tokenizer tokenizer) {
    if (shards.masked() || shards.tokens(Split.HELD) == 0 || stopped) {
      return Double.NaN;
    }
    return NextToken.bitsPerByte(t, shards, tokenizer, plan.length()).value();
  }

  /** Where the model is or will be. */
  public Path model() {
    return folder.path().resolve("model");
  }

  private static String line(Trainer.Status s, double peak) {
    return String.format(
        Locale.ROOT,
        "step %d%s  loss %.3f  %s tokens/s  %s of peak  %s",
        s.step(),
        s.total() == 0 ? "" : "/" + s.total(),
        s.smoothed(),
        Figures.count(s.unitsPerSecond()),
        Figures.percent(s.flops() / peak),
        Double.isNaN(s.secondsLeft())
            ? ""
            : Figures.duration(java.time.Duration.ofSeconds((long) s.secondsLeft())) + " left");
  }

  private static String summary(Result r) {
    return String.format(
        Locale.ROOT,
        "%s: %s parameters, %s tokens at %s tokens/s, %s of peak%s",
        r.model(),
        Figures.count(r.parameters()),
        Figures.count(r.tokens()),
        Figures.count(r.tokensPerSecond()),
        Figures.percent(r.shareOfPeak()),
        Double.isNaN(r.heldOut())
            ? ""
            : String.format(Locale.ROOT, ", %.4f bits per byte held out", r.heldOut()));
  }

  private String card(Plan plan, Trainer.Outcome outcome, double bits) {
    JsonNode run = folder.run();
    return String.format(
        Locale.ROOT,
        """
        ---
        library_name: transformers
        pipeline_tag: text-generation
        ---
        # A model trained with Zhizhi

        - %d parameters (Qwen3 architecture), %d layers, width %d, vocabulary %d
        - %s on %d tokens, final loss %.4f nats a token%s
        - data digest: %s
        - seed %d

        Its answers are not checked; it will make things up about what it has not read.
        """,
        plan.config().parameters(),
        plan.config().layers(),
        plan.config().hidden(),
        plan.config().vocab(),
        run.path("kind").asText().equals("tune") ? "tuned" : "pretrained",
        outcome.units(),
        outcome.loss(),
        Double.isNaN(bits)
            ? ""
            : String.format(Locale.ROOT, ", %.4f bits per byte on held-out documents", bits),
        run.path("digest").asText("none"),
        options.seed());
  }

  private void note(String text) {
    if (!quiet) {
      out.println(text);
      out.flush();
    }
  }

  @Override
  public void close() {
    folder.close();
  }

  /** Mean speed over a sitting, without its first steps, in which the program warms up. */
  private static final class Speed {
    private static final int WARM_UP = 20;
    private long steps;
    private double units;
    private double flops;

    void add(Trainer.Status status) {
      if (steps++ >= WARM_UP || steps == 1) {
        double weight = steps <= WARM_UP + 1 ? 1 : 1.0 / (steps - WARM_UP);
        units += weight * (status.unitsPerSecond() - units);
        flops += weight * (status.flops() - flops);
      }
    }

    double units() {
      return units;
    }

    double flops() {
      return flops;
    }
  }
}
