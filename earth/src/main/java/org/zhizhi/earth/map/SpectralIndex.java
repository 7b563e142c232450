package org.zhizhi.earth.map;

import java.util.List;

/**
 * A ratio of bands that a surface is known by. Reflectances or plain counts alike, as long as all
 * bands have one scale; 0 where its denominator is 0.
 */
public enum SpectralIndex implements Interpreter {
  /** Vegetation (Rouse 1974): (nir - red) / (nir + red), -1 to 1. */
  NDVI("nir", "red"),
  /** Open water (McFeeters 1996): (green - nir) / (green + nir), -1 to 1. */
  NDWI("green", "nir"),
  /** Open water among buildings (Xu 2006): (green - swir) / (green + swir), -1 to 1. */
  MNDWI("green", "swir"),
  /** Buildings (Zha 2003): (swir - nir) / (swir + nir), -1 to 1. */
  NDBI("swir", "nir"),
  /** Vegetation without near infrared (Gitelson 2002): (green - red) / (green + red - blue). */
  VARI("green", "red", "blue"),
  /** Excess green (Woebbecke 1995): (2 green - red - blue) / (red + green + blue), -1 to 2. */
  EXG("green", "red", "blue");

  private final List<String> needs;

  SpectralIndex(String... needs) {
    this.needs = List.of(needs);
  }

  /** Names of the bands it needs, in the order in which it takes them. */
  public List<String> needs() {
    return needs;
  }

  /** The indices that can be computed from bands of these names. */
  public static List<SpectralIndex> of(List<String> bands) {
    return List.of(values()).stream().filter(i -> bands.containsAll(i.needs)).toList();
  }

  @Override
  public int bands() {
    return needs.size();
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public int margin() {
    return 0;
  }

  @Override
  public void interpret(float[] tiles, int count, int side, float[] scores) {
    int area = side * side;
    for (int t = 0; t < count; t++) {
      int from = t * area * bands();
      for (int i = 0; i < area; i++) {
        float a = tiles[from + i];
        float b = tiles[from + area + i];
        float c = bands() > 2 ? tiles[from + 2 * area + i] : 0;
        scores[t * area + i] =
            switch (this) {
              case VARI -> ratio(a - b, a + b - c);
              case EXG -> ratio(2 * a - b - c, a + b + c);
              default -> ratio(a - b, a + b);
            };
      }
    }
  }

  private static float ratio(float over, float under) {
    return under == 0 ? 0 : over / under;
  }
}
