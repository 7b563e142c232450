package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.build.Build;
import org.zhizhi.data.build.Difficulty;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.engine.run.RunFolder;
import org.zhizhi.language.generate.ReferenceModel;
import org.zhizhi.language.train.Plan;

/**
 * A study in its folder: {@code run.yaml} (what was asked), {@code tokenizer/}, {@code pool/} and
 * {@code held.jsonl}, {@code plan.json}, {@code runs/}, and at the end {@code study.json} and
 * {@code study.html}. What is complete is kept: a study that was interrupted goes on, and comes to
 * the same {@code study.json}.
 */
public final class Study implements AutoCloseable {
  private static final String KIND = "study";

  /** A model that orders texts by difficulty learns from so many of a trial's tokens. */
  private static final double REFERENCE_SHARE = 0.5;

  private final RunFolder folder;
  private final Path path;
  private final StudySettings settings;
  private final Recipe base;
  private final PrintStream log;
  private final boolean quiet;
  private final Preparation preparation;
  private Trials running = new Trials(List.of(), 0);
  private boolean stopped;

  private Study(
      RunFolder folder, StudySettings settings, Recipe base, PrintStream log, boolean quiet) {
    this.folder = folder;
    this.path = folder.path();
    this.settings = settings;
    this.base = base;
    this.log = log;
    this.quiet = quiet;
    this.preparation = new Preparation(path, settings, base, log, quiet);
  }

  /**
   * A new study in {@code path}, or the one that is there if it has the same settings.
   *
   * @param log where plan and progress are told
   */
  public static Study open(Path path, StudySettings settings, PrintStream log, boolean quiet) {
    return open(path, settings, recipe(settings), log, quiet);
  }

  static Study open(
      Path path, StudySettings settings, Recipe base, PrintStream log, boolean quiet) {
    if (Files.exists(path.resolve("run.yaml"))) {
      return held(path, settings, base, log, quiet);
    }
    settings.exam().ifPresent(ExamPaper::read); // refused before anything is written
    RunFolder folder = RunFolder.create(path, describe(settings, base));
    return new Study(folder, settings, base, log, quiet);
  }

  /** Whether {@code path} holds a study. */
  public static boolean isIn(Path path) {
    Path file = path.resolve("run.yaml");
    return Files.exists(file) && Json.read(file).path("kind").asText().equals(KIND);
  }

  /** The study in {@code path}, which was interrupted. */
  public static Study resume(Path path, PrintStream log, boolean quiet) {
    if (!isIn(path)) {
      throw new BadInput(path + ": holds no study", "name the folder that was given with --out");
    }
    StudySettings settings = StudySettings.of(Json.read(path.resolve("run.yaml")).path("settings"));
    return held(path, settings, recipe(settings), log, quiet);
  }

  /** The study that is in {@code path}, which must be this one. */
  private static Study held(
      Path path, StudySettings settings, Recipe base, PrintStream log, boolean quiet) {
    RunFolder there = RunFolder.open(path);
    if (Json.line(there.run()).equals(Json.line(describe(settings, base)))) {
      return new Study(there, settings, base, log, quiet);
    }
    there.close();
    throw new BadInput(
        path + (isIn(path) ? ": holds a study with other settings" : ": holds no study"),
        "choose another --out, or put settings, recipe and exam back and give: zhizhi resume "
            + path);
  }

  private static ObjectNode describe(StudySettings settings, Recipe base) {
    ObjectNode run = Json.object().put("kind", KIND).put("recipe", base.digest());
    settings.exam().ifPresent(exam -> run.put("exam", digest(exam)));
    run.set("settings", settings.json());
    return run;
  }

  private static String digest(Path file) {
    try {
      return Long.toHexString(new Seed(0).split(Files.readString(file)).value());
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read as UTF-8 text (" + e + ")", "check the file", e);
    }
  }

  private static Recipe recipe(StudySettings settings) {
    return settings.recipe().map(Recipe::read).orElseGet(Recipe::standard);
  }

  /** Ends {@link #go} soon, from any thread; what is complete is kept. */
  public synchronized void stop() {
    stopped = true;
    preparation.stop();
    running.stop();
  }

