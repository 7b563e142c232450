package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.base.Seed;
import org.zhizhi.base.page.Text;
import org.zhizhi.data.build.Build;
import org.zhizhi.data.build.Difficulty;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.engine.run.RunFolder;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.language.generate.ReferenceModel;
import org.zhizhi.language.tokenizer.BpeTrainer;
import org.zhizhi.language.tokenizer.Tokenizer;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Plan;

/**
 * A study in its folder: {@code run.yaml} (what was asked), {@code tokenizer/}, {@code pool/} and
 * {@code held.jsonl}, {@code plan.json}, {@code runs/}, and at the end {@code study.json} and
 * {@code study.html}. What is complete is kept: a study that was interrupted goes on, and comes to
 * the same {@code study.json}.
 */
public final class Study implements AutoCloseable {
  private static final String KIND = "study";
  private static final String PLAN = "plan.json";

  /** Building, encoding and measuring, beside the training; for the forecast only. */
  private static final double OVERHEAD = 1.3;

  /** A model that orders texts by difficulty learns from so many of a trial's tokens. */
  private static final double REFERENCE_SHARE = 0.5;

  private final RunFolder folder;
  private final Path path;
  private final StudySettings settings;
  private final Recipe base;
  private final PrintStream log;
  private final boolean quiet;
  private final List<Trial> running = new ArrayList<>();
  private volatile boolean stopped;

  private Study(
      RunFolder folder, StudySettings settings, Recipe base, PrintStream log, boolean quiet) {
    this.folder = folder;
    this.path = folder.path();
    this.settings = settings;
    this.base = base;
    this.log = log;
    this.quiet = quiet;
  }

  /**
   * A new study in {@code path}, or the one that is there if it has the same settings.
   *
   * @param log where plan and progress are told
   */
  public static Study open(Path path, StudySettings settings, PrintStream log, boolean quiet) {
    Recipe base = recipe(settings);
    ObjectNode run = Json.object().put("kind", KIND);
    run.set("settings", settings.json());
    if (!Files.exists(path.resolve("run.yaml"))) {
      settings.exam().ifPresent(ExamPaper::read); // refused before anything is written
      return new Study(RunFolder.create(path, run), settings, base, log, quiet);
    }
    RunFolder there = RunFolder.open(path);
    String before = Json.line(there.run());
    if (!before.equals(Json.line(run))) {
      there.close();
      throw new BadInput(
          path + ": holds another study, or this one with other settings",
          "choose another --out, or go on with it by: zhizhi resume " + path);
    }
    return new Study(there, settings, base, log, quiet);
  }

  /** Whether {@code path} holds a study. */
  public static boolean isIn(Path path) {
    Path file = path.resolve("run.yaml");
    return Files.exists(file) && Json.read(file).path("kind").asText().equals(KIND);
  }

  /** The study in {@code path}, which was interrupted. */
  public static Study resume(Path path, PrintStream log, boolean quiet) {
    RunFolder there = RunFolder.open(path);
    StudySettings settings = StudySettings.of(there.run().path("settings"));
    return new Study(there, settings, recipe(settings), log, quiet);
  }

  private static Recipe recipe(StudySettings settings) {
    return settings.recipe().map(Recipe::read).orElseGet(Recipe::standard);
  }

  /** Ends {@link #go} soon, from any thread; what is under way is kept. */
  public void stop() {
    synchronized (running) {
      stopped = true;
      running.forEach(Trial::stop);
    }
  }

  /** Does what is left to do; {@code study.json}, or empty if it was stopped. */
  public Optional<JsonNode> go() {
    Optional<ExamPaper> exam = settings.exam().map(ExamPaper::read);
    Prepared ready;
    try {
      ready = prepare();
    } catch (Build.Stopped e) {
      return Optional.empty();
    }
    Yardstick yardstick =
        new Yardstick(
            ready.pool.names(),
            ready.pool.held(),
            ready.tokenizer,
            ready.plan.length(),
            ready.design.tags());
    say(describe(ready, exam));
    try (Reference reference = new Reference(ready, yardstick)) {
      Trial.Setup setup =
          new Trial.Setup(
              ready.pool,
              ready.tokenizer,
              ready.plan,
              yardstick,
              exam,
              reference.difficulty(),
              ready.design.filters());
      Optional<Map<String, List<JsonNode>>> results = run(ready, setup);
      if (results.isEmpty()) {
        say("stopped; the same command, or zhizhi resume " + path + ", goes on");
        return Optional.empty();
      }
      return Optional.of(conclude(ready, yardstick, exam, results.get()));
    }
  }

  /** What stands before the first model is trained. */
  private record Prepared(
      Pool pool, Tokenizer tokenizer, Design design, Plan plan, int concurrent, double speed) {}

