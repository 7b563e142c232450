package org.zhizhi.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real Spark cluster on the loopback interface: a master and workers of one core each, every one
 * a process of its own, from the jars on the class path of the tests. The workers know Spark and
 * nothing of this project, as on a cluster that somebody else installed.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Path jars;
  private final List<Process> processes = new ArrayList<>();
  private final String url;

  /** Starts a master and {@code workers} workers, which write into {@code folder} only. */
  StandaloneCluster(Path folder, int workers) throws IOException, InterruptedException {
    this.folder = folder;
    this.jars = Files.createDirectories(folder.resolve("home/jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar") && !isOurs(jar) && !entry.contains("junit")) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
      }
    }
    try {
      start("master", List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
      url = await("master", URL).group(1);
      for (int i = 1; i <= workers; i++) {
        Path work = Files.createDirectories(folder.resolve("work-" + i));
        start(
            "worker-" + i,
            List.of(
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                work.toString(),
                url));
      }
      for (int i = 1; i <= workers; i++) {
        await("worker-" + i, REGISTERED);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** {@code spark://127.0.0.1:PORT}. */
  String url() {
    return url;
  }

  /** Kills worker number {@code worker}, from 1, with whatever runs on it. */
  void kill(int worker) {
    end(processes.get(worker));
  }

  /** This project's classes as jars, made from the folders that tests run from. */
  static List<String> jars(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path classes = Path.of(entry);
      if (Files.isDirectory(classes) && classes.endsWith("target/classes")) {
        Path jar =
            folder.resolve("zhizhi-" + classes.getParent().getParent().getFileName() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
            Stream<Path> files = Files.walk(classes)) {
          for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
            out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
            Files.copy(file, out);
          }
        }
        jars.add(jar.toString());
      } else if (isOurs(classes)) {
        jars.add(entry);
      }
    }
    return jars;
  }

  private static boolean isOurs(Path jar) {
    return Stream.of("base", "data", "spark")
        .anyMatch(module -> jar.endsWith(module + "-0.1.0.jar"));
  }

  private void start(String name, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // short-lived: compiling well would take longer than
                // running
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dspark.master.rest.enabled=false",
                "-cp",
                classPath(),
                Leashed.class.getName(),
                name.startsWith("worker") ? "worker" : name));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME",
                folder.resolve("home").toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "SPARK_LOCAL_DIRS",
                Files.createDirectories(folder.resolve("local")).toString()));
    builder.redirectErrorStream(true).redirectOutput(log(name).toFile());
    processes.add(builder.start());
  }

  /** Spark, and the folder that {@link Leashed} is in. */
  private String classPath() {
    try {
      URI tests = Leashed.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return jars.resolve("*") + File.pathSeparator + Path.of(tests);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Matcher await(String name, Pattern wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Matcher matcher = wanted.matcher(Files.readString(log(name)));
      if (matcher.find()) {
        return matcher;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(name + " does not start: " + Files.readString(log(name)));
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private static void end(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  @Override
  public void close() {
    processes.reversed().forEach(StandaloneCluster::end);
    try (Stream<Path> links =
        Files.list(jars)) { // else JUnit warns of each that it leads elsewhere
      for (Path link : (Iterable<Path>) links::iterator) {
        Files.delete(link);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
