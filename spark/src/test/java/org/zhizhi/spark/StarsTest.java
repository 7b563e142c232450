package org.zhizhi.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

class StarsTest {
  private static JavaSparkContext spark;

  @BeforeAll
  static void open(@TempDir Path scratch) {
    spark = Session.open("local[2]", Installed.find(), scratch, Map.of());
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  @Test
  void everyNodeOfALongChainHangsOnItsSmallest() {
    List<Tuple2<Long, Long>> chain = new ArrayList<>();
    for (long i = 0; i < 1000; i++) {
      chain.add(new Tuple2<>(i * 7919 % 1009, (i + 1) * 7919 % 1009)); // a chain in scattered order
    }
    assertEquals(components(chain), stars(chain));
  }

  @Test
  void everyNodeOfAStarHangsOnItsSmallest() {
    List<Tuple2<Long, Long>> star = new ArrayList<>();
    for (long i = 0; i < 5000; i++) {
      if (i != 2500) {
        star.add(new Tuple2<>(2500L, i));
      }
    }
    Map<Long, Long> stars = stars(star);
    assertEquals(4999 + 1, stars.size() + 1);
    assertEquals(List.of(0L), stars.values().stream().distinct().toList());
  }

  @Test
  void randomGraphsHaveTheComponentsThatUnionFindFinds() {
    SplittableRandom random = new SplittableRandom(5);
    for (int graph = 0; graph < 4; graph++) {
      int nodes = 200 << graph;
      List<Tuple2<Long, Long>> edges = new ArrayList<>();
      for (int i = 0; i < nodes * 0.6; i++) {
        long a = random.nextInt(nodes);
        long b = random.nextInt(nodes);
        if (a != b) {
          edges.add(new Tuple2<>(a, b));
          edges.add(new Tuple2<>(b, a));
        }
      }
      assertEquals(components(edges), stars(edges), "graph " + graph);
    }
  }

  private static Map<Long, Long> stars(List<Tuple2<Long, Long>> edges) {
    Map<Long, Long> stars = new HashMap<>();
    List<Tuple2<long[], byte[]>> rows =
        edges.stream()
            .map(edge -> new Tuple2<>(new long[] {edge._1, edge._2}, Rows.NOTHING))
            .toList();
    for (Tuple2<long[], byte[]> row : Stars.of(spark.parallelizePairs(rows, 3), 4).collect()) {
      assertEquals(null, stars.put(row._1[0], row._1[1]), "node given twice");
    }
    return stars;
  }

  /** The same by union and find. */
  private static Map<Long, Long> components(List<Tuple2<Long, Long>> edges) {
    Map<Long, Long> parents = new HashMap<>();
    for (Tuple2<Long, Long> edge : edges) {
      long a = root(parents, edge._1);
      long b = root(parents, edge._2);
      parents.put(Math.max(a, b), Math.min(a, b));
    }
    Map<Long, Long> components = new HashMap<>();
    for (long node : parents.keySet()) {
      long root = root(parents, node);
      if (root != node) {
        components.put(node, root);
      }
    }
    return components;
  }

  private static long root(Map<Long, Long> parents, long node) {
    while (parents.getOrDefault(node, node) != node) {
      node = parents.get(node);
    }
    return node;
  }
}
