package org.zhizhi.earth.raster;

import java.util.List;
import java.util.OptionalDouble;

/** A picture of one or more bands, read window by window; any thread may read. */
public interface Raster extends AutoCloseable {
  /** Its size and place. */
  Grid grid();

  /** What its bands are called, in order; {@code "1"}, {@code "2"} where nothing tells. */
  List<String> bands();

  /** What samples are stored as. */
  SampleType type();

  /** The value of pixels that hold nothing. */
  OptionalDouble nodata();

  /** How it is stored, in a few words: {@code GeoTIFF, 512 x 512 tiles, deflate}. */
  String storage();

  /** Size of the pieces that are read at once: windows along them cost least. */
  Window block();

  /**
   * Reads {@code window} of {@code bands}.
   *
   * @param bands their numbers from 0, in the order wanted
   * @param into for each of them window.pixels() values or more, filled row by row
   * @param valid set to 1 for each pixel that holds data in every band read, else to 0: the nodata
   *     value and NaN hold none, nor do tiles that are not there
   * @throws org.zhizhi.base.BadInput if the file is damaged there
   */
  void read(Window window, int[] bands, float[][] into, byte[] valid);

  @Override
  void close();

  /** Every band of {@code window}. */
  default float[][] read(Window window, byte[] valid) {
    int n = bands().size();
    int[] all = new int[n];
    java.util.Arrays.setAll(all, i -> i);
    float[][] into = new float[n][window.pixels()];
    read(window, all, into, valid);
    return into;
  }
}
