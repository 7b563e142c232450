package org.zhizhi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Json;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.knows.Answer;
import org.zhizhi.language.knows.Answerer;
import org.zhizhi.language.model.ModelFolder;

/** From a model to a promise and back, as a user meets it. */
class CalibrateTest {
  @TempDir static Path folder;
  private static Path run;
  private final Program zhizhi = new Program();

  @BeforeAll
  static void train() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    for (int i = 0; i < 30; i++) {
      Files.writeString(source.resolve(i + ".md"), ("abc " + i + " def ghi ").repeat(20));
    }
    run = folder.resolve("run");
    new Program()
        .does(
            List.of(
                "train",
                source.toString(),
                "--out",
                run.toString(),
                "--quiet",
                "--size",
                "1m",
                "--vocab",
                "280",
                "--length",
                "128",
                "--width",
                "128",
                "--layers",
                "1",
                "--batch",
                "4",
                "--tokens",
                "4000",
                "--threads",
                "2"));
  }

  @AfterEach
  void forget() throws IOException {
    Files.deleteIfExists(run.resolve("model/trust.json"));
  }

  /** Questions of which the model gets the first {@code right} right. */
  private String questions(String name, int from, int n, int right) throws IOException {
    List<String> questions = new ArrayList<>();
    for (int i = from; i < from + n; i++) {
      questions.add("a" + i + "?");
    }
    List<Answer> said;
    try (Respondent respondent = new Respondent(ModelFolder.open(run), 2)) {
      said = new Answerer(respondent, java.util.Optional.empty()).answers(questions, done -> {});
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      ObjectNode line = Json.object().put("id", "q" + i).put("question", questions.get(i));
      line.putArray("answers")
          .add(i < right && said.get(i).answered() ? said.get(i).said() : "no such thing");
      lines.add(Json.line(line));
    }
    return Files.write(folder.resolve(name), lines).toString();
  }

  @Test
  void aPromiseIsFoundKeptAndGoneByEverywhere() throws IOException {
    String mine = questions("mine.jsonl", 0, 120, 120);
    List<String> calibrate = List.of("calibrate", run.toString(), mine, "--risk", "0.1", "--quiet");
    zhizhi.does(calibrate);
    assertTrue(zhizhi.out().startsWith(run.resolve("model/trust.json").toString()), zhizhi.out());
    assertTrue(zhizhi.out().contains("at most 10 % are wrong, with 90 % confidence"));
    assertTrue(zhizhi.out().contains("错的至多 10%（置信度 90%）"), zhizhi.out());

    String exam = questions("exam.jsonl", 500, 50, 50);
    Path out = folder.resolve("out");
    List<String> sit =
        List.of(
            "exam",
            run.toString(),
            exam,
            "--ask",
            "chat",
            "--samples",
            "0",
            "--pressure",
            "0",
            "--out",
            out.toString(),
            "--quiet");
    zhizhi.does(sit);
    assertTrue(zhizhi.out().contains("kept here: 0 % wrong (0/"), zhizhi.out());
    JsonNode json = Json.read(out.resolve("exam.json"));
    assertEquals(50, json.at("/trust/covered").asInt());
    assertTrue(json.at("/bound/kept").asBoolean());
    assertTrue(json.at("/resplits/held_share").asDouble() > 0.99, json.path("resplits")::toString);
    assertTrue(Files.readString(out.resolve("exam.html")).contains("Is the promise kept?"));

    List<String> seen = new ArrayList<>(sit);
    seen.set(2, mine);
    zhizhi.does(seen);
    assertTrue(zhizhi.out().contains("WARNING: the model was calibrated on"), zhizhi.out());

    Path other = folder.resolve("other");
    Files.createDirectories(other);
    for (String file :
        List.of(
            "config.json", "tokenizer.json", "tokenizer_config.json", "generation_config.json")) {
      Files.copy(run.resolve("model").resolve(file), other.resolve(file));
    }
    byte[] weights = Files.readAllBytes(run.resolve("model/model.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(other.resolve("model.safetensors"), weights);
    Files.copy(run.resolve("model/trust.json"), other.resolve("trust.json"));
    zhizhi.refuses(List.of("chat", other.toString()), "trust.json: model is", "./zhizhi calibrate");
  }

  @Test
  void probesAreNotFittedToTooFewQuestions() throws IOException {
    String few = questions("few.jsonl", 1000, 30, 30);
    zhizhi.refuses(
        List.of("calibrate", run.toString(), few, "--probes", "--quiet"),
        "30 questions are too few for --probes",
        "1000");
    assertFalse(Files.exists(run.resolve("model/probes.safetensors")));
  }

  @Test
  void aModelThatKnowsNothingIsAnsweredWithOneAndKeepsItsConfidence() throws IOException {
    String mine = questions("mine.jsonl", 0, 150, 0);
    assertEquals(
        1,
        zhizhi.run(List.of("calibrate", run.toString(), mine, "--json", "--quiet")),
        zhizhi.err());
    JsonNode found = Json.JSON.readTree(zhizhi.out());
    assertFalse(found.path("reached").asBoolean());
    assertEquals("too many wrong", found.at("/bound/why").asText());
    JsonNode trust = Json.read(run.resolve("model/trust.json"));
    assertFalse(trust.has("bound"));
    assertEquals(
        trust.path("data").get(0).path("digest"), trust.path("data").get(1).path("digest"));
  }

  @Test
  void whatCannotBeUsedIsSaidInOneLineAndNothingIsLeft() throws IOException {
    String few = questions("few.jsonl", 0, 40, 40);
    List<String> calibrate = List.of("calibrate", run.toString(), few, "--quiet");
    zhizhi.refuses(calibrate, "few.jsonl", "at least 45", "give 135 questions or more");
    Path choices = folder.resolve("choices.jsonl");
    Files.writeString(
        choices,
        "{\"id\":\"1\",\"question\":\"?\",\"answers\":[\"a\"],\"choices\":[\"a\",\"b\"]}\n");
    zhizhi.refuses(
        List.of("calibrate", run.toString(), choices.toString()), "has no short questions");
    zhizhi.refuses(
        List.of("calibrate", run.toString(), few, "--risk", "1.5"), "--risk 1.5: out of range");
    zhizhi.refuses(List.of("calibrate", folder.toString(), few), "no model here");
    assertTrue(Files.notExists(run.resolve("model/trust.json")));
  }
}
