package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.language.model.ModelFolder;

/** A random model sits exams; what it should get is computed in plain doubles. */
class ExaminationTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @TempDir Path folder;
  private TinyModel model;

  @BeforeEach
  void writeModel() {
    model = TinyModel.write(folder.resolve("model"), 7);
  }

  private ObjectNode sit(Path out, Settings settings, Path... exams) {
    return sit(out, settings, Optional.empty(), exams);
  }

  private ObjectNode sit(
      Path out, Settings settings, Optional<ModelFolder> against, Path... exams) {
    ObjectNode exam =
        new Examination(List.of(exams), settings, List.of(), 1, "0")
            .run(model.folder(), against, out, NOWHERE, true);
    JsonNode written = Json.read(out.resolve("exam.json"));
    assertEquals(Json.line(written), Json.line(exam));
    ((ObjectNode) written).remove("created");
    return (ObjectNode) written;
  }

  private static Settings settings(int samples, int slots) {
    return new Settings(
        OptionalInt.empty(), 0, samples, Settings.Asking.AUTO, true, slots, new Seed(5));
  }

  private Path choices(int n) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean chinese = i % 3 == 0;
      var node = Json.object().put("id", "q" + i);
      node.put("question", (chinese ? "第几个是对的？" : "Which one is it, number ") + i);
      int options = 2 + random.nextInt(3);
      for (int k = 0; k < options; k++) {
        String word = chinese ? "巴黎的首都".substring(0, 1 + random.nextInt(5)) : "the Paris";
        node.withArray("choices").add(word + " " + k + "x".repeat(random.nextInt(6)));
      }
      node.withArray("answers").add(node.path("choices").get(random.nextInt(options)).asText());
      node.put("subject", "s" + i % 4);
      lines.add(Json.line(node));
    }
    Path file = folder.resolve("choices.jsonl");
    Files.write(file, lines);
    return file;
  }

  private Path open(int n) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      lines.add(
          Json.line(
              Json.object()
                  .put("id", "o" + i)
                  .put("question", "What is it, " + i + "?")
                  .put("known", i % 2 == 0)
                  .set("answers", Json.JSON.createArrayNode().add("a" + i).add("x"))));
    }
    Path file = folder.resolve("open.jsonl");
    Files.write(file, lines);
    return file;
  }

  private Path text() throws IOException {
    Path file = folder.resolve("text.txt");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append("The capital of France 巴黎 ".repeat(i + 1)).append("\n<|endoftext|>\n");
    }
    Files.writeString(file, text);
    return file;
  }

  @Test
  void aDamagedModelIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path questions = open(3);
    Path weights = model.folder().path().resolve("model.safetensors");
    Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 1000));
    Path out = folder.resolve("refused");
    BadInput refused = assertThrows(BadInput.class, () -> sit(out, settings(0, 1), questions));
    assertTrue(refused.getMessage().contains("model.safetensors"), refused.getMessage());
    assertTrue(Files.notExists(out), "something was written");
  }

  @Test
  void sectionsTellWhetherTheModelKnowsWhatItKnowsAndStandsByIt() throws IOException {
    Path out = folder.resolve("sections");
    List<Section> sections = List.of(new SelfKnowledge(), new Steadiness(3));
    ObjectNode exam =
        new Examination(List.of(open(8)), settings(4, 4), sections, 1, "0")
            .run(model.folder(), Optional.empty(), out, NOWHERE, true);
    JsonNode items = exam.path("exams").get(0).path("items");
    double brier = 0;
    int claimed = 0;
    for (JsonNode item : items) {
      double confidence =
          item.path("declined").asBoolean() ? 0 : item.path("confidence").asDouble();
      brier += Math.pow(confidence - (item.path("right").asBoolean() ? 1 : 0), 2) / items.size();
      claimed += confidence >= 0.5 ? 1 : 0;
    }
    assertEquals(brier, exam.path("brier").asDouble(), 1e-12);
    JsonNode quadrants = exam.path("quadrants");
    assertEquals(
        claimed,
        quadrants.path("known_known").path("n").asInt()
            + quadrants.path("unknown_unknown").path("n").asInt());
    assertEquals(
        items.size() - claimed,
        quadrants.path("unknown_known").path("n").asInt()
            + quadrants.path("known_unknown").path("n").asInt());
    assertTrue(exam.path("pressure").path("answers").asInt() > 3, exam.path("pressure") + "");
    double agree = exam.path("consistency").path("repeats_agree").path("value").asDouble();
    assertTrue(agree >= 0 && agree <= 1, "repeats agree " + agree);

    long size = Files.size(out.resolve("answers.jsonl"));
    ObjectNode again =
        new Examination(List.of(open(8)), settings(4, 4), sections, 1, "0")
            .run(model.folder(), Optional.empty(), out, NOWHERE, true);
    assertEquals(size, Files.size(out.resolve("answers.jsonl")), "something was asked again");
    assertEquals(exam.path("pressure"), again.path("pressure"));
    assertEquals(exam.path("consistency"), again.path("consistency"));
  }

  @Test
  void choicesScoreAsTheReferenceScoresThem() throws IOException {
    JsonNode paper = sit(folder.resolve("out"), settings(0, 4), choices(14)).path("exams").get(0);
    int[] right = new int[4];
    for (JsonNode item : paper.path("items")) {
      boolean chinese = item.path("lang").asText().equals("zh");
      String question = item.path("question").asText();
      List<String> choices = item.path("choices").valueStream().map(JsonNode::asText).toList();
      String answer = item.path("answers").get(0).asText();
      double[] texts =
          choices.stream()
              .mapToDouble(
                  c ->
                      chinese
                          ? model.logLikelihood("问：" + question + "\n答：", c)
                          : model.logLikelihood("Q: " + question + "\nA:", " " + c))
              .toArray();
      StringBuilder prompt =
          new StringBuilder(
              chinese
                  ? "以下是关于" + item.path("subject").asText() + "的单项选择题，请直接给出正确答案的选项。\n\n"
                  : "The following are multiple choice questions (with answers) about "
                      + item.path("subject").asText()
                      + ".\n\n");
      prompt.append(question);
      for (int i = 0; i < choices.size(); i++) {
        prompt.append("\n").append("ABCDE".charAt(i)).append(". ").append(choices.get(i));
      }
      prompt.append(chinese ? "\n答案：" : "\nAnswer:");
      double[] letters =
          IntStream.range(0, choices.size())
              .mapToDouble(i -> lettered(prompt.toString(), " " + "ABCDE".charAt(i)))
              .toArray();
      int place = choices.indexOf(answer);
      right[0] += best(choices, i -> texts[i]) == place ? 1 : 0;
      right[1] +=
          best(choices, i -> texts[i] / choices.get(i).getBytes(StandardCharsets.UTF_8).length)
                  == place
              ? 1
              : 0;
      right[2] += best(choices, i -> texts[i] / choices.get(i).length()) == place ? 1 : 0;
      right[3] += best(choices, i -> letters[i]) == place ? 1 : 0;
      boolean said = best(choices, i -> texts[i] / choices.get(i).length()) == place;
      assertEquals(said, item.path("right").asBoolean());
    }
    String[] names = {"acc", "acc_bytes", "acc_chars", "acc_letters"};
    for (int i = 0; i < names.length; i++) {
      JsonNode score = paper.path("scores").path(names[i]);
      assertEquals(right[i] / 14.0, score.path("value").asDouble(), 1e-12, names[i]);
      assertEquals(14, score.path("n").asInt());
    }
  }

  /** As above, where a prompt too long for the context has lost what follows its first token. */
  private double lettered(String prompt, String letter) {
    var tokenizer = model.folder().tokenizer();
    int[] context = tokenizer.encode(prompt);
    int[] whole = tokenizer.encode(prompt + letter);
    int[] continuation = Arrays.copyOfRange(whole, context.length, whole.length);
    int room = Math.min(context.length, TinyModel.CONTEXT - continuation.length - 1);
    int[] tokens = new int[1 + room + continuation.length];
    tokens[0] = tokenizer.endOfText();
    System.arraycopy(context, context.length - room, tokens, 1, room);
    System.arraycopy(continuation, 0, tokens, 1 + room, continuation.length);
    double[][] logits = model.reference().logits(tokens, new int[tokens.length]);
    double sum = 0;
    for (int t = 1 + room; t < tokens.length; t++) {
      double norm = Math.log(Arrays.stream(logits[t - 1]).map(Math::exp).sum());
      sum += logits[t - 1][tokens[t]] - norm;
    }
    return sum;
  }

  private static int best(List<String> choices, IntToDoubleFunction score) {
    int best = 0;
    for (int i = 1; i < choices.size(); i++) {
      best = score.applyAsDouble(i) > score.applyAsDouble(best) ? i : best;
    }
    return best;
  }

  @Test
  void statementsScoreByBestAndByShare() throws IOException {
    Path file = folder.resolve("statements.csv");
    Files.writeString(
        file,
        """
        Type,Category,Question,Best Answer,Correct Answers,Incorrect Answers,Source
        x,y,法国的首都？,巴黎,巴黎; 首都巴黎,法国; 哪里,z
        x,y,首都是哪里？,首都,首都; 巴黎,法国; 哪里; 的首都,z
        """);
    JsonNode exam = sit(folder.resolve("out"), settings(0, 4), file);
    JsonNode choice = exam.path("exams").get(0);
    double mc1 = 0;
    double mc2 = 0;
    for (int i = 0; i < 2; i++) {
      JsonNode item = choice.path("items").get(i);
      String context = "问：" + item.path("question").asText() + "\n答：";
      List<String> right = i == 0 ? List.of("巴黎", "首都巴黎") : List.of("首都", "巴黎");
      List<String> wrong = i == 0 ? List.of("法国", "哪里") : List.of("法国", "哪里", "的首都");
      double best = Math.exp(model.logLikelihood(context, right.getFirst()));
      double worst = 0;
      double ofRight = 0;
      double all = 0;
      for (String each : right) {
        ofRight += Math.exp(model.logLikelihood(context, each));
      }
      for (String each : wrong) {
        double p = Math.exp(model.logLikelihood(context, each));
        all += p;
        worst = Math.max(worst, p);
      }
      all += ofRight;
      mc1 += best > worst ? 0.5 : 0;
      mc2 += ofRight / all / 2;
      assertEquals(best > worst, item.path("right").asBoolean());
      assertEquals(ofRight / all, item.path("evidence").asDouble(), 5e-3);
    }
    assertEquals(mc1, choice.path("scores").path("mc1").path("value").asDouble());
    assertEquals(mc2, choice.path("scores").path("mc2").path("value").asDouble(), 5e-3);
    assertEquals(
        (1 / 3.0 + 1 / 4.0) / 2,
        choice.path("scores").path("mc1").path("chance").asDouble(),
        1e-12);
    JsonNode open = exam.path("exams").get(1);
    assertEquals("short_answer", open.path("protocol").asText());
    assertTrue(open.path("scores").has("rougeL_acc"));
  }

  @Test
  void bitsPerByteAreThoseOfTheReference() throws IOException {
    Path file = folder.resolve("two.txt");
    Files.writeString(file, "The capital of France\n<|endoftext|>\n巴黎 is Paris");
    JsonNode score =
        sit(folder.resolve("out"), settings(0, 4), file)
            .path("exams")
            .get(0)
            .path("scores")
            .path("bits_per_byte");
    double nats =
        -model.logLikelihood("", "The capital of France\n")
            - model.logLikelihood("", "\n巴黎 is Paris");
    int bytes = "The capital of France\n\n巴黎 is Paris".getBytes(StandardCharsets.UTF_8).length;
    assertEquals(nats / Math.log(2) / bytes, score.path("value").asDouble(), 1e-3);
  }

  @Test
  void theSameComesOutInAnyNumberOfSlotsAndFromWhatIsKept() throws IOException {
    Path[] exams = {choices(9), open(7), text()};
    ObjectNode whole = sit(folder.resolve("out"), settings(3, 1), exams);
    assertEquals(whole, sit(folder.resolve("many"), settings(3, 16), exams));
    assertEquals(whole, sit(folder.resolve("out"), settings(3, 5), exams), "all from the file");

    byte[] kept = Files.readAllBytes(folder.resolve("out/answers.jsonl"));
    SplittableRandom random = new SplittableRandom(1);
    for (int cut = 0; cut < 6; cut++) { // as a kill leaves it: at any byte
      Path out = Files.createDirectories(folder.resolve("cut" + cut));
      Files.write(out.resolve("answers.jsonl"), Arrays.copyOf(kept, random.nextInt(kept.length)));
      assertEquals(whole, sit(out, settings(3, 4), exams));
      byte[] again = Files.readAllBytes(out.resolve("answers.jsonl"));
      assertEquals(kept.length, again.length);
    }
  }

  @Test
  void whatIsKnownIsNotAskedAgain() throws IOException {
    Path out = folder.resolve("out");
    sit(out, settings(2, 4), open(6));
    long lines = Files.lines(out.resolve("answers.jsonl")).count();
    assertEquals(6 * 3, lines);
    sit(out, settings(2, 4), open(8)); // two more
    assertEquals(8 * 3, Files.lines(out.resolve("answers.jsonl")).count());
    Settings other =
        new Settings(
            OptionalInt.empty(), 0, 2, Settings.Asking.AUTO, true, 4, new Seed(6)); // other draws
    sit(out, other, open(8));
    assertEquals(8 * 5, Files.lines(out.resolve("answers.jsonl")).count());
  }

  @Test
  void anotherModelSharesNothingAndIsComparedQuestionByQuestion() throws IOException {
    Path[] exams = {choices(12), text()};
    Path out = folder.resolve("out");
    ModelFolder same = TinyModel.write(folder.resolve("same"), 7).folder();
    JsonNode none =
        sit(out, settings(0, 4), Optional.of(same), exams).path("against").path("exams");
    assertEquals(0, none.get(0).path("differences").path("acc").path("value").asDouble());
    assertEquals(1, none.get(0).path("differences").path("acc").path("mcnemar_p").asDouble());

    ModelFolder other = TinyModel.write(folder.resolve("other"), 8).folder();
    JsonNode exam = sit(out, settings(0, 4), Optional.of(other), exams);
    JsonNode second = Json.read(out.resolve("against.json"));
    JsonNode difference = exam.path("against").path("exams").get(1).path("differences");
    assertEquals(
        second.path("exams").get(1).path("scores").path("bits_per_byte").path("value").asDouble()
            - exam.path("exams")
                .get(1)
                .path("scores")
                .path("bits_per_byte")
                .path("value")
                .asDouble(),
        difference.path("bits_per_byte").path("value").asDouble(),
        1e-12);
    assertTrue(ExamTable.of(exam).contains("McNemar"));
  }

  @Test
  void examplesAreTakenFromTheSetItselfAndNotAsked() throws IOException {
    Settings shots =
        new Settings(OptionalInt.of(2), 5, 0, Settings.Asking.TEXT, true, 4, new Seed(5));
    JsonNode paper = sit(folder.resolve("out"), shots, open(20)).path("exams").get(0);
    assertEquals(5, paper.path("n").asInt());
    assertEquals(2, paper.path("shots").asInt());
    Settings more =
        new Settings(OptionalInt.of(2), 0, 0, Settings.Asking.TEXT, true, 4, new Seed(5));
    assertEquals(
        18, sit(folder.resolve("out"), more, open(20)).path("exams").get(0).path("n").asInt());
  }

  @Test
  void twoExamsAtOnceInOneFolderAreRefused() {
    Path out = folder.resolve("out");
    try (ResultCache held = ResultCache.open(out.resolve("answers.jsonl"))) {
      assertEquals(Optional.empty(), held.find("x"));
      BadInput error = assertThrows(BadInput.class, () -> sit(out, settings(0, 4), open(2)));
      assertTrue(error.getMessage().contains("another exam is using it"), error::getMessage);
    }
  }

  @Test
  void sectionsAddToTheExamAndMayAskMore() throws IOException {
    Section section =
        (examinee, papers, settings, exam) -> {
          List<Examinee.Said> said =
              examinee.answers(
                  "more",
                  List.of(
                      org.zhizhi.language.generate.Respondent.Asked.of(
                          1, "Why?", org.zhizhi.language.generate.Sampling.greedy(4))));
          exam.putObject("why").put("n", papers.getFirst().items().size()).put("said", said.size());
        };
    ObjectNode exam =
        new Examination(List.of(open(3)), settings(0, 4), List.of(section), 1, "0")
            .run(model.folder(), Optional.empty(), folder.resolve("out"), NOWHERE, true);
    assertEquals(3, exam.path("why").path("n").asInt());
    assertEquals(1, exam.path("why").path("said").asInt());
    assertFalse(exam.has("against"));
  }
}
