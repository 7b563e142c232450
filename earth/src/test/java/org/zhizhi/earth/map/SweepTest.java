package org.zhizhi.earth.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;

class SweepTest {
  /** Says what one band is after a mean over a square, sums taken in one order. */
  private record Box(int radius, int margin) implements Interpreter {
    @Override
    public int bands() {
      return 1;
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public void interpret(float[] tiles, int count, int side, float[] scores) {
      for (int t = 0; t < count; t++) {
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            float sum = 0;
            for (int dy = -radius; dy <= radius; dy++) {
              for (int dx = -radius; dx <= radius; dx++) {
                int yy = Math.clamp(y + dy, 0, side - 1);
                int xx = Math.clamp(x + dx, 0, side - 1);
                sum += tiles[(t * side + yy) * side + xx];
              }
            }
            scores[(t * side + y) * side + x] = sum / ((2 * radius + 1) * (2 * radius + 1));
          }
        }
      }
    }
  }

  private record Scene(int width, int height, int bands, float[] values) implements Sweep.Source {
    static Scene random(int width, int height, int bands) {
      SplittableRandom random = new SplittableRandom(5);
      float[] values = new float[width * height * bands];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      return new Scene(width, height, bands, values);
    }

    @Override
    public void read(int y, int rows, float[][] into, int at) {
      for (int b = 0; b < bands; b++) {
        System.arraycopy(values, (b * height + y) * width, into[b], at * width, rows * width);
      }
    }
  }

  private static float[] swept(Scene scene, Interpreter says, int side, int overlap, int batch) {
    return swept(scene, says, side, overlap, batch, 0, new float[scene.width * scene.height]);
  }

  private static float[] swept(
      Scene scene, Interpreter says, int side, int overlap, int batch, int from, float[] all) {
    new Sweep(scene, says, side, overlap, batch)
        .run(
            from,
            (row, y, rows, scores) ->
                System.arraycopy(scores[0], 0, all, y * scene.width, rows * scene.width));
    return all;
  }

  @Test
  void tilesEqualOnePieceToTheBitWhereTheMarginCoversWhatIsLookedAt() {
    Scene scene = Scene.random(101, 83, 1);
    for (int radius = 0; radius <= 3; radius++) {
      Box box = new Box(radius, radius);
      float[] whole = swept(scene, box, 120, 4, 1);
      for (int side : new int[] {20, 31, 64}) {
        for (int overlap : new int[] {0, 1, 6}) {
          assertArrayEquals(whole, swept(scene, box, side, overlap, 3), side + "/" + overlap);
        }
      }
    }
  }

  @Test
  void withoutEnoughMarginTilesStayWithinWhatThePixelsCanSay() {
    Scene scene = Scene.random(101, 83, 1);
    float[] whole = swept(scene, new Box(3, 0), 120, 4, 1);
    float[] tiled = swept(scene, new Box(3, 0), 32, 8, 1);
    double worst = 0;
    for (int i = 0; i < whole.length; i++) {
      worst = Math.max(worst, Math.abs(whole[i] - tiled[i]));
    }
    assertTrue(worst > 0 && worst < 0.5, "worst " + worst);
  }

  @Test
  void aConstantComesBackConstant() {
    Scene scene = Scene.random(200, 150, 1);
    Arrays.fill(scene.values, 0.1f);
    for (float value : swept(scene, new Box(0, 0), 40, 15, 2)) {
      assertEquals(0.1f, value);
    }
  }

  @Test
  void goesOnAtAnyRowAsIfItHadNotStopped() {
    Scene scene = Scene.random(70, 300, 1);
    Box wide = new Box(3, 0); // neighbours disagree, so that a lost overlap would show
    float[] whole = swept(scene, wide, 24, 6, 2);
    int rows = new Sweep(scene, wide, 24, 6, 2).rows();
    assertEquals(17, rows);
    for (int from = 0; from < rows; from++) {
      float[] resumed = new float[whole.length];
      System.arraycopy(whole, 0, resumed, 0, Math.min(from * 18, 300) * 70);
      assertArrayEquals(whole, swept(scene, wide, 24, 6, 2, from, resumed), "from " + from);
    }
  }

  @Test
  void noDataStaysNoDataAndNothingElseDoes() {
    Scene scene = Scene.random(60, 50, 2);
    scene.values[7 * 60 + 31] = Float.NaN; // in one band of the two
    float[] index = swept(scene, SpectralIndex.NDVI, 24, 6, 1);
    for (int i = 0; i < index.length; i++) {
      assertEquals(i == 7 * 60 + 31, Float.isNaN(index[i]), "pixel " + i);
    }
    float nir = scene.values[0];
    float red = scene.values[60 * 50];
    assertEquals((nir - red) / (nir + red), index[0]);
  }

  @Test
  void errorsOfReadingAndWritingReachTheCaller() {
    Scene scene = Scene.random(60, 50, 1);
    Sweep sweep = new Sweep(scene, new Box(0, 0), 24, 6, 1);
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class,
            () ->
                sweep.run(
                    0,
                    (row, y, rows, scores) -> {
                      throw new IOException("disk full");
                    }));
    assertEquals("disk full", e.getCause().getMessage());
  }

  @Test
  void theSideOfTilesFollowsFromMemoryAndWidth() {
    Box box = new Box(0, 0);
    Scene scene = new Scene(40_960, 40_960, 1, new float[0]);
    int side = Sweep.side(1L << 28, scene, box, 4);
    assertTrue(Sweep.bytes(40_960, box, side, 4) <= 1L << 28);
    assertTrue(Sweep.bytes(40_960, box, side + 64, 4) > 1L << 28);
    BadInput e = assertThrows(BadInput.class, () -> Sweep.side(1 << 20, scene, box, 4));
    assertTrue(e.getMessage().contains("--memory 1048576"), e.getMessage());
  }
}
