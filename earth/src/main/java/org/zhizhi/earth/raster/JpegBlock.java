package org.zhizhi.earth.raster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A JPEG stream inside a TIFF file (TIFF Technical Note 2), its tables apart from it. */
final class JpegBlock {
  private JpegBlock() {}

  /**
   * Decodes samples pixel by pixel.
   *
   * @param tables the file's JPEGTables; may be empty
   * @param luminance whether samples are YCbCr and RGB is wanted
   * @return width * height * samples bytes, or null if the stream is damaged or of another size
   */
  static byte[] decode(
      byte[] stream, byte[] tables, int width, int height, int samples, boolean luminance) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(joined(tables, stream)))) {
      reader.setInput(in, true, true);
      if (reader.getWidth(0) > width || reader.getHeight(0) > height) {
        return null;
      }
      java.awt.image.Raster picture = reader.readRaster(0, null);
      if (picture.getNumBands() != samples) {
        return null;
      }
      int w = picture.getWidth();
      byte[] out = new byte[width * height * samples];
      int[] row = new int[w * samples];
      for (int y = 0; y < picture.getHeight(); y++) {
        picture.getPixels(0, y, w, 1, row);
        for (int i = 0; i < row.length; i++) {
          out[y * width * samples + i] = (byte) row[i];
        }
      }
      if (luminance && samples == 3) {
        toRgb(out);
      }
      return out;
    } catch (IOException | RuntimeException e) { // ImageIO throws either at damaged streams
      return null;
    } finally {
      reader.dispose();
    }
  }

  /** The tables go between the stream's first marker and the rest; their own end marker goes. */
  private static byte[] joined(byte[] tables, byte[] stream) {
    if (tables.length < 4 || stream.length < 2) {
      return stream;
    }
    byte[] all = new byte[tables.length - 2 + stream.length - 2];
    System.arraycopy(tables, 0, all, 0, tables.length - 2);
    System.arraycopy(stream, 2, all, tables.length - 2, stream.length - 2);
    return all;
  }

  /** ITU-R BT.601, full range. */
  private static void toRgb(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 3) {
      double y = pixels[i] & 0xff;
      double cb = (pixels[i + 1] & 0xff) - 128;
      double cr = (pixels[i + 2] & 0xff) - 128;
      pixels[i] = clamped(y + 1.402 * cr);
      pixels[i + 1] = clamped(y - 0.344136 * cb - 0.714136 * cr);
      pixels[i + 2] = clamped(y + 1.772 * cb);
    }
  }

  private static byte clamped(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }
}
