package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.language.generate.Scorer;

class BitsPerByteTest {
  @Test
  void everyTokenIsPredictedOnceBehindTheTokensBeforeIt() {
    for (int n = 1; n <= 40; n++) {
      for (int length : new int[] {1, 2, 7, 40, 50}) {
        int[] tokens = IntStream.range(100, 100 + n).toArray();
        List<Scorer.Branches> windows = BitsPerByte.windows(9, tokens, length);
        int next = 100;
        for (Scorer.Branches window : windows) {
          int[] predicted = window.continuations().getFirst();
          for (int token : predicted) {
            assertEquals(next++, token);
          }
          int first = predicted[0];
          int[] before = window.prefix();
          if (first == 100) {
            assertArrayEquals(new int[] {9}, before);
          } else {
            assertArrayEquals(IntStream.range(first - before.length, first).toArray(), before);
            assertEquals(length + 1, before.length + predicted.length, "a window is full");
          }
        }
        assertEquals(100 + n, next);
        assertEquals((n + length - 1) / length, windows.size(), Arrays.toString(tokens));
      }
    }
  }
}