  private Prepared prepare() {
    Path tokens = path.resolve("tokenizer");
    if (Pool.isIn(path) && Files.exists(path.resolve(PLAN))) {
      Pool pool = Pool.read(path);
      Design design = Design.of(settings, base, pool.names(), pool.judged());
      JsonNode planned = Json.read(path.resolve(PLAN));
      return new Prepared(
          pool,
          Tokenizer.read(tokens),
          design,
          Json.JSON.convertValue(planned.path("plan"), Plan.class),
          planned.path("concurrent").asInt(),
          planned.path("tokens_per_s").asDouble());
    }
    int threads = settings.options().workers();
    Path raw = path.resolve("raw");
    Sources sources = Sources.of(settings.sources(), raw, threads, log, quiet);
    List<String> wanted =
        settings.mixes().stream().flatMap(m -> m.shares().keySet().stream()).distinct().toList();
    Survey survey = Survey.of(sources, wanted, base, settings.held());
    Design design = Design.of(settings, base, survey.names(), survey.isJudged());
    Held.Guard guard = new Held.Guard(survey.held());
    Tokenizer tokenizer = tokenizer(survey, guard, tokens);
    int trials = design.arms().size() * settings.seeds();
    int concurrent = settings.options().device() == Device.CPU ? Math.min(threads, trials) : 1;
    int workers = settings.options().device() == Device.CPU ? threads / concurrent : 1;
    Options options = settings.options().bounded(settings.options().size().parameters(), workers);
    double speed = Pacing.tokensPerSecond(plan(options, tokenizer));
    Options budget = options.bounded(tokens(speed), workers);
    Plan plan = plan(budget, tokenizer);
    Pool pool =
        new PoolWriter(path, settings, survey, guard, tokenizer).write(sources, design, plan);
    ObjectNode planned = Json.object().put("concurrent", concurrent).put("tokens_per_s", speed);
    planned.set("plan", Json.JSON.valueToTree(plan));
    Json.write(path.resolve(PLAN), planned);
    try {
      AtomicFile.delete(raw); // what is needed of it is in the pool
    } catch (IOException e) {
      throw new BadInput(raw + ": cannot be removed (" + e + ")", "check the disk", e);
    }
    return new Prepared(pool, tokenizer, design, plan, concurrent, speed);
  }

  private static Plan plan(Options options, Tokenizer tokenizer) {
    return options.plan(tokenizer.size(), options.tokens(), 1);
  }

  private long tokens(double speed) {
    Options o = settings.options();
    return o.tokens() > 0
        ? o.tokens()
        : o.minutes() > 0 ? (long) (o.minutes() * 60 * speed) : o.size().parameters();
  }

  /** Learned once for all models, from the same amount of each domain where there is enough. */
  private Tokenizer tokenizer(Survey survey, Held.Guard guard, Path to) {
    List<String> sample = new ArrayList<>();
    for (Survey.Tally domain : survey.domains()) {
      domain.sample.removeIf(text -> guard.isLike(Shingles.of(text)));
      sample.addAll(domain.sample);
    }
    if (!Files.exists(to.resolve("tokenizer.json"))) {
      long bytes = sample.stream().mapToLong(Sources::bytes).sum();
      int vocabulary = settings.options().vocabularyFor(bytes);
      BpeTrainer.train(sample.iterator(), vocabulary).write(to);
    }
    return Tokenizer.read(to);
  }

  private String describe(Prepared ready, Optional<ExamPaper> exam) {
    Plan plan = ready.plan;
    int trials = ready.design.arms().size() * settings.seeds();
    StringBuilder text = new StringBuilder();
    for (Design.Contest contest : ready.design.contests()) {
      line(
          text,
          contest.question().word(),
          String.join(" | ", contest.settings().values().stream().map(Text::en).toList()));
    }
    line(
        text,
        "models",
        ready.design.arms().size()
            + " settings x "
            + settings.seeds()
            + " seeds = "
            + trials
            + " models of "
            + Figures.count(plan.config().parameters())
            + " parameters, "
            + Figures.count(plan.tokens())
            + " tokens each");
    for (Pool.Domain domain : ready.pool.domains()) {
      line(
          text,
          domain.name(),
          Figures.count(domain.pooled())
              + " documents ("
              + Figures.count((double) domain.pooledBytes() / domain.bytesPerToken())
              + " tokens) to learn from, "
              + domain.held()
              + " held out"
              + (domain.alike() == 0
                  ? ""
                  : ", " + domain.alike() + " left out that are like one held out"));
    }
    exam.ifPresent(e -> line(text, "exam", e.size() + " questions"));
    double seconds = OVERHEAD * trials * plan.tokens() / (ready.speed * ready.concurrent);
    line(
        text,
        "time",
        "about "
            + Figures.duration(Duration.ofSeconds((long) seconds))
            + " on this machine, "
            + ready.concurrent
            + " at once on "
            + plan.settings().workers()
            + (plan.settings().workers() == 1 ? " thread" : " threads")
            + " each");
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(String.format(Locale.ROOT, "  %-12s %s%n", key, value));
  }

