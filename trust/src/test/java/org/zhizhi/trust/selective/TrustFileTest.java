package org.zhizhi.trust.selective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.calibration.Calibrator;
import org.zhizhi.trust.calibration.Isotonic;
import org.zhizhi.trust.calibration.Logistic;
import org.zhizhi.trust.calibration.Platt;
import org.zhizhi.trust.calibration.Temperature;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.guarantee.Shift;

class TrustFileTest {
  private static final String MODEL = Digest.of("model");

  @TempDir Path folder;

  @Test
  void readsBackToTheBitWhatItWrote() {
    Isotonic isotonic = new Isotonic(new double[] {-1 / 3.0, 2}, new double[] {0.1, 2 / 3.0});
    for (Calibrator calibrator :
        List.of(isotonic, new Platt(1 / 7.0, -0.3), new Temperature(1.7))) {
      TrustFile written = trust(calibrator, true);
      Path file = folder.resolve(TrustFile.NAME);
      written.write(file);
      TrustFile read = TrustFile.read(file, MODEL);
      assertEquals(written.data(), read.data());
      assertEquals(written.signals(), read.signals());
      assertEquals(written.bound(), read.bound());
      assertEquals(written.created(), read.created());
      assertArrayEquals(written.reference().scores(), read.reference().scores());
      for (double s = -3; s < 4; s += 0.1) {
        double[] signals = {s, -s * s};
        assertEquals(written.selective().decide(signals), read.selective().decide(signals));
      }
    }
  }

  @Test
  void withoutAPromiseThereIsNoBound() {
    Path file = folder.resolve("none.json");
    trust(new Temperature(1), false).write(file);
    assertTrue(TrustFile.read(file, MODEL).bound().isEmpty());
    assertFalse(Json.read(file).has("bound"));
  }

  @Test
  void anotherModelsFileIsRefusedInOneLine() {
    Path file = folder.resolve("trust.json");
    trust(new Temperature(1), true).write(file);
    BadInput e =
        assertThrows(BadInput.class, () -> TrustFile.read(file, Digest.of("another model")));
    assertTrue(e.getMessage().contains("trust.json: model is " + MODEL.substring(0, 12)));
    assertTrue(e.getMessage().contains("calibrate this model"));
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void hostileValuesAreNamed() {
    refused("/calibrator/confidences/1", "0.05", "knot 1");
    refused("/calibrator/scores/1", "-9", "knot 1");
    refused("/calibrator/scores/0", "1e999", "calibrator.scores[0] is");
    refused("/calibrator/scores", "[]", "0 scores and 2 confidences");
    refused(
        "/calibrator/kind", "\"java.lang.Runtime\"", "calibrator.kind is \"java.lang.Runtime\"");
    refused("/signals/0/scale", "0", "scale 0.0");
    refused("/signals/1/weight", "\"NaN\"", "signals[1].weight is \"NaN\"");
    refused("/signals/1/name", "\"first\"", "for the second time");
    refused("/bound/answered", "101", "bound.answered is 101");
    refused("/bound/risk", "2", "risk 2.0");
    refused("/bound/n", "1.5", "bound.n is 1.5");
    refused("/reference/scores/1", "-5", "reference score 1");
    refused("/reference/n", "0", "of 0.0 items");
    refused("/model", "null", "model is null, not an object");
    refused("/format", "2", "format is 2, this version reads 1");
    refused("/data/0/name", "\"" + "x".repeat(2000) + "\"", "data[0].name");
    refused("/intercept", "null", "intercept is null");
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws IOException {
    Path file = folder.resolve("long.json");
    Files.write(file, new byte[(16 << 20) + 1]);
    assertTrue(
        assertThrows(BadInput.class, () -> TrustFile.read(file, MODEL))
            .getMessage()
            .contains("16777217 bytes, more than 16777216"));
    assertThrows(BadInput.class, () -> TrustFile.read(folder.resolve("no.json"), MODEL));
  }

  @Test
  void spoiltFilesAreRefusedOrSound() throws IOException {
    Path file = folder.resolve("trust.json");
    trust(new Isotonic(new double[] {-1, 0, 2}, new double[] {0.1, 0.4, 0.9}), true).write(file);
    String good = Files.readString(file);
    SplittableRandom random = new Seed(1).random();
    String alphabet = "0123456789.-+eE,:{}[]\"nultrfas \n";
    int refused = 0;
    int rounds = 4000;
    for (int round = 0; round < rounds; round++) {
      StringBuilder text = new StringBuilder(good);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(9)));
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
        }
      }
      Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
      try {
        Selective rule = TrustFile.read(file, MODEL).selective();
        double[] signals = new double[rule.combination().signals()];
        double confidence = rule.decide(signals).confidence();
        assertTrue(confidence >= 0 && confidence <= 1, "confidence " + confidence);
      } catch (BadInput e) {
        refused++;
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
    assertTrue(refused > rounds / 2, refused + " refused");
  }

  @Test
  void bytesOfAnyKindAreRefused() throws IOException {
    Path file = folder.resolve("trust.json");
    SplittableRandom random = new Seed(2).random();
    List<byte[]> all = new ArrayList<>();
    all.add("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    all.add(("{\"format\":" + "9".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      all.add(bytes);
    }
    for (byte[] bytes : all) {
      Files.write(file, bytes);
      BadInput e = assertThrows(BadInput.class, () -> TrustFile.read(file, MODEL));
      assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    }
  }

  /** Sets the value at a path and expects a refusal that says so. */
  private void refused(String path, String value, String message) {
    Path file = folder.resolve("trust.json");
    trust(new Isotonic(new double[] {-1, 2}, new double[] {0.1, 0.9}), true).write(file);
    JsonNode root = Json.read(file);
    int slash = path.lastIndexOf('/');
    JsonNode parent = root.at(path.substring(0, slash));
    String name = path.substring(slash + 1);
    JsonNode node = Json.yaml("test", value.getBytes(StandardCharsets.UTF_8));
    if (value.equals("1e999")) {
      node = Json.object().numberNode(Double.POSITIVE_INFINITY);
    }
    if (parent instanceof ObjectNode object) {
      object.set(name, node);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(name), node);
    }
    Json.write(file, root);
    BadInput e = assertThrows(BadInput.class, () -> TrustFile.read(file, MODEL), path);
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  private static TrustFile trust(Calibrator calibrator, boolean bound) {
    return new TrustFile(
        MODEL,
        "2026-01-01T00:00:00Z",
        List.of(
            new TrustFile.Source("facts", Digest.of("facts"), "tuning", 500),
            new TrustFile.Source("exam 考题", Digest.of("exam"), "calibration", 100)),
        List.of("first", "second"),
        new Logistic(
            new double[] {0.1, -3},
            new double[] {1 / 3.0, 2},
            new double[] {-1, -9},
            new double[] {1, 0},
            new double[] {0.7, -0.2},
            1 / 9.0),
        calibrator,
        bound
            ? Optional.of(new Guarantee.Reached(new Aim(0.05, 0.9), 0.25, 80, 1, 100, 40))
            : Optional.empty(),
        new Shift.Reference(new double[] {-2, 0.1, 1 / 3.0}, 3));
  }
}
