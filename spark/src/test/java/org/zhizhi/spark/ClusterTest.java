package org.zhizhi.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

class ClusterTest {
  @Test
  void spike(@TempDir Path folder) throws Exception {
    long t = System.nanoTime();
    try (StandaloneCluster cluster = new StandaloneCluster(folder, 2)) {
      System.err.println("cluster " + (System.nanoTime() - t) / 1e9);
      String jars = StandaloneCluster.jars(folder).stream().map(Path::toString).collect(Collectors.joining(","));
      System.err.println(jars);
      try (JavaSparkContext spark = Session.open(cluster.url(), List.of(jars), Map.of("spark.executor.memory", "512m", "spark.executor.extraJavaOptions","-XX:+UseSerialGC -XX:TieredStopAtLevel=1"))) {
        System.err.println("context " + (System.nanoTime() - t) / 1e9);
        List<Tuple2<long[], byte[]>> chain = new ArrayList<>();
        for (long i = 0; i < 1000; i++) chain.add(new Tuple2<>(new long[]{i, i + 1}, Rows.NOTHING));
        assertEquals(1000, Stars.of(spark.parallelizePairs(chain, 3), 4).count());
        System.err.println("job " + (System.nanoTime() - t) / 1e9);
      }
      System.err.println("closed " + (System.nanoTime() - t) / 1e9);
    }
      System.err.println("down " + (System.nanoTime() - t) / 1e9);
  }
}
