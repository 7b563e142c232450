package org.zhizhi.earth.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutlinesTest {
  private static List<Polygon> outlines(int[][] rows, int cut) {
    List<Polygon> found = new ArrayList<>();
    Outlines outlines = new Outlines(rows[0].length, cut, found::add);
    for (int[] row : rows) {
      outlines.row(row);
    }
    outlines.close();
    return found;
  }

  @Test
  void aHoleIsARingOfItsOwnAndItsFillingAPolygon() {
    List<Polygon> found = outlines(new int[][] {{1, 1, 1}, {1, 2, 1}, {1, 1, 1}}, 0);
    assertEquals(2, found.size());
    assertEquals(2, found.get(0).label());
    assertArrayEquals(new int[] {1, 1, 2, 1, 2, 2, 1, 2}, found.get(0).rings().get(0));
    assertEquals(8, found.get(1).pixels());
    assertArrayEquals(new int[] {0, 0, 3, 0, 3, 3, 0, 3}, found.get(1).rings().get(0));
    assertEquals(-1, Rings.area(found.get(1).rings().get(1)));
  }

  @Test
  void aRingThatClosesInACornerDoesNotTouchItself() {
    // the hole at (1, 1) meets the outside at (2, 2) through a corner
    List<Polygon> found = outlines(new int[][] {{1, 1, 1}, {1, -1, 1}, {1, 1, -1}}, 0);
    assertEquals(1, found.size());
    assertEquals(2, found.get(0).rings().size());
    check(found.get(0));
  }

  @Test
  void polygonsOfNoisePartitionTheScene() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 60; round++) {
      int width = 1 + random.nextInt(24);
      int[][] rows = new int[1 + random.nextInt(24)][width];
      for (int[] row : rows) {
        for (int x = 0; x < width; x++) {
          row[x] = random.nextInt(2 + round % 3) - 1;
        }
      }
      for (int cut : new int[] {0, 5}) {
        int[][] painted = new int[rows.length][width];
        for (Polygon polygon : outlines(rows, cut)) {
          check(polygon);
          paint(polygon, rows, painted);
        }
        for (int y = 0; y < rows.length; y++) {
          for (int x = 0; x < width; x++) {
            assertEquals(rows[y][x] < 0 ? 0 : 1, painted[y][x], "times covered at " + x + " " + y);
          }
        }
      }
    }
  }

  /** Java2D as an oracle: which pixels' middles lie within, by the even-odd rule. */
  private static void paint(Polygon polygon, int[][] rows, int[][] painted) {
    Path2D.Double path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (int[] ring : polygon.rings()) {
      path.moveTo(ring[0], ring[1]);
      for (int i = 2; i < ring.length; i += 2) {
        path.lineTo(ring[i], ring[i + 1]);
      }
      path.closePath();
    }
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[0].length; x++) {
        if (path.contains(x + 0.5, y + 0.5)) {
          assertEquals(polygon.label(), rows[y][x]);
          painted[y][x]++;
        }
      }
    }
  }

  /** Right angles only, no corner twice in a ring, one outer ring, the area that it says. */
  private static void check(Polygon polygon) {
    long area = 0;
    for (int r = 0; r < polygon.rings().size(); r++) {
      int[] ring = polygon.rings().get(r);
      Set<Long> corners = new HashSet<>();
      for (int i = 0; i < ring.length; i += 2) {
        int j = (i + 2) % ring.length;
        int k = (i + 4) % ring.length;
        assertTrue(corners.add((long) ring[i] << 32 | ring[i + 1]), "a corner twice");
        assertTrue(ring[i] == ring[j] ^ ring[i + 1] == ring[j + 1], "not along an axis");
        assertTrue(ring[i] == ring[j] ^ ring[j] == ring[k], "not a corner");
      }
      assertEquals(r == 0, Rings.area(ring) > 0);
      area += Rings.area(ring);
    }
    assertEquals(polygon.pixels(), area);
  }
}
