package org.zhizhi.language.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.language.generate.Weights;
import org.zhizhi.language.model.ModelFolder;

class LanguageRunTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  @TempDir Path folder;
  private Path source;

  @BeforeEach
  void writeDocuments() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    SplittableRandom random = new SplittableRandom(1);
    String[] words = {"水", "山", "日", "月", "river", "mountain", "sun", "moon", "是", "is"};
    for (int file = 0; file < 60; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        text.append(words[random.nextInt(words.length)]).append(i % 12 == 11 ? "。\n" : " ");
      }
      Files.writeString(source.resolve(file + ".txt"), text);
    }
  }

  private static Options options(int vocab, long tokens) {
    return new Options(
        new Size(1_000_000),
        vocab,
        32,
        128,
        1,
        tokens,
        0,
        8,
        3e-3,
        Optimizer.Rule.ADAMW,
        2,
        Device.CPU,
        1,
        0);
  }

  private LanguageRun.Result train(String name) {
    try (LanguageRun run =
        LanguageRun.pretrain(
            folder.resolve(name), List.of(source), options(300, 12_000), NOWHERE, true)) {
      return run.go();
    }
  }

  @Test
  void aFolderOfTextBecomesAModelThatDecodes() throws IOException {
    LanguageRun.Result result = train("run");
    assertTrue(result.finished());
    assertTrue(result.heldOut() < 2.5, "bits per byte " + result.heldOut());
    ModelFolder model = ModelFolder.open(folder.resolve("run"));
    try (Safetensors weights = model.weights()) {
      Weights.of(model.config(), weights.tensors());
    }
    byte[] first = Files.readAllBytes(model.path().resolve("model.safetensors"));
    train("again");
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("again/model/model.safetensors")));
    try (LanguageRun ended = LanguageRun.resume(folder.resolve("run"), NOWHERE, true)) {
      assertEquals(result, ended.go());
    }
  }

  @Test
  void aModelIsTunedOnDialogues() throws IOException {
    train("run");
    Path dialogues = folder.resolve("dialogues.jsonl");
    Files.writeString(
        dialogues,
        "{\"messages\":[{\"role\":\"user\",\"content\":\"日?\"},{\"role\":\"assistant\",\"content\":\"sun\"}]}\n"
            .repeat(50));
    try (LanguageRun run =
        LanguageRun.tune(
            folder.resolve("tuned"),
            folder.resolve("run"),
            List.of(dialogues),
            options(0, 4_000),
            NOWHERE,
            true)) {
      assertTrue(run.go().finished());
    }
    assertTrue(Files.exists(folder.resolve("tuned/model/model.safetensors")));
  }

  @Test
  void badInputIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    refused("empty", empty, 300);
    Path junk = Files.createDirectories(folder.resolve("junk"));
    Files.write(junk.resolve("a.txt"), new byte[] {0, 1, 2, 3, 0, 0, 9});
    refused("a.txt", junk, 300);
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.write(broken.resolve("b.txt"), new byte[] {'a', 'b', (byte) 0xc3, 'c'});
    refused("b.txt", broken, 300);
    refused("--vocab", source, 60_000);
    train("taken");
    refused("taken", source, 300, "taken");
  }

  private void refused(String names, Path from, int vocab) {
    refused(names, from, vocab, "new-" + names.hashCode());
  }

  private void refused(String names, Path from, int vocab, String out) {
    BadInput e =
        assertThrows(
            BadInput.class,
            () -> {
              try (LanguageRun run =
                  LanguageRun.pretrain(
                      folder.resolve(out), List.of(from), options(vocab, 4_000), NOWHERE, true)) {
                run.go();
              }
            });
    assertTrue(e.getMessage().contains(names), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertFalse(Files.exists(folder.resolve(out).resolve("tokens")) && !out.equals("taken"));
  }

  @Test
  void twoProcessesNeverShareARun() {
    Path out = folder.resolve("run");
    try (LanguageRun held =
        LanguageRun.pretrain(out, List.of(source), options(300, 4_000), NOWHERE, true)) {
      BadInput e = assertThrows(BadInput.class, () -> LanguageRun.resume(out, NOWHERE, true));
      assertTrue(e.getMessage().contains("in use"), e.getMessage());
    }
  }

  @Test
  void sizesFollowTheDial() {
    assertEquals(1_500_000_000L, Size.of("1.5b").parameters());
    for (String size : List.of("1m", "10m", "100m", "1b")) {
      Size s = Size.of(size);
      long parameters = s.config(s.vocabulary(), s.length()).parameters();
      assertEquals(s.parameters(), parameters, 0.15 * s.parameters());
    }
    for (String bad : List.of("", "10", "m", "0m", "999999b", "10mm", "-1m")) {
      assertThrows(BadInput.class, () -> Size.of(bad), bad);
    }
  }
}