  private Seed seed(int number) {
    return new Seed(settings.options().seed()).split(KIND).split(number);
  }

  /** All trials, seed after seed; the results of each setting by seed. */
  private Optional<Map<String, List<JsonNode>>> run(Prepared ready, Trial.Setup setup) {
    List<Trial> trials = new ArrayList<>();
    for (int s = 1; s <= settings.seeds(); s++) {
      for (Design.Arm arm : ready.design.arms().values()) {
        Path to = path.resolve("runs").resolve(arm.name() + "-" + s);
        trials.add(new Trial(to, arm, seed(s), setup));
      }
    }
    Optional<List<JsonNode>> results = run(trials, ready.concurrent, ready.plan.tokens(), "study");
    return results.map(
        all -> {
          Map<String, List<JsonNode>> byArm = new LinkedHashMap<>();
          ready.design.arms().keySet().forEach(name -> byArm.put(name, new ArrayList<>()));
          all.forEach(r -> byArm.get(r.path("arm").asText()).add(r));
          return byArm;
        });
  }

  private Optional<List<JsonNode>> run(
      List<Trial> trials, int concurrent, long tokensEach, String label) {
    AtomicLongArray tokens = new AtomicLongArray(trials.size());
    long before = 0;
    for (int i = 0; i < trials.size(); i++) {
      if (Trial.measured(trials.get(i).path()).isPresent()) {
        tokens.set(i, tokensEach);
        before += tokensEach;
      }
    }
    synchronized (running) {
      running.clear();
      running.addAll(trials);
      if (stopped) {
        trials.forEach(Trial::stop);
      }
    }
    Progress progress =
        Progress.of(log, label, trials.size() * tokensEach, Progress.Mode.of(quiet)).from(before);
    try (ExecutorService pool = Executors.newFixedThreadPool(concurrent)) {
      List<Future<Optional<JsonNode>>> futures = new ArrayList<>();
      for (int i = 0; i < trials.size(); i++) {
        int number = i;
        futures.add(
            pool.submit(
                () -> {
                  Optional<JsonNode> result =
                      trials.get(number).run(done -> tokens.set(number, done));
                  result.ifPresent(r -> tokens.set(number, tokensEach));
                  return result;
                }));
      }
      List<JsonNode> results = new ArrayList<>();
      for (Future<Optional<JsonNode>> future : futures) {
        Optional<JsonNode> result = await(future, trials, tokens, tokensEach, progress);
        result.ifPresent(results::add);
      }
      if (results.size() < trials.size()) {
        return Optional.empty();
      }
      progress.done(trials.size() * tokensEach, "tokens");
      return Optional.of(results);
    }
  }