  /** Does what is left to do; {@code study.json}, or empty if it was stopped. */
  public Optional<JsonNode> go() {
    Optional<ExamPaper> exam = settings.exam().map(ExamPaper::read);
    Ready ready;
    try {
      ready = preparation.run();
    } catch (Build.Stopped e) {
      return halted();
    }
    Yardstick yardstick =
        new Yardstick(
            ready.pool().names(),
            ready.pool().held(),
            ready.tokenizer(),
            ready.plan().length(),
            ready.design().tags());
    say(ready.describe(exam, yardstick.tokens(Trial.POINTS)));
    Optional<Path> reference = reference(ready, yardstick);
    if (isAsked(ready, Order.EASY_TO_HARD) && reference.isEmpty()) {
      return halted();
    }
    Optional<ReferenceModel> difficulty = reference.map(ReferenceModel::open);
    try {
      return all(ready, setup(ready, ready.plan(), yardstick, exam, difficulty.map(d -> d)))
          .map(results -> conclude(ready, yardstick, exam, results))
          .or(this::halted);
    } finally {
      difficulty.ifPresent(ReferenceModel::close);
    }
  }

  private Optional<JsonNode> halted() {
    say("stopped; the same command, or zhizhi resume " + path + ", goes on");
    return Optional.empty();
  }

  private static Trial.Setup setup(
      Ready ready,
      Plan plan,
      Yardstick yardstick,
      Optional<ExamPaper> exam,
      Optional<Difficulty> difficulty) {
    return new Trial.Setup(
        ready.pool(),
        ready.tokenizer(),
        plan,
        yardstick,
        exam,
        difficulty,
        ready.design().filters());
  }

  private static boolean isAsked(Ready ready, Order order) {
    return ready.design().arms().values().stream().anyMatch(a -> a.recipe().order() == order);
  }

  private Seed seed(int number) {
    return new Seed(settings.options().seed()).split(KIND).split(number);
  }

  /** The model that says how hard texts are, where an order asks for one. */
  private Optional<Path> reference(Ready ready, Yardstick yardstick) {
    if (!isAsked(ready, Order.EASY_TO_HARD) || settings.reference().isPresent()) {
      return settings.reference();
    }
    long tokens = (long) (REFERENCE_SHARE * ready.plan().tokens());
    int workers = ready.plan().settings().workers();
    Plan plan = Preparation.plan(settings.options(), ready.tokenizer(), tokens, workers);
    Path to = path.resolve("runs").resolve("reference");
    Trial trial =
        new Trial(
            to,
            ready.design().arms().get(Design.BASE),
            seed(0),
            setup(ready, plan, yardstick, Optional.empty(), Optional.empty()));
    return run(List.of(trial), plan, 1, "reference").map(result -> to.resolve("model"));
  }

  /** All trials, seed after seed; the results of each setting by seed. */
  private Optional<Map<String, List<JsonNode>>> all(Ready ready, Trial.Setup setup) {
    List<Trial> trials = new ArrayList<>();
    for (int s = 1; s <= settings.seeds(); s++) {
      for (Design.Arm arm : ready.design().arms().values()) {
        Path to = path.resolve("runs").resolve(arm.name() + "-" + s);
        trials.add(new Trial(to, arm, seed(s), setup));
      }
    }
    return run(trials, ready.plan(), ready.concurrent(), KIND)
        .map(
            results -> {
              Map<String, List<JsonNode>> byArm = new LinkedHashMap<>();
              for (JsonNode result : results) {
                String arm = result.path("arm").asText();
                byArm.computeIfAbsent(arm, name -> new ArrayList<>()).add(result);
              }
              return byArm;
            });
  }

  private Optional<List<JsonNode>> run(List<Trial> list, Plan plan, int concurrent, String label) {
    Trials trials = new Trials(list, plan.tokens());
    synchronized (this) {
      running = trials;
      if (stopped) {
        trials.stop();
      }
    }
    return trials.run(concurrent, log, label, quiet);
  }

  private JsonNode conclude(
      Ready ready,
      Yardstick yardstick,
      Optional<ExamPaper> exam,
      Map<String, List<JsonNode>> results) {
    ObjectNode study = new Conclusion(settings, ready, yardstick, exam, results).json();
    Json.write(path.resolve("study.json"), study);
    StudyPage.write(path.resolve("study.html"), study, ready.design());
    folder.finish(Json.object().put("models", ready.models()));
    say(Conclusion.words(study));
    say(path.resolve("study.html").toString());
    return study;
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
