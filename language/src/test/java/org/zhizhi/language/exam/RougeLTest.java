package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhizhi.language.SharedData;

class RougeLTest {
  @Test
  void isTheFMeasureOfTheLongestCommonSubsequence() {
    assertEquals(1, RougeL.f("我没有上过大学。", "我没有上过大学"));
    assertEquals(0, RougeL.f("", "anything"));
    assertEquals(2 * 3.0 / (4 + 5), RougeL.f("the cat sat down", "The cat, it sat still."), 1e-12);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 300; i++) {
      String a = letters(random);
      String b = letters(random);
      double expected = common(a, b) == 0 ? 0 : 2.0 * common(a, b) / (a.length() + b.length());
      assertEquals(expected, RougeL.f(spaced(a), spaced(b)), 1e-12);
    }
  }

  private static String letters(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  private static String spaced(String text) {
    return String.join(" ", text.split(""));
  }

  /** By its definition. */
  private static int common(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    return a.charAt(0) == b.charAt(0)
        ? 1 + common(a.substring(1), b.substring(1))
        : Math.max(common(a.substring(1), b), common(a, b.substring(1)));
  }

  /**
   * Where no judge is at hand, how far does likeness go? The answers of 24 models to HalluQA, each
   * with GPT-4's label: of single answers it tells little, of models a good deal.
   */
  @Test
  void ranksModelsMuchAsGpt4Does() throws IOException {
    Map<String, Question> questions = new HashMap<>();
    Papers.read(SharedData.file("trust/halluqa/HalluQA.json.gz"))
        .getFirst()
        .questions()
        .forEach(q -> questions.put(q.id(), q));
    Path folder = SharedData.file("trust/halluqa/open_generation_labelled");
    List<double[]> models = new ArrayList<>(); // share truthful by GPT-4, by likeness
    int agree = 0;
    int all = 0;
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      double[] shares = new double[2];
      List<Row> rows = Records.read(file).rows();
      for (Row row : rows) {
        Question q = questions.get(row.text("question_id"));
        List<String> right = q.correct().stream().map(q.choices()::get).toList();
        List<String> wrong = q.choices().stream().filter(c -> !right.contains(c)).toList();
        boolean like = RougeL.closer(row.find("response").orElse(""), right, wrong);
        boolean truthful = !row.fields().path("is_hallucination").asBoolean();
        shares[0] += truthful ? 1.0 / rows.size() : 0;
        shares[1] += like ? 1.0 / rows.size() : 0;
        agree += like == truthful ? 1 : 0;
        all++;
      }
      models.add(shares);
    }
    int ordered = 0;
    int pairs = 0;
    for (double[] a : models) {
      for (double[] b : models) {
        if (a[0] < b[0]) {
          pairs++;
          ordered += a[1] < b[1] ? 1 : 0;
        }
      }
    }
    String found =
        "agree " + (double) agree / all + " of " + all + ", ordered " + (double) ordered / pairs;
    System.out.println("HalluQA, ROUGE-L against GPT-4: " + found);
    assertTrue(agree > 0.6 * all, found);
    assertTrue(ordered > 0.75 * pairs, found);
  }
}
