package org.zhizhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.data.recipe.Recipe;

/**
 * A build on Spark, in a Java process of its own: Spark and what it needs lie in a folder beside
 * {@code lib} and are on the class path of nothing else.
 *
 * @param master {@code local[2]}, {@code spark://host:7077}, {@code yarn}, {@code k8s://...}
 * @param settings of Spark, {@code spark.executor.memory} and the like
 */
record SparkProcess(String master, Map<String, String> settings) {
  private static final String MAIN = "org.zhizhi.spark.Main";

  /** How it ended: 0 with a report, else the exit code, and all that is to be said has been. */
  record Ended(int exit, Optional<JsonNode> report) {}

  /** Makes the corpus {@code out}. */
  Ended build(Recipe recipe, List<Path> sources, Path out, boolean quiet) {
    ObjectNode request = Json.object().put("master", master);
    request.set("settings", Json.JSON.valueToTree(settings));
    ArrayNode from = request.putArray("sources");
    sources.forEach(source -> from.add(source.toAbsolutePath().toString()));
    request.set("recipe", recipe.json());
    request.put("out", out.toAbsolutePath().toString()).put("quiet", quiet);
    try {
      Process process =
          new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return Runs.stoppable(() -> ended(process, Json.line(request)), process::destroy);
    } catch (IOException e) {
      throw new BadInput("Spark cannot be started (" + e + ")", "check " + folder(), e);
    }
  }

  private static Ended ended(Process process, String request) {
    // its standard input stays open as long as this process lives, and it ends when that closes
    try (OutputStream to = process.getOutputStream();
        InputStream answer = process.getInputStream()) {
      to.write((request + "\n").getBytes(StandardCharsets.UTF_8));
      to.flush();
      byte[] report = answer.readAllBytes();
      int exit = process.waitFor();
      return new Ended(
          exit, exit == 0 ? Optional.of(Json.JSON.readTree(report)) : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // nobody interrupts the thread of a command
    }
  }

  private static List<String> command() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m");
    try (InputStream flags = SparkProcess.class.getResourceAsStream("spark.flags")) {
      command.addAll(
          List.of(new String(flags.readAllBytes(), StandardCharsets.UTF_8).strip().split("\\s+")));
    }
    Path spark = folder();
    Path own = spark.resolveSibling("lib").resolve("zhizhi.jar");
    command.addAll(List.of("-cp", spark.resolve("*") + File.pathSeparator + own, MAIN));
    return command;
  }

  /** Where Spark is. */
  private static Path folder() {
    try {
      Path jar =
          Path.of(SparkProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = jar.toAbsolutePath().getParent().resolveSibling("spark");
      if (!Files.isDirectory(folder)) {
        throw new BadInput(folder + ": Spark is missing", "build with ./zhizhi");
      }
      return folder;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
