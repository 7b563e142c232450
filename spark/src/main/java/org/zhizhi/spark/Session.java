package org.zhizhi.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A connection to Spark as a build wants it. */
final class Session {
  private static final String OPTIONS = "spark.executor.extraJavaOptions";

  private Session() {}

  /**
   * Connects to {@code master}.
   *
   * @param installed what the machines of a cluster need beside Spark
   * @param scratch where this machine may put files down
   * @param settings of the user's own, {@code spark.executor.memory} and the like; they win
   */
  static JavaSparkContext open(
      String master, Installed installed, Path scratch, Map<String, String> settings) {
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
    settings.forEach(conf::set);
    if (!master.startsWith("local")) {
      conf.set("spark.jars", joined(",", settings.get("spark.jars"), installed.jars()));
      List<String> options =
          installed.parsers().stream().map(f -> "\"-Dzhizhi.extract=" + f + "\"").toList();
      conf.set(OPTIONS, joined(" ", settings.get(OPTIONS), options));
    }
    return new JavaSparkContext(conf);
  }

  private static String joined(String between, String own, List<String> more) {
    return Stream.concat(Stream.ofNullable(own), more.stream())
        .collect(Collectors.joining(between));
  }

  /** Whether {@code master} is this machine. */
  static boolean isHere(String master) {
    return master.startsWith("local")
        || master.matches("spark://(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");
  }
}
