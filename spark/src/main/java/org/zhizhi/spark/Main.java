package org.zhizhi.spark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.data.read.Sources;

/**
 * The process that leads a build on Spark: reads a {@link Request} from the first line of its
 * standard input, writes the report to its standard output, one line of JSON, and what there is to
 * say on the way to its standard error. Ends when its standard input does: with the process that
 * started it. Exits with 0, with 2 for what the user can mend, with 70 for a fault.
 */
public final class Main {
  private static final int MENDABLE = 2;
  private static final int FAULT = 70;

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    PrintStream report = System.out;
    System.setOut(System.err); // nothing else may come between
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Request request = Site.parse(in.readLine(), Request.class);
    Thread.ofPlatform().daemon().start(() -> endWith(in));
    int exit = 0;
    try {
      report.println(Json.line(build(request)));
      report.flush();
    } catch (IOException | RuntimeException | Error e) {
      exit = failed(e);
    }
    System.exit(exit);
  }

  private static JsonNode build(Request request) throws IOException {
    Sources sources = Sources.find(request.sourcePaths());
    Watch watch = new Watch(System.err, Progress.Mode.of(request.quiet()));
    Path out = Path.of(request.out());
    Path scratch =
        out.resolveSibling(out.getFileName() + ".spark-" + ProcessHandle.current().pid());
    try (JavaSparkContext spark =
        Session.open(request.master(), Installed.find(), scratch, request.settings())) {
      return SparkBuild.run(spark, request.plan(), sources, out, Sizes.of(sources.bytes()), watch);
    } finally {
      AtomicFile.delete(scratch);
    }
  }

  /** Waits for the end of {@code in}, and ends with it. */
  private static void endWith(BufferedReader in) {
    try {
      while (in.read() >= 0) {}
    } catch (IOException e) {
      // as good as its end
    }
    System.exit(FAULT);
  }

  /** What the user can mend in {@code failure}, wherever it happened. */
  static Optional<BadInput> mendable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadInput found) {
        return Optional.of(found);
      }
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(
            new BadInput(
                "out of memory: " + cause.getMessage(),
                "give more: ZHIZHI_JAVA_OPTS=-Xmx4g for local masters, and for clusters"
                    + " --spark-conf spark.executor.memory=4g",
                cause));
      }
    }
    return Optional.empty();
  }

  private static int failed(Throwable failure) {
    Optional<BadInput> mendable = mendable(failure);
    if (mendable.isPresent()) {
      System.err.println("zhizhi: " + oneLine(mendable.get().getMessage()));
      return MENDABLE;
    }
    System.err.println("zhizhi: a fault in the program, or in Spark:");
    failure.printStackTrace();
    return FAULT;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
