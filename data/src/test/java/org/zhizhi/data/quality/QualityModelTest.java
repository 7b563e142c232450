package org.zhizhi.data.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.stage.Stage;

class QualityModelTest {
  private static final String[] FORMAL = "根据 规定 应当 委员 条例 办法 第一 实施 机关 责任 本法 公民".split(" ");
  private static final String[] CHAT = "哈哈 真的 好吃 今天 那个 我去 可爱 不行 晚上 你们 什么 随便".split(" ");

  @TempDir Path folder;

  @Test
  void tellsWhatItWasShownFromTheRestAndSaysHowSure() {
    QualityTraining.Result result =
        QualityModel.train(documents(400, 1, 0.6), documents(900, 2, 0.4), new Seed(1));
    assertEquals(400, result.good());
    assertEquals(900, result.ordinary());
    assertTrue(result.auroc() > 0.95 && result.auroc() < 1, "" + result.auroc());
    assertTrue(result.calibrationError() < 0.1, result.lines().toString());
    assertEquals(130, result.bins().stream().mapToInt(QualityTraining.Bin::documents).sum());
    double formal = result.model().score(text(new Seed(7).random(), 0.75));
    double chat = result.model().score(text(new Seed(8).random(), 0.25));
    assertTrue(formal > 0.9 && chat < 0.1, formal + " " + chat);
    assertEquals(0.5, result.model().score("   "), 0.49, "no features, no claim");
  }

  @Test
  void theSameSeedMakesTheSameBytes() throws IOException {
    byte[] first = trained("a", 3);
    assertArrayEquals(first, trained("b", 3));
    assertFalse(Arrays.equals(first, trained("c", 4)));
  }

  private byte[] trained(String name, long seed) throws IOException {
    Path file = folder.resolve(name);
    List<String> said = new ArrayList<>();
    QualityTraining.run(
        documents(60, 5, 0.6), documents(60, 6, 0.4), file, new Seed(seed), said::add);
    assertTrue(said.getFirst().contains("AUROC"), said.toString());
    return Files.readAllBytes(file);
  }

  @Test
  void aModelReadBackScoresTheSame() throws IOException {
    Path file = folder.resolve("m");
    QualityModel model =
        QualityModel.train(documents(60, 5, 0.6), documents(60, 6, 0.4), new Seed(1)).model();
    model.write(file);
    QualityModel again = QualityModel.read(file);
    for (Document document : documents(50, 9, 0.5)) {
      assertEquals(model.score(document.text()), again.score(document.text()));
    }
    assertEquals(0, (Files.size(file) - (4 << QualityModel.BITS)) % 8, "the header is padded");
  }

