package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.Json;
import org.zhizhi.base.page.Text;

/** {@code study.json}: settings, every measurement, and what they show. */
final class Conclusion {
  private static final Text BITS = new Text("bits per byte", "比特每字节");

  private final StudySettings settings;
  private final Ready ready;
  private final Yardstick yardstick;
  private final Optional<ExamPaper> exam;
  private final Map<String, List<JsonNode>> results;

  /**
   * @param results measurements of each setting by seed
   */
  Conclusion(
      StudySettings settings,
      Ready ready,
      Yardstick yardstick,
      Optional<ExamPaper> exam,
      Map<String, List<JsonNode>> results) {
    this.settings = settings;
    this.ready = ready;
    this.yardstick = yardstick;
    this.exam = exam;
    this.results = results;
  }

  ObjectNode json() {
    Findings findings = findings();
    ObjectNode study = Json.object().put("format", "zhizhi-study-1");
    study.set("settings", settings.json());
    study.set("plan", Json.JSON.valueToTree(ready.plan()));
    study.set("domains", Json.JSON.valueToTree(ready.pool().domains()));
    study.put("held_documents", ready.pool().held().size());
    exam.ifPresent(e -> study.put("exam_questions", e.size()));
    study.set("measures", findings.measures());
    ArrayNode arms = study.putArray("arms");
    for (String arm : ready.design().arms().keySet()) {
      ObjectNode node = arms.addObject().put("arm", arm);
      node.set("means", findings.means(arm));
      ArrayNode seeds = node.putArray("seeds");
      for (JsonNode result : results.get(arm)) {
        ObjectNode copy = result.deepCopy();
        copy.remove("seconds"); // all else is the same however often the study is run
        copy.remove("arm");
        seeds.add(copy);
      }
    }
    study.set("design", ready.design().json());
    ArrayNode questions = study.putArray("questions");
    for (Design.Contest contest : ready.design().contests()) {
      questions
          .addObject()
          .put("question", contest.question().word())
          .set("answers", findings.answers(contest));
    }
    return study;
  }

  private Findings findings() {
    List<Held> held = ready.pool().held();
    List<String> names = ready.pool().names();
    int[] domain = held.stream().mapToInt(Held::domain).toArray();
    double[] bytes = Arrays.stream(yardstick.bytes()).asDoubleStream().toArray();
    Text all =
        names.size() == 1
            ? new Text("held-out documents", "留出文档")
            : new Text("mean of the domains", "各领域平均");
    Findings findings = new Findings();
    findings.add(
        new Findings.Measure(
            "overall",
            all,
            true,
            BITS,
            arm -> Findings.groups(results.get(arm), "bits", domain, bytes)));
    for (int d = 0; d < names.size() && names.size() > 1; d++) {
      int wanted = d;
      findings.add(
          new Findings.Measure(
              "domain:" + names.get(d),
              Text.same(names.get(d)),
              true,
              BITS,
              arm ->
                  List.of(Findings.groups(results.get(arm), "bits", domain, bytes).get(wanted))));
    }
    if (ready.design().filters() && held.stream().anyMatch(h -> !h.found().equals(h.curated()))) {
      double[] found = Arrays.stream(yardstick.bytesAsFound()).asDoubleStream().toArray();
      findings.add(
          new Findings.Measure(
              "as_found",
              new Text("the same as they were found", "同样的文档，未经整理"),
              true,
              BITS,
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

  /** The conclusions of a {@code study.json}, for the terminal. */
  static String words(JsonNode study) {
    StringBuilder text = new StringBuilder();
    for (JsonNode question : study.path("questions")) {
      Text title = Question.of(question.path("question").asText()).title();
      text.append(title.en()).append(" · ").append(title.zh()).append('\n');
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
}
