package org.zhizhi.earth.raster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.zhizhi.base.BadInput;

/** Opens pictures by what they hold, not by their names. */
public final class Rasters {
  private Rasters() {}

  /**
   * Opens a GeoTIFF, JPEG or PNG file, or a folder of tiles.
   *
   * @throws BadInput if it is none of these, or damaged
   */
  public static Raster open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return Mosaic.open(path);
      }
      byte[] head = new byte[4];
      try (InputStream in = Files.newInputStream(path)) {
        in.readNBytes(head, 0, 4);
      }
      boolean tiff = head[0] == head[1] && (head[0] == 'I' || head[0] == 'M');
      return tiff ? TiffRaster.open(path) : PictureRaster.open(path);
    } catch (NoSuchFileException e) {
      throw new BadInput(path + ": is not there", "give a scene: GeoTIFF, JPEG, PNG", e);
    } catch (IOException e) {
      throw new BadInput(path + ": cannot be read (" + e + ")", "give a readable file", e);
    }
  }
}