  @Test
  void scoresAreTheMeanWeightOfFeaturesWhateverTheLength() {
    float[] weights = new float[1 << 10];
    SplittableRandom random = new Seed(4).random();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(-8, 9);
    }
    QualityModel model = new QualityModel(weights, 1, 0);
    for (int trial = 0; trial < 200; trial++) {
      String text = text(random, 0.5).substring(0, random.nextInt(1, 120)) + "A b, c１.\n";
      int[] features = new int[3 * text.length()];
      int n = Grams.read(text, 0, text.length(), weights.length - 1, features);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += weights[features[i]];
      }
      assertEquals(sum / n, model.margin(text), 1e-12);
    }
  }

  @Test
  void featuresAreCountedByHand() {
    // 中 国 人: 3 alone, 2 in twos, 1 in threes; 。; a b: 2 and 1; a number; a line end
    assertEquals(6, count("中国人"));
    assertEquals(7, count("中国人。"));
    assertEquals(3, count("Alpha beta"));
    assertEquals(4, count("Alpha, beta\n"), "a comma parts words");
    assertEquals(2, count("x 2024"));
    assertArrayEquals(features("ABC １２"), features("ａｂｃ 99"), "case, width and digits");
  }

  private static int count(String text) {
    return features(text).length;
  }

  private static int[] features(String text) {
    int[] out = new int[Grams.PER_CHARACTER * text.length()];
    return Arrays.copyOf(out, Grams.read(text, 0, text.length(), (1 << 20) - 1, out));
  }

  @Test
  void aDamagedModelIsRefused() throws IOException {
    Path file = folder.resolve("m");
    new QualityModel(new float[1 << 10], 2.5, -1).write(file);
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length += length < 300 ? 1 : 97) {
      Files.write(file, Arrays.copyOf(good, length));
      refused(file, "");
    }
    Files.write(file, Arrays.copyOf(good, good.length + 4));
    refused(file, "bytes of weights where its header says");
    byte[] huge = good.clone();
    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    Files.write(file, huge);
    refused(file, "says its header has 9223372036854775807 of its");
    changed(file, good, "[1024]", "[4096]", "where its header says");
    changed(file, good, "[1024]", "[1000]", "where its header says");
    changed(file, good, "\"F32\"", "\"F16\"", "where its header says");
    changed(file, good, "zhizhi-quality", "another-format", "is no quality model");
    changed(file, good, "\"2.5\"", "\"NaN\"", "has the slope");
    byte[] infinite = good.clone();
    ByteBuffer.wrap(infinite).order(ByteOrder.LITTLE_ENDIAN).putInt(good.length - 4, 0x7f800000);
    Files.write(file, infinite);
    refused(file, "has the weight Infinity");
  }

  @Test
  void anyBytesAreReadOrRefused() throws IOException {
    Path file = folder.resolve("m");
    new QualityModel(new float[1 << 10], 1, 0).write(file);
    byte[] good = Files.readAllBytes(file);
    SplittableRandom random = new Seed(9).random();
    for (int trial = 0; trial < 500; trial++) {
      byte[] bytes = good.clone();
      for (int k = random.nextInt(1, 5); k > 0; k--) {
        bytes[random.nextInt(280)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      try {
        QualityModel.read(file).score("中国");
      } catch (BadInput e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      }
    }
  }

  private static void changed(Path file, byte[] good, String old, String now, String what)
      throws IOException {
    String text = new String(good, StandardCharsets.ISO_8859_1);
    Files.write(file, text.replace(old, now).getBytes(StandardCharsets.ISO_8859_1));
    refused(file, what);
  }

  private static void refused(Path file, String what) {
    String message = assertThrows(BadInput.class, () -> QualityModel.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": ") && message.contains(what), message);
    assertTrue(message.contains("train the model again"), message);
  }

  @Test
  void tooFewDocumentsAreRefused() {
    String message =
        assertThrows(
                BadInput.class,
                () -> QualityModel.train(documents(29, 1, 0.6), documents(60, 2, 0.4), new Seed(1)))
            .getMessage();
    assertEquals(
        "--good: holds 29 documents; give 30 or more; a thousand of each kind do well", message);
  }

  @Test
  void theStageWritesQualityAndLetsGoWhatIsUnder() throws JsonProcessingException {
    Document prose =
        new Document("1", text(new Seed(1).random(), 0.5) + "我们的生活是这样的，他们也在那里。", "s", "", "");
    Document junk = new Document("2", "首页 登录 注册\n关于\n联系", "s", "", "");
    Quality all = new Quality(Quality.Settings.DEFAULT);
    Document kept = ((Stage.Kept) all.apply(prose)).document();
    assertEquals(QualityScore.of(prose.text()), kept.quality());
    assertTrue(((Stage.Kept) all.apply(junk)).document().quality() < 0.3);
    Quality some = Quality.of(Json.JSON.readTree("{\"keep_above\":0.3}"));
    assertEquals(new Stage.Rejected("quality under 0.3"), some.apply(junk));
    Path file = folder.resolve("m.model");
    new QualityModel(new float[1 << 10], 1, 2).write(file);
    Quality learnt = new Quality(new Quality.Settings(Optional.of(file), Optional.empty()));
    assertEquals(
        1 / (1 + Math.exp(-2)), ((Stage.Kept) learnt.apply(prose)).document().quality(), 1e-12);
  }

  @Test
  void settingsAreChecked() {
    badSettings("{\"keep_above\":1.5}", "quality.keep_above is 1.5; give a number from 0 to 1");
    badSettings(
        "{\"modle\":\"x\"}", "quality: has no setting \"modle\"; there are model, keep_above");
    badSettings("{\"model\":7}", "quality.model is 7; give a text");
  }

  private static void badSettings(String json, String message) {
    assertEquals(
        message,
        assertThrows(BadInput.class, () -> Quality.of(Json.JSON.readTree(json))).getMessage());
  }

  private static List<Document> documents(int count, long seed, double formal) {
    SplittableRandom random = new Seed(seed).random();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(new Document(seed + "-" + i, text(random, formal), "s", "", ""));
    }
    return documents;
  }

  /** Words of two kinds, {@code formal} of them of the first. */
  private static String text(SplittableRandom random, double formal) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      String[] words = random.nextDouble() < formal ? FORMAL : CHAT;
      text.append(words[random.nextInt(words.length)]).append(i % 7 == 6 ? "。" : "");
    }
    return text.toString();
  }
}
