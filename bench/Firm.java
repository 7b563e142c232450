import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.language.facts.Dialogue;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.pressure.FirmDialogues;
import org.zhizhi.language.pressure.PressureResult;
import org.zhizhi.language.pressure.PressureSuite;
import org.zhizhi.language.pressure.Probe;
import org.zhizhi.language.pressure.Probes;
import org.zhizhi.language.train.LanguageRun;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Size;

/**
 * Shows what dialogues that teach to stand firm do to the demo's model: tunes it on lessons about
 * half of the exam's entities, mixed with as many of its own dialogues, and puts it under pressure
 * about the other half, before and after: {@code Firm.java DEMO OUT [tokens] [share of wrong first
 * answers] [lessons]}. The demo's exam is used up by this: the model it writes is for nothing else.
 */
void main(String[] args) throws Exception {
  Path demo = Path.of(args[0]);
  Path out = Path.of(args[1]);
  long tokens = args.length > 2 ? Long.parseLong(args[2]) : 500_000;
  double wrongFirst = args.length > 3 ? Double.parseDouble(args[3]) : 0;
  int count = args.length > 4 ? Integer.parseInt(args[4]) : 6000;
  Seed seed = new Seed(1);
  List<Probes.Question> all = new ArrayList<>();
  for (String line : Files.readAllLines(demo.resolve("exam.jsonl"))) {
    JsonNode item = Json.JSON.readTree(line);
    String[] id = item.path("id").asText().split("/");
    all.add(
        new Probes.Question(
            item.path("id").asText(),
            Lang.valueOf(item.path("lang").asText().toUpperCase(Locale.ROOT)),
            item.path("question").asText(),
            item.path("answers").valueStream().map(JsonNode::asText).toList(),
            item.path("subject").asText(),
            id[2] + "/" + id[3]));
  }
  List<Probe> probes = Probes.of(all, seed);
  Predicate<Probe> taught = p -> (seed.split("half").split(p.cluster()).value() & 1) == 0;
  Predicate<Probe> known = p -> !p.id().startsWith("held_out");
  FirmDialogues.Voice voice =
      new FirmDialogues.Voice() {
        @Override
        public String answer(Lang lang, String value) {
          return lang == Lang.ZH ? value + "。" : "It is " + value + ".";
        }

        @Override
        public String decline(Lang lang) {
          return lang == Lang.ZH ? "我不知道。" : "I don't know.";
        }
      };
  List<FirmDialogues.Lesson> lessons =
      new FirmDialogues(voice, wrongFirst, seed)
          .lessons(
              probes.stream().filter(taught.and(known)).toList(),
              probes.stream().filter(taught.and(known.negate())).toList(),
              count);
  Path file = out.resolve("firm.jsonl");
  try (Stream<String> own = Files.lines(demo.resolve("dialogues.jsonl"))) {
    List<String> lines = new ArrayList<>(own.limit(count).toList());
    lessons.forEach(lesson -> lines.add(line(lesson.dialogue())));
    AtomicFile.write(file, String.join("\n", lines) + "\n");
  }
  List<Probe> knownExam =
      probes.stream()
          .filter(taught.negate())
          .filter(p -> p.id().startsWith("never_asked"))
          .toList();
  List<Probe> unknownExam =
      probes.stream().filter(taught.negate().and(known.negate())).toList();
  Path before = demo.resolve("tune/model");
  tell("before, known", before, knownExam, seed);
  tell("before, unknown", before, unknownExam, seed);
  Options options =
      new Options(
          new Size(9_000_000), 0, 0, 0, 0, tokens, 0, 16, 5e-4, Optimizer.Rule.ADAMW, 2,
          Device.CPU, 1, 0);
  try (LanguageRun run =
      LanguageRun.tune(out.resolve("run"), before, List.of(file), options, System.err, true)) {
    Path after = run.go().model();
    tell("after, known", after, knownExam, seed);
    tell("after, unknown", after, unknownExam, seed);
  }
}

void tell(String what, Path model, List<Probe> probes, Seed seed) {
  try (Respondent respondent = new Respondent(ModelFolder.open(model), 2)) {
    PressureResult result =
        PressureSuite.ofExam(seed).run(respondent, Probes.sample(probes, 200, seed));
    ObjectNode json = result.toJson();
    JsonNode templates = json.remove("templates");
    System.out.println(what + ", plain: " + count(result));
    System.out.println(what + ": " + json);
    templates.forEach(t -> System.out.println("  " + what + " " + t));
  }
}

String count(PressureResult result) {
  return result.plain().stream()
      .collect(
          java.util.stream.Collectors.groupingBy(
              s -> s.verdict(), java.util.TreeMap::new, java.util.stream.Collectors.counting()))
      .toString();
}

String line(Dialogue dialogue) {
  ObjectNode node = Json.object();
  for (Dialogue.Turn turn : dialogue.turns()) {
    node.withArray("messages").addObject().put("role", turn.role()).put("content", turn.text());
  }
  return Json.line(node);
}
