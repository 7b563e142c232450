package org.zhizhi.language.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.base.Seed;
import org.zhizhi.data.CorpusWriter;
import org.zhizhi.data.Document;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.language.exam.Papers;
import org.zhizhi.language.exam.Question;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.World;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.train.LanguageRun;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Size;

/**
 * The whole way on embedded data: documents about the world's facts, a tokenizer and a model
 * learned from them, tuning on questions about half of the entities, an exam on the others, and a
 * calibration after which it declines what it does not know. Each stage leaves its files in the
 * folder and works on those of the stage before.
 */
public final class Demo {
  // tuned on two cores with AVX-512 bf16, November 2026: docs/benchmarks.md
  private static final Size SIZE = new Size(9_000_000);
  private static final int BATCH = 16;
  private static final double RATE = 3e-3;
  private static final double TUNING_RATE = 5e-4;
  private static final double TUNING_SHARE = 0.06;
  private static final int DOCUMENT_PASSES = 48;
  private static final int QUESTION_PASSES = 20;
  private static final int TUNING_PASSES = 8;

  private final Path out;
  private final long seed;
  private final int threads;
  private final double minutes;
  private final PrintStream log;
  private final boolean quiet;
  private final Map<String, Double> stages = new LinkedHashMap<>();
  private LanguageRun running;

  /**
   * @param out an empty or new folder
   * @param minutes to train, pretraining and tuning together
   * @param log where stages and progress are told
   */
  public Demo(Path out, long seed, int threads, double minutes, PrintStream log, boolean quiet) {
    this.out = out;
    this.seed = seed;
    this.threads = threads;
    this.minutes = minutes;
    this.log = log;
    this.quiet = quiet;
  }

  /** Goes all the way; returns the tuned model. */
  public ModelFolder run() {
    requireEmpty();
    long start = System.nanoTime();
    World world = World.of(new Seed(seed));
    say("1/6  facts · 世界常识");
    say(world.describe().indent(2).stripTrailing());
    stage("documents", () -> write(world));
    say("2/6  pretraining · 预训练");
    LanguageRun.Result pretrained =
        stage(
            "pretraining",
            () ->
                go(
                    LanguageRun.pretrain(
                        out.resolve("pretrain"),
                        List.of(out.resolve("corpus")),
                        options(minutes * (1 - TUNING_SHARE), RATE, Optimizer.Rule.MUON),
                        log,
                        quiet)));
    say("3/6  instruction tuning · 指令微调");
    LanguageRun.Result tuned =
        stage(
            "tuning",
            () ->
                go(
                    LanguageRun.tune(
                        out.resolve("tune"),
                        pretrained.model(),
                        List.of(out.resolve("dialogues.jsonl")),
                        options(minutes * TUNING_SHARE, TUNING_RATE, Optimizer.Rule.ADAMW),
                        log,
                        quiet)));
    ModelFolder model = ModelFolder.open(tuned.model());
    say("4/6  exam · 考试");
    List<Answering.Answered> answered = stage("exam", () -> examine(model, world.exam()));
    say("5/6  what it knows of its knowing · 知之为知之");
    Knows knows =
        stage("knows", () -> Knows.of(model, world, out, new Seed(seed), threads, log, quiet));
    say("6/6  report · 报告");
    Grades grades = Grades.of(answered);
    ObjectNode report = report(world, pretrained, tuned, grades, start);
    report.set("knows", knows.toJson());
    Json.write(out.resolve("report.json"), report);
    DemoPage.write(out, report, answered, grades, knows);
    say(grades.table());
    say(knows.table());
    say(
        "done in "
            + Figures.duration(Duration.ofNanos(System.nanoTime() - start))
            + ": "
            + out.resolve("report.html"));
    return model;
  }

  /** Ends the training under way, with a checkpoint; from any thread. */
  public synchronized void stop() {
    if (running != null) {
      running.stop();
    }
  }

