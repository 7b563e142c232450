package org.zhizhi.earth.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EllipsoidTest {
  @Test
  void theWholeEarthHasTheAreaOfWgs84() {
    assertEquals(510065621724089.0, Ellipsoid.area(-90, 90, 360), 1e6); // published, square metres
  }

  @Test
  void rowsOfPixelsSumToTheWhole() {
    double sum = 0;
    for (int row = 0; row < 10_800; row++) {
      double north = 90 - row / 60.0;
      sum += 21_600 * Ellipsoid.area(north - 1 / 60.0, north, 1 / 60.0);
    }
    assertEquals(1, sum / Ellipsoid.area(-90, 90, 360), 1e-10);
  }

  @Test
  void indicesAreOfferedForTheBandsThatThereAre() {
    assertEquals(
        List.of(SpectralIndex.VARI, SpectralIndex.EXG),
        SpectralIndex.of(List.of("red", "green", "blue")));
    float[] score = new float[1];
    SpectralIndex.EXG.interpret(new float[] {3, 1, 1}, 1, 1, score); // green, red, blue
    assertEquals(0.8f, score[0]);
    SpectralIndex.NDWI.interpret(new float[] {0, 0}, 1, 1, score);
    assertEquals(0, score[0]);
  }
}
