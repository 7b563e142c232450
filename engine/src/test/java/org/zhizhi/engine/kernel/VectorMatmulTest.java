package org.zhizhi.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

final class VectorMatmulTest {

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void equalsDoubleLoopsAtOddSizes(DType dtype) {
    SplittableRandom random = new SplittableRandom(3);
    try (Team team = new Team(3)) {
      VectorMatmul matmul = new VectorMatmul(team);
      for (int trial = 0; trial < 60; trial++) {
        int cols = random.nextInt(1, 200);
        int n = random.nextInt(1, 12);
        HostTensor[] parts = new HostTensor[random.nextInt(1, 4)];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = tensor(dtype, random.nextInt(1, 40), cols, random);
        }
        Matrix w = Matrix.of(parts);
        float[] x = floats(n * cols, random);
        float[] y = new float[n * w.rows()];
        matmul.multiply(w, x, n, y);
        for (int t = 0; t < n; t++) {
          int row = 0;
          for (HostTensor part : parts) {
            for (int r = 0; r < part.shape()[0]; r++, row++) {
              double expected = 0;
              double size = 0;
              for (int k = 0; k < cols; k++) {
                double product = (double) value(part, r * cols + k) * x[t * cols + k];
                expected += product;
                size += Math.abs(product);
              }
              assertEquals(expected, y[t * w.rows() + row], 1e-6 * size, "row " + row);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void aRowIsTheSameBitsWhateverTheNumberOfRowsAndThreads(DType dtype) {
    SplittableRandom random = new SplittableRandom(4);
    int cols = 173;
    int n = 37;
    Matrix w = Matrix.of(tensor(dtype, 301, cols, random), tensor(dtype, 2, cols, random));
    float[] x = floats(n * cols, random);
    float[] together = new float[n * w.rows()];
    try (Team one = new Team(1);
        Team four = new Team(4)) {
      new VectorMatmul(four).multiply(w, x, n, together);
      for (int m : new int[] {1, 2, 3, 4, 5, 7, 16}) {
        for (int from = 0; from + m <= n; from += m) {
          float[] alone = new float[m * w.rows()];
          float[] part = Arrays.copyOfRange(x, from * cols, (from + m) * cols);
          new VectorMatmul(one).multiply(w, part, m, alone);
          assertArrayEquals(
              Arrays.copyOfRange(together, from * w.rows(), (from + m) * w.rows()), alone, 0f);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void compiledCodeGivesTheBitsOfInterpretedCode(DType dtype) {
    SplittableRandom random = new SplittableRandom(5);
    int cols = 129;
    Matrix w = Matrix.of(tensor(dtype, 67, cols, random));
    float[] x = floats(6 * cols, random);
    try (Team team = new Team(1)) {
      VectorMatmul matmul = new VectorMatmul(team);
      for (int n : new int[] {1, 6}) {
        float[] cold = new float[n * w.rows()];
        matmul.multiply(w, x, n, cold);
        float[] warm = new float[n * w.rows()];
        for (int i = 0; i < 3000; i++) {
          matmul.multiply(w, x, n, warm);
        }
        assertArrayEquals(cold, warm, 0f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void refusesArraysThatAreTooShort(DType dtype) {
    Matrix w = Matrix.of(tensor(dtype, 5, 8, new SplittableRandom(6)));
    try (Team team = new Team(1)) {
      VectorMatmul matmul = new VectorMatmul(team);
      assertThrows(
          IllegalArgumentException.class,
          () -> matmul.multiply(w, new float[15], 2, new float[10]));
      assertThrows(
          IllegalArgumentException.class, () -> matmul.multiply(w, new float[16], 2, new float[9]));
    }
  }

  @Test
  void refusesToStackWhatDiffers() {
    SplittableRandom random = new SplittableRandom(7);
    HostTensor wide = tensor(DType.F32, 3, 8, random);
    IllegalArgumentException width =
        assertThrows(
            IllegalArgumentException.class, () -> Matrix.of(wide, tensor(DType.F32, 3, 7, random)));
    assertEquals("cannot stack F32[3, 8] on F32[3, 7]", width.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Matrix.of(wide, tensor(DType.BF16, 3, 8, random)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Matrix.of(new HostTensor(DType.F32, new long[] {24}, wide.data())));
  }

  private static HostTensor tensor(DType dtype, int rows, int cols, SplittableRandom random) {
    MemorySegment data = Arena.ofAuto().allocate((long) rows * cols * dtype.bytes());
    float[] values = floats(rows * cols, random);
    for (int i = 0; i < values.length; i++) {
      if (dtype == DType.BF16) {
        data.setAtIndex(ValueLayout.JAVA_SHORT, i, Bf16.fromFloat(values[i]));
      } else {
        data.setAtIndex(ValueLayout.JAVA_FLOAT, i, values[i]);
      }
    }
    return new HostTensor(dtype, new long[] {rows, cols}, data);
  }

  private static float value(HostTensor tensor, int i) {
    return tensor.dtype() == DType.BF16
        ? Bf16.toFloat(tensor.data().getAtIndex(ValueLayout.JAVA_SHORT, i))
        : tensor.data().getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  private static float[] floats(int n, SplittableRandom random) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
