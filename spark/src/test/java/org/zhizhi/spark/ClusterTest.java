package org.zhizhi.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.data.read.Sources;
import org.zhizhi.data.recipe.Recipe;

/** Builds on a real cluster of a master and two workers, each a process of its own. */
class ClusterTest {
  private static final long MEMORY = 3L << 30;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.executor.memory", "600m",
          "spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");

  @BeforeAll
  static void needsMemoryAndPorts() {
    long free =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
    assumeTrue(free > MEMORY, free + " bytes of memory are free, a cluster needs " + MEMORY);
    try {
      new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException e) {
      assumeTrue(false, "nothing can listen on the loopback interface: " + e);
    }
  }

  @Test
  void aClusterMakesTheFilesOfTheLocalBuildEvenWhereAWorkerDies(@TempDir Path folder)
      throws Exception {
    Path sources = Fixture.sources(folder.resolve("sources"), 1500);
    Recipe recipe =
        Fixture.recipe(
            "stages: [repair, boilerplate, personal, quality]\ntag: prefix\nmixture: {size: 400KB}");
    Path local = folder.resolve("local");
    Fixture.local(recipe, sources, local);
    Path home = Files.createDirectories(folder.resolve("cluster"));
    try (StandaloneCluster cluster = new StandaloneCluster(home, 2);
        JavaSparkContext spark =
            Session.open(
                cluster.url(),
                new Installed(StandaloneCluster.jars(home), Optional.empty()),
                home,
                SETTINGS)) {
      AtomicInteger tasks = new AtomicInteger();
      SparkListener counter =
          new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
              tasks.incrementAndGet();
            }
          };
      spark.sc().addSparkListener(counter);
      Path made = folder.resolve("made");
      build(spark, recipe, sources, made);
      Fixture.assertSame(local, made, "two workers");
      int third = tasks.getAndSet(0) / 3; // the second time is quicker, and news of it come late
      spark.sc().removeSparkListener(counter);
      assertEquals(2, executors(spark));

      Path remade = folder.resolve("remade");
      CompletableFuture<Boolean> killedMidway = new CompletableFuture<>();
      spark
          .sc()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd task) {
                  if (tasks.incrementAndGet() == third) {
                    killedMidway.complete(!Files.exists(remade));
                    cluster.kill(1);
                  }
                }
              });
      build(spark, recipe, sources, remade);
      Fixture.assertSame(local, remade, "one worker lost");
      assertTrue(killedMidway.get(1, TimeUnit.MINUTES), "the build was done before the worker was");
      for (int i = 0; i < 300 && executors(spark) > 1; i++) {
        Thread.sleep(100); // Spark hears of the loss by its heartbeats
      }
      assertEquals(1, executors(spark));
    }
  }

  private static void build(JavaSparkContext spark, Recipe recipe, Path sources, Path out) {
    SparkBuild.run(
        spark, recipe, Sources.find(List.of(sources)), out, Fixture.SIZES, Fixture.watch());
  }

  /** Executors that are alive. */
  private static int executors(JavaSparkContext spark) {
    return spark.sc().statusTracker().getExecutorInfos().length - 1; // the driver is one
  }
}
