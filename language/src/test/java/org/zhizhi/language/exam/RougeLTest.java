package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
}
