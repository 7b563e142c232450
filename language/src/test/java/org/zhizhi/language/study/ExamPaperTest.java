package org.zhizhi.language.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.Document;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.language.generate.ReferenceModel;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.train.LanguageRun;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Size;

/** What is asked of a model that has learned one page by heart. */
class ExamPaperTest {
  @TempDir Path folder;

  private static final String PAGE =
      """
      What is the capital of France?
      Paris
      法国的首都是哪里？
      巴黎
      """;

  private Path learned() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(
        source.resolve("a.jsonl"),
        ("{\"text\": \"" + PAGE.replace("\n", "\\n") + "\"}\n").repeat(200));
    Options options =
        new Options(
            new Size(1_000_000),
            300,
            64,
            128,
            1,
            40_000,
            0,
            8,
            3e-3,
            Optimizer.Rule.ADAMW,
            2,
            Device.CPU,
            1,
            0);
    try (LanguageRun run =
        LanguageRun.pretrain(
            folder.resolve("run"),
            List.of(source),
            options,
            new PrintStream(OutputStream.nullOutputStream()),
            true)) {
      run.go();
    }
    return folder.resolve("run");
  }

  @Test
  void answersAndChoicesAreJudged() throws IOException {
    Path model = learned();
    Path exam = folder.resolve("exam.jsonl");
    Files.writeString(
        exam,
        """
        {"id": "1", "question": "What is the capital of France?", "answers": ["Paris"]}
        {"id": "2", "question": "What is the capital of France?", "answers": ["London"]}

        {"question": "法国的首都是哪里？", "answers": ["巴黎"], "choices": ["伦敦", "巴黎", "首都"]}
        {"question": "法国的首都是哪里？", "answers": ["首都"], "choices": ["首都", "巴黎"]}
        """);
    ExamPaper paper = ExamPaper.read(exam);
    assertEquals(4, paper.size());
    assertArrayEquals(new int[] {1, 0, 1, 0}, paper.right(ModelFolder.open(model)));

    try (ReferenceModel reference = ReferenceModel.open(model)) {
      List<Document> documents =
          Stream.of(PAGE, "法国的首都", "France, and what its capital may be: Paris!", "zq xj vk")
              .map(text -> new Document("d", text, "s", "", ""))
              .toList();
      double[] bits = reference.of(documents);
      assertTrue(bits[0] < 0.2, "what it knows by heart: " + bits[0]);
      assertTrue(bits[3] > 3, "what it has never seen: " + bits[3]);
      double[][] atOnce = new double[8][];
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(i -> Thread.ofPlatform().start(() -> atOnce[i] = reference.of(documents)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      for (double[] same : atOnce) {
        assertArrayEquals(bits, same);
      }
      assertTrue(reference.identity().matches("bits per byte by [0-9a-f]{64}"));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatNobodyCanKnowIsNotAsked() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("exam.jsonl"),
            """
            {"question": "a", "answers": ["b"]}
            {"question": "c", "answers": [], "known": false}
            {"question": "d", "answers": ["e", "f"], "choices": ["f", "g", "e"]}
            """);
    assertEquals(2, ExamPaper.read(file).size());
  }

  @Test
  void badPapersAreRefusedWithTheirLine() throws IOException {
    refused("line 2: not JSON", "{\"question\":\"a\",\"answers\":[\"b\"]}\nnonsense\n");
    refused("line 2: field question is missing", "{\"question\":\"a\",\"answers\":[\"b\"]}\n{}\n");
    refused(
        "none of the 1 choices", "{\"question\":\"a\",\"answers\":[\"b\"],\"choices\":[\"c\"]}\n");
    refused("holds 1 questions", "{\"question\":\"a\",\"answers\":[\"b\"]}\n");
    refused("holds 0 questions", "a text whose bits could be counted\n");
    assertThrows(BadInput.class, () -> ExamPaper.read(folder.resolve("none.jsonl")));
  }

  private void refused(String message, String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.jsonl"), lines);
    BadInput e = assertThrows(BadInput.class, () -> ExamPaper.read(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
