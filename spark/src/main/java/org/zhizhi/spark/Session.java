package org.zhizhi.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A connection to Spark as a build wants it. */
final class Session {
  private Session() {}

  /**
   * Connects to {@code master}.
   *
   * @param jars what the executors of a cluster need beside Spark
   * @param scratch where this machine may put files down
   * @param settings of the user's own, {@code spark.executor.memory} and the like; they win
   */
  static JavaSparkContext open(
      String master, List<String> jars, Path scratch, Map<String, String> settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("zhizhi")
            .set("spark.ui.enabled", "false")
            .set("spark.local.dir", scratch.toString()) // /tmp is often small
            .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .set("spark.rdd.compress", "true");
    if (isHere(master)) { // nobody else can reach what listens on the loopback interface
      conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
    }
    if (!master.startsWith("local")) {
      conf.set("spark.jars", String.join(",", jars));
    }
    settings.forEach(conf::set);
    return new JavaSparkContext(conf);
  }

  /** Whether {@code master} is this machine. */
  static boolean isHere(String master) {
    return master.startsWith("local")
        || master.matches("spark://(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");
  }
}
