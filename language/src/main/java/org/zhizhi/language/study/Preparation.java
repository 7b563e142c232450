package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.language.tokenizer.BpeTrainer;
import org.zhizhi.language.tokenizer.Tokenizer;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Plan;

/** Gets a study ready: holds documents out, learns the tokenizer, settles the plan. */
final class Preparation {
  private static final String PLAN = "plan.json";

  private final Path path;
  private final StudySettings settings;
  private final Recipe base;
  private final Sources sources;

  Preparation(Path path, StudySettings settings, Recipe base, PrintStream log, boolean quiet) {
    this.path = path;
    this.settings = settings;
    this.base = base;
    this.sources =
        new Sources(
            settings.sources(),
            base.reading(),
            path.resolve("raw"),
            settings.options().workers(),
            log,
            quiet);
  }

  /** Ends {@link #run} soon, from any thread, by a {@link org.zhizhi.data.build.Build.Stopped}. */
  void stop() {
    sources.stop();
  }

  /** Does what is left to do. */
  Ready run() {
    return Pool.isIn(path) && Files.exists(path.resolve(PLAN)) ? read() : make();
  }

  private Ready read() {
    Pool pool = Pool.read(path);
    JsonNode planned = Json.read(path.resolve(PLAN));
    return new Ready(
        pool,
        Tokenizer.read(path.resolve("tokenizer")),
        Design.of(settings, base, pool.names(), pool.judged()),
        Json.JSON.convertValue(planned.path("plan"), Plan.class),
        settings.seeds(),
        planned.path("concurrent").asInt(),
        planned.path("tokens_per_s").asDouble());
  }

  private Ready make() {
    sources.take();
    List<String> wanted =
        settings.mixes().stream().flatMap(m -> m.shares().keySet().stream()).distinct().toList();
    Survey survey = Survey.of(sources, wanted, base, settings.held());
    Design design = Design.of(settings, base, survey.names(), survey.isJudged());
    Guard guard = new Guard(survey.held());
    Tokenizer tokenizer = tokenizer(survey, guard);

    Options options = settings.options();
    boolean cpu = options.device() == Device.CPU;
    int models = design.arms().size() * settings.seeds();
    int concurrent = cpu ? Math.min(options.workers(), models) : 1;
    int workers = cpu ? options.workers() / concurrent : 1;
    long usual = options.size().parameters();
    double speed = Pacing.tokensPerSecond(plan(options, tokenizer, usual, workers));
    Plan plan = plan(options, tokenizer, tokens(options, speed, usual), workers);
    Pool pool =
        new PoolWriter(path, settings, survey, guard, tokenizer).write(sources, design, plan);

    ObjectNode planned = Json.object().put("concurrent", concurrent).put("tokens_per_s", speed);
    planned.set("plan", Json.JSON.valueToTree(plan));
    Json.write(path.resolve(PLAN), planned);
    try {
      AtomicFile.delete(path.resolve("raw")); // what is needed of it is in the pool
    } catch (IOException e) {
      throw new BadInput(path.resolve("raw") + ": cannot be removed (" + e + ")", "remove it", e);
    }
    return new Ready(pool, tokenizer, design, plan, settings.seeds(), concurrent, speed);
  }

  private static long tokens(Options options, double speed, long usual) {
    return options.tokens() > 0
        ? options.tokens()
        : options.minutes() > 0 ? (long) (options.minutes() * 60 * speed) : usual;
  }

  /** The plan of a training on so many tokens. */
  static Plan plan(Options options, Tokenizer tokenizer, long tokens, int workers) {
    return options.bounded(tokens, workers).plan(tokenizer.size(), tokens, 1);
  }

  /** Learned once for all models, from the same amount of each domain where there is enough. */
  private Tokenizer tokenizer(Survey survey, Guard guard) {
    Path to = path.resolve("tokenizer");
    List<String> sample = new ArrayList<>();
    for (Survey.Tally domain : survey.domains()) {
      domain.sample.removeIf(text -> guard.isLike(Shingles.of(text)));
      sample.addAll(domain.sample);
    }
    if (!Files.exists(to.resolve("tokenizer.json"))) {
      long bytes = sample.stream().mapToLong(Sources::bytes).sum();
      BpeTrainer.train(sample.iterator(), settings.options().vocabularyFor(bytes)).write(to);
    }
    return Tokenizer.read(to);
  }
}
