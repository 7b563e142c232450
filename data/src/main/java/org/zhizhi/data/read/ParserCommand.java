package org.zhizhi.data.read;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zhizhi.base.BadInput;

/**
 * How a process that parses is started: on this Java, with a heap of its own, no name service, and
 * a private folder for whatever its libraries put down.
 *
 * @param classPath its class path
 * @param main its main class
 */
record ParserCommand(String classPath, String main) {
  private static final String MAIN = "org.zhizhi.extract.Worker";

  /** The folder of the parsers' jars, if they are not where they belong. */
  private static final String PROPERTY = "zhizhi.extract";

  /**
   * The parsers of this program: in the folder {@code extract} beside {@code lib}, where its jars
   * lie; in tests, on its own class path.
   *
   * @throws BadInput if they are not there
   */
  static ParserCommand installed() {
    String set = System.getProperty(PROPERTY, "");
    if (set.isEmpty()
        && ParserCommand.class.getResource("/org/zhizhi/extract/Worker.class") != null) {
      return new ParserCommand(absolute(System.getProperty("java.class.path")), MAIN);
    }
    Path folder = set.isEmpty() ? home().resolveSibling("extract") : Path.of(set).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new BadInput(
          folder + ": the parsers are missing",
          "build with ./zhizhi, or name their folder with -D" + PROPERTY);
    }
    return new ParserCommand(folder + File.separator + "*", MAIN);
  }

  /** The same class path from any folder: the process works in one of its own. */
  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder of the jar that this class is in. */
  private static Path home() {
    try {
      Path jar =
          Path.of(ParserCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.toAbsolutePath().getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The process, which may write below {@code folder} only. */
  ProcessBuilder process(ReadSettings settings, Path folder) {
    List<String> command =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.memoryMb() + "m",
                "-XX:MaxDirectMemorySize=" + Math.max(settings.memoryMb() / 4, 64) + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr", // where it says so
                "-XX:-UsePerfData", // which would write to /tmp
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Djava.io.tmpdir=" + folder,
                "-Dpdfbox.fontcache=" + folder,
                "-Djava.awt.headless=true",
                "-Duser.language=en", // the same texts on every machine
                "-Duser.country=",
                "-Duser.timezone=UTC",
                "-Djdk.net.hosts.file=" + folder.resolve("no-hosts"), // no name is looked up
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                main)
            .toList();
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    process.environment().remove("JAVA_TOOL_OPTIONS");
    process.environment().remove("JDK_JAVA_OPTIONS");
    process.environment().remove("GLIBC_TUNABLES"); // chosen for tensors
    process.environment().put("OMP_THREAD_LIMIT", "1"); // Tesseract's
    return process;
  }
}
