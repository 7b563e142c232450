package org.zhizhi.earth.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;

/** Files that lie or are broken: one clear line each, and nothing else goes wrong. */
class HostileTest {
  @TempDir Path folder;
  private byte[] good;

  @BeforeEach
  void writeAGoodFile() throws IOException {
    Path file = folder.resolve("good.tif");
    Grid grid = Grid.of(600, 530);
    try (GeoTiffWriter writer =
        new GeoTiffWriter(file, GeoTiffWriter.Form.of(grid, 1, SampleType.UINT16))) {
      float[][] row = new float[1][600];
      for (int y = 0; y < 530; y++) {
        Arrays.fill(row[0], y);
        writer.write(row, 1);
      }
      writer.finish();
    }
    good = Files.readAllBytes(file);
  }

  /** Whether it is read whole; a refusal is one line. */
  private boolean read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile.tif"), bytes);
    try (Raster raster = Rasters.open(file)) {
      Grid grid = raster.grid();
      Window window = new Window(0, 0, Math.min(grid.width(), 600), Math.min(grid.height(), 530));
      raster.read(window, new byte[window.pixels()]);
      return true;
    } catch (BadInput e) {
      assertTrue(e.getMessage().contains("hostile.tif"), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      return false;
    }
  }

  /** With field {@code tag} of the first directory set to {@code value}. */
  private byte[] with(int tag, int value) {
    byte[] changed = good.clone();
    ByteBuffer of = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    int at = of.getInt(4);
    int n = of.getShort(at);
    for (int i = 0; i < n; i++) {
      int field = at + 2 + 12 * i;
      if ((of.getShort(field) & 0xffff) == tag) {
        of.putShort(field + 2, (short) 4).putInt(field + 4, 1).putInt(field + 8, value);
        return changed;
      }
    }
    throw new AssertionError("no field " + tag);
  }

  @Test
  void theGoodFileIsRead() throws IOException {
    assertTrue(read(good));
  }

  @Test
  void fieldsThatLieAreRefused() throws IOException {
    int[] tags = {Tags.WIDTH, Tags.HEIGHT, Tags.TILE_WIDTH, Tags.TILE_HEIGHT, Tags.SAMPLES};
    for (int tag : tags) {
      for (int value : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 20}) {
        assertEquals(false, read(with(tag, value)), tag + " = " + value);
      }
    }
    for (int value : new int[] {0, 3, 34712, 50000, -1}) {
      assertEquals(false, read(with(Tags.COMPRESSION, value)), "compression " + value);
      assertEquals(false, read(with(Tags.BITS, value == 0 ? 12 : value)), "bits " + value);
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    for (int i = 0; i < 40; i++) {
      int length = (int) ((long) good.length * i / 40);
      assertEquals(false, read(Arrays.copyOf(good, length)), "cut at " + length);
    }
  }

  @Test
  void directoriesInACircleAreRefused() throws IOException {
    byte[] changed = good.clone();
    ByteBuffer of = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    int at = of.getInt(4);
    of.putInt(at + 2 + 12 * of.getShort(at), at);
    assertEquals(false, read(changed));
  }

  @Test
  void anyBytesAreReadOrRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 300; i++) {
      byte[] changed = good.clone();
      for (int k = 0; k < 1 + i % 8; k++) {
        int most = i % 2 == 0 ? 600 : changed.length; // the head, or anywhere
        changed[random.nextInt(most)] = (byte) random.nextInt(256);
      }
      read(changed); // either; nothing but a refusal may be thrown
    }
  }
}