  private static Optional<JsonNode> await(
      Future<Optional<JsonNode>> future,
      List<Trial> trials,
      AtomicLongArray tokens,
      long tokensEach,
      Progress progress) {
    while (true) {
      try {
        return future.get(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        int n = tokens.length();
        long done = IntStream.range(0, n).mapToLong(tokens::get).sum();
        long ended = IntStream.range(0, n).filter(i -> tokens.get(i) == tokensEach).count();
        progress.update(done, ended + " of " + n + " models");
      } catch (InterruptedException e) {
        trials.forEach(Trial::stop);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } catch (ExecutionException e) {
        trials.forEach(Trial::stop); // the others end soon, with checkpoints
        throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
      }
    }
  }

  /** The model that says how hard texts are, where an order asks for one. */
  private final class Reference implements AutoCloseable {
    private final Optional<ReferenceModel> model;

    Reference(Prepared ready, Yardstick yardstick) {
      boolean asked =
          ready.design.arms().values().stream()
              .anyMatch(arm -> arm.recipe().order() == Order.EASY_TO_HARD);
      this.model =
          asked
              ? settings.reference().or(() -> train(ready, yardstick)).map(ReferenceModel::open)
              : Optional.empty();
    }

    private Optional<Path> train(Prepared ready, Yardstick yardstick) {
      Path to = path.resolve("runs").resolve("reference");
      long tokens = (long) (REFERENCE_SHARE * ready.plan.tokens());
      Options options = settings.options().bounded(tokens, ready.plan.settings().workers());
      Trial.Setup setup =
          new Trial.Setup(
              ready.pool,
              ready.tokenizer,
              plan(options, ready.tokenizer),
              yardstick,
              Optional.empty(),
              Optional.empty(),
              false);
      Design.Arm arm = ready.design.arms().get(Design.BASE);
      Trial trial = new Trial(to, arm, seed(0), setup);
      return run(List.of(trial), 1, setup.plan().tokens(), "reference")
          .map(result -> to.resolve("model"));
    }

    Optional<Difficulty> difficulty() {
      return model.map(m -> m);
    }

    @Override
    public void close() {
      model.ifPresent(ReferenceModel::close);
    }
  }

  private JsonNode conclude(
      Prepared ready,
      Yardstick yardstick,
      Optional<ExamPaper> exam,
      Map<String, List<JsonNode>> results) {
    Findings findings = findings(ready, yardstick, exam, results);
    ObjectNode study = Json.object().put("format", "zhizhi-study-1");
    study.set("settings", settings.json());
    study.set("plan", Json.JSON.valueToTree(ready.plan));
    study.set("domains", Json.JSON.valueToTree(ready.pool.domains()));
    study.put("held_documents", ready.pool.held().size());
    exam.ifPresent(e -> study.put("exam_questions", e.size()));
    study.set("measures", findings.measures());
    ArrayNode arms = study.putArray("arms");
    for (Design.Arm arm : ready.design.arms().values()) {
      ObjectNode node = arms.addObject().put("arm", arm.name());
      node.set("means", findings.means(arm.name()));
      ArrayNode seeds = node.putArray("seeds");
      for (JsonNode result : results.get(arm.name())) {
        ObjectNode copy = result.deepCopy();
        copy.remove("seconds"); // all else is the same however often the study is run
        copy.remove("arm");
        seeds.add(copy);
      }
    }
    study.set("design", ready.design.json());
    ArrayNode questions = study.putArray("questions");
    for (Design.Contest contest : ready.design.contests()) {
      questions
          .addObject()
          .put("question", contest.question().word())
          .set("answers", findings.answers(contest));
    }
    Json.write(path.resolve("study.json"), study);
    StudyPage.write(path.resolve("study.html"), study, ready.design);
    folder.finish(Json.object().put("models", results.size() * settings.seeds()));
    say(conclusions(study, ready.design));
    say(path.resolve("study.html").toString());
    return study;
  }

  private Findings findings(
      Prepared ready,
      Yardstick yardstick,
      Optional<ExamPaper> exam,
      Map<String, List<JsonNode>> results) {
    int[] domain = ready.pool.held().stream().mapToInt(Held::domain).toArray();
    double[] bytes = Arrays.stream(yardstick.bytes()).asDoubleStream().toArray();
    List<String> names = ready.pool.names();
    Text unit = new Text("bits per byte", "比特每字节");
    Findings findings = new Findings();
    findings.add(
        new Findings.Measure(
            "overall",
            names.size() == 1
                ? new Text("held-out documents", "留出文档")
                : new Text("mean of the domains", "各领域平均"),
            true,
            unit,
            arm -> Findings.groups(results.get(arm), "bits", domain, bytes)));
    for (int d = 0; d < names.size() && names.size() > 1; d++) {
      int wanted = d;
      findings.add(
          new Findings.Measure(
              "domain:" + names.get(d),
              Text.same(names.get(d)),
              true,
              unit,
              arm ->
                  List.of(Findings.groups(results.get(arm), "bits", domain, bytes).get(wanted))));
    }
    boolean cleaned =
        ready.pool.held().stream().anyMatch(held -> !held.found().equals(held.curated()));
    if (ready.design.filters() && cleaned) {
      double[] found = Arrays.stream(yardstick.bytesAsFound()).asDoubleStream().toArray();
      findings.add(
          new Findings.Measure(
              "as_found",
              new Text("the same documents as they were found", "同样的文档，未经整理"),
              true,
              unit,
              arm -> Findings.groups(results.get(arm), "bits_as_found", domain, found)));
    }
    exam.ifPresent(
        e -> {
          double[] ones = new double[e.size()];
          Arrays.fill(ones, 1);
          findings.add(
              new Findings.Measure(
                  "exam",
                  new Text("exam", "考试"),
                  false,
                  new Text("of the questions", "题目占比"),
                  arm -> Findings.groups(results.get(arm), "exam", new int[ones.length], ones)));
        });
    return findings;
  }

  private static String conclusions(JsonNode study, Design design) {
    StringBuilder text = new StringBuilder();
    for (JsonNode question : study.path("questions")) {
      Question q = Question.of(question.path("question").asText());
      text.append(q.title().en()).append(" · ").append(q.title().zh()).append('\n');
      for (JsonNode answer : question.path("answers")) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-14s %s%n",
                answer.path("measure").asText().replace("domain:", ""),
                answer.at("/conclusion/en").asText()));
      }
    }
    return text.toString().stripTrailing();
  }

  private void say(String text) {
    if (!quiet) {
      log.println(text);
      log.flush();
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
