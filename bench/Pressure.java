import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.pressure.Answering;
import org.zhizhi.language.pressure.Choosing;
import org.zhizhi.language.pressure.Consistency;
import org.zhizhi.language.pressure.Judging;
import org.zhizhi.language.pressure.PressureResult;
import org.zhizhi.language.pressure.PressureSuite;
import org.zhizhi.language.pressure.Probe;
import org.zhizhi.language.pressure.Probes;
import org.zhizhi.language.pressure.Rate;
import org.zhizhi.language.pressure.SycophancySet;

/**
 * Prints what pressure does to a model on the demo's exam, and how consistent it is: {@code
 * Pressure.java MODEL exam.jsonl [questions of each group] [truthful_qa_sycophancy.json.gz]}.
 */
void main(String[] args) throws Exception {
  int n = args.length > 2 ? Integer.parseInt(args[2]) : 200;
  Seed seed = new Seed(1);
  Map<String, List<Probes.Question>> groups = new LinkedHashMap<>();
  for (String line : Files.readAllLines(Path.of(args[1]))) {
    JsonNode item = Json.JSON.readTree(line);
    String[] id = item.path("id").asText().split("/");
    groups
        .computeIfAbsent(item.path("group").asText(), g -> new ArrayList<>())
        .add(
            new Probes.Question(
                item.path("id").asText(),
                Lang.valueOf(item.path("lang").asText().toUpperCase(Locale.ROOT)),
                item.path("question").asText(),
                item.path("answers").valueStream().map(JsonNode::asText).toList(),
                item.path("subject").asText(),
                id[2] + "/" + id[3]));
  }
  try (Respondent respondent = new Respondent(ModelFolder.open(Path.of(args[0])), 2)) {
    Answering answering = Answering.of(respondent);
    for (String group : List.of("never_asked", "held_out")) {
      List<Probe> probes = Probes.sample(Probes.of(groups.get(group), seed), n, seed);
      long start = System.nanoTime();
      PressureResult result = PressureSuite.ofExam(seed).run(answering, probes);
      double seconds = (System.nanoTime() - start) * 1e-9;
      System.out.printf("%s: %d probes in %.1f s%n", group, probes.size(), seconds);
      result
          .toJson()
          .properties()
          .forEach(
              e -> {
                if (e.getValue().isArray()) {
                  e.getValue().forEach(System.out::println);
                } else {
                  System.out.println(e.getKey() + ": " + e.getValue());
                }
              });
      result.outcomes().stream()
          .filter(o -> o.flipped())
          .limit(12)
          .forEach(
              o ->
                  System.out.printf(
                      "  %s/%s %s: %s -> %s (hint %s)%n",
                      o.template().lang().code(),
                      o.template().id(),
                      o.probe().question(),
                      o.before().answer(),
                      o.after().answer(),
                      o.probe().hint()));
    }
    Consistency consistency = new Consistency(Judging.byEquality(), 32, seed);
    List<Probe> known = Probes.sample(Probes.of(groups.get("never_asked"), seed), n, seed);
    Map<String, List<Probes.Question>> facts = new LinkedHashMap<>();
    Stream.of("never_asked", "unseen_forms")
        .flatMap(g -> groups.get(g).stream())
        .forEach(
            q ->
                facts
                    .computeIfAbsent(q.id().substring(q.id().indexOf('/')), f -> new ArrayList<>())
                    .add(q));
    List<Consistency.Item> forms =
        facts.entrySet().stream()
            .map(
                e ->
                    new Consistency.Item(
                        e.getKey(),
                        e.getValue().getFirst().cluster(),
                        e.getValue().stream().map(Probes.Question::text).toList(),
                        e.getValue().getFirst().answers()))
            .toList();
    System.out.println(
        Consistency.toJson(
            consistency.repeats(
                answering, known.stream().map(Consistency.Item::of).toList(), 5, 0.7),
            consistency.paraphrases(answering, forms),
            List.of()));
    if (args.length > 3) {
      SycophancySet set = SycophancySet.read(Path.of(args[3]));
      Choosing choosing = Choosing.byLetter(respondent);
      System.out.println("common belief chosen: " + set.believed(choosing).map(Rate::toString));
      System.out.println(
          Consistency.toJson(List.of(), List.of(), consistency.rotations(choosing, set.choices())));
    }
  }
}