  private void requireEmpty() {
    if (!Files.exists(out)) {
      return;
    }
    try (Stream<Path> files = Files.list(out)) {
      if (files.findAny().isPresent()) {
        throw new BadInput(
            out + ": is not empty", "choose another folder with --out, or remove it");
      }
    } catch (IOException e) {
      throw new BadInput(out + ": cannot be read (" + e + ")", "choose another folder with --out");
    }
  }

  private Object write(World world) {
    Seed order = new Seed(seed).split("demo");
    Iterator<Document> documents =
        IntStream.range(0, DOCUMENT_PASSES)
            .boxed()
            .flatMap(
                pass ->
                    Stream.concat(
                        texts(world.documents(pass), "facts-" + pass),
                        asksIn(pass)
                            ? texts(world.askedDocuments(pass), "questions-" + pass)
                            : Stream.empty()))
            .iterator();
    CorpusWriter.Written written = CorpusWriter.write(out.resolve("corpus"), documents);
    List<String> dialogues = new ArrayList<>();
    for (int pass = 0; pass < TUNING_PASSES; pass++) {
      world.dialogues(pass).forEach(d -> dialogues.add(d.line()));
    }
    AtomicFile.write(out.resolve("dialogues.jsonl"), String.join("\n", dialogues) + "\n");
    Papers.write(out.resolve("exam.jsonl"), world.exam().stream().map(Question::of).toList());
    Papers.write(
        out.resolve(Knows.CALIBRATION),
        Knows.calibration(world).stream().map(Question::of).toList());
    say(
        "  "
            + Figures.count(written.documents())
            + " documents of "
            + Figures.count(written.characters())
            + " characters, "
            + Figures.count(dialogues.size())
            + " dialogues");
    return order;
  }

  /** Questions are spread evenly over the passes. */
  private static boolean asksIn(int pass) {
    return (pass + 1) * QUESTION_PASSES / DOCUMENT_PASSES
        > pass * QUESTION_PASSES / DOCUMENT_PASSES;
  }

  private static Stream<Document> texts(List<String> texts, String source) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new Document(source + "-" + i, texts.get(i), source, "", "CC0-1.0"));
  }

  private Options options(double trainMinutes, double rate, Optimizer.Rule rule) {
    return new Options(
        SIZE, 0, 0, 0, 0, 0, trainMinutes, BATCH, rate, rule, threads, Device.CPU, seed, 0);
  }

  private LanguageRun.Result go(LanguageRun run) {
    synchronized (this) {
      running = run;
    }
    try (run) {
      LanguageRun.Result result = run.go();
      if (!result.finished()) {
        throw new Stopped();
      }
      return result;
    }
  }

  /** The demo was asked to stop. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped");
    }
  }

  private List<Answering.Answered> examine(ModelFolder model, List<ExamItem> items) {
    Progress progress = Progress.of(log, "exam", items.size(), Progress.Mode.of(quiet));
    List<Answering.Answered> answered =
        Answering.answer(model, items, threads, done -> progress.update(done, "questions"));
    progress.done(items.size(), "questions");
    return answered;
  }

  private ObjectNode report(
      World world,
      LanguageRun.Result pretrained,
      LanguageRun.Result tuned,
      Grades grades,
      long start) {
    ObjectNode report = Json.object();
    report.put("minutes", (System.nanoTime() - start) / 60e9).put("seed", seed);
    report
        .putObject("facts")
        .put("facts", world.facts().facts().size())
        .put("entities", world.facts().entities().size());
    report
        .putObject("model")
        .put("parameters", pretrained.parameters())
        .put("path", out.relativize(tuned.model()).toString());
    report
        .putObject("train")
        .put("tokens", pretrained.tokens())
        .put("tokens_per_s", pretrained.tokensPerSecond())
        .put("share_of_peak", pretrained.shareOfPeak())
        .put("bits_per_byte", pretrained.heldOut())
        .put("tuning_tokens", tuned.tokens());
    report.set("exam", grades.toJson());
    report.set("seconds", Json.JSON.valueToTree(stages));
    return report;
  }

  private <T> T stage(String name, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    stages.put(name, (System.nanoTime() - start) * 1e-9);
    return result;
  }

  private void say(String text) {
    if (!quiet) {
      log.println(text);
      log.flush();
    }
  }
}
