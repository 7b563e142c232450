package org.zhizhi.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

class TransposeTest {
  @ParameterizedTest
  @CsvSource({"1,1", "32,32", "64,96", "33,31", "100,7", "7,100", "65,129"})
  void everyElementGoesToItsPlace(int rows, int columns) {
    try (Arena arena = Arena.ofConfined()) {
      long n = (long) rows * columns;
      HostTensor from = new HostTensor(DType.BF16, new long[] {rows, columns}, arena.allocate(2 * n));
      HostTensor to = new HostTensor(DType.BF16, new long[] {columns, rows}, arena.allocate(2 * n));
      for (int i = 0; i < n; i++) {
        from.data().set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i, (short) (i * 31 + 7));
      }
      new Transpose().transpose(from, to, rows, columns);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          assertEquals(
              (short) ((r * columns + c) * 31 + 7),
              to.data().get(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * (c * rows + r)));
        }
      }
    }
  }
}
