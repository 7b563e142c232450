package org.zhizhi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.SourceFile;
import org.zhizhi.data.read.SourceReader;
import org.zhizhi.data.read.Sources;

/**
 * Two hundred hostile files, read in one go under tight limits; with {@code -Dzhizhi.hostile=full}
 * at full size under the default ones: see bench/hostile.sh.
 */
class HostileTest {
  private static final boolean FULL = "full".equals(System.getProperty("zhizhi.hostile"));
  private static final int SHOWN = 50; // items of a file in target/hostile.txt
  private static final String SECRET = "the secret that no document may quote";

  /** What comes after something bad in the same file, and was read. */
  private static final List<String> GOOD =
      List.of(
          "then-good.zip#good.docx 97 characters",
          "good-after.jsonl.gz 6 characters",
          "good-after.jsonl.gz 5 characters",
          "deep/a.jsonl 4 characters");

  @TempDir Path temporary;

  @Test
  void noneStopsTheReadingAndEachHasItsTextOrItsReason() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("in"));
    Path secret = Files.writeString(temporary.resolve("secret.txt"), SECRET);
    ReadSettings settings =
        Reading.settings(
            FULL
                ? "{}"
                : "{\"memory_mb\":160,\"seconds\":10,\"max_chars\":2000000,\"depth\":3,\"entries\":2000,"
                    + "\"unpacked_mb\":400,\"ratio\":100}");
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> count(server, connections));
      long line = FULL ? 1_000_000_000 : 70_000_000;
      long zeros = FULL ? 500_000_000 : 70_000_000;
      int many = FULL ? 10 : 1;
      new HostileFiles(folder, line, zeros, many, secret, server.getLocalPort()).write();
      Set<Path> before = tree(temporary);
      Set<String> leftBefore = left();

      Sources sources = Sources.find(List.of(folder));
      assertTrue(sources.files().size() >= 200, "files: " + sources.files().size());
      Map<String, Integer> perFile = new TreeMap<>();
      Map<String, Integer> reasons = new TreeMap<>();
      List<String> log = new ArrayList<>();
      AtomicLong peak = new AtomicLong();
      Thread watch = Thread.ofVirtual().start(() -> watchMemory(peak));
      Set<String> ids = new HashSet<>();
      try (SourceReader reader = sources.open(settings)) {
        long start = System.nanoTime();
        int file = 0;
        while (reader.hasNext()) {
          Item item = reader.next();
          check(item, settings);
          String source =
              switch (item) {
                case Item.Read read -> read.document().source();
                case Item.Refused refused -> {
                  reasons.merge(refused.reason(), 1, Integer::sum);
                  assertTrue(ids.add(refused.id()), "twice: " + refused.id());
                  yield refused.source();
                }
              };
          perFile.merge(source.replaceAll("(?s)#.*", ""), 1, Integer::sum);
          Position position = reader.position();
          double seconds = (System.nanoTime() - start) / 1e9;
          if (perFile.get(source.replaceAll("(?s)#.*", "")) <= SHOWN) {
            log.add(String.format("%6.1f s %s %s", seconds, source, summary(item)));
          }
          assertTrue(position.file() >= file, position.toString());
          file = position.file();
          start = System.nanoTime();
        }
      }
      watch.interrupt();
      Files.write(Path.of("target/hostile.txt"), log);
      for (String good : GOOD) {
        assertTrue(log.stream().anyMatch(l -> l.contains(good)), good + " was not read");
      }

      Set<String> silent = new TreeSet<>();
      for (SourceFile file : sources.files()) {
        if (!perFile.containsKey(file.name())) {
          silent.add(file.name());
        }
      }
      System.out.println(
          sources.files().size()
              + " hostile files: "
              + reasons
              + ", parsers took at most "
              + (peak.get() >> 20)
              + " MiB");
      assertEquals(Set.of(), silent, "files without an item");
      assertEquals(before, tree(temporary), "files written beside the sources");
      assertEquals(leftBefore, left(), "temporary files left");
      assertFalse(Files.exists(Path.of("/tmp/zhizhi-escaped.txt")));
      assertEquals(0, connections.get(), "connections to the network");
      long limit =
          (long) settings.memoryMb() + settings.memoryMb() / 4 + 300; // heap, direct memory, JVM
      assertTrue(peak.get() >> 20 <= limit, "a parser took " + (peak.get() >> 20) + " MiB");
      for (String reason :
          List.of(
              "unpacks too large",
              "too long",
              "nested too deeply",
              "password-protected",
              "damaged",
              "cut short",
              "empty",
              "symbolic link",
              "not json")) {
        assertTrue(reasons.containsKey(reason), reason + " is not among " + reasons);
      }
      assertTrue(FULL || reasons.containsKey("too many entries"), reasons.toString());
    }
  }

  private static void check(Item item, ReadSettings settings) {
    switch (item) {
      case Item.Read read -> {
        String text = read.document().text();
        assertFalse(text.isBlank());
        assertTrue(text.length() <= settings.maxChars());
        assertTrue(text.indexOf('\0') < 0);
        assertFalse(text.contains(SECRET), read.document().id());
      }
      case Item.Refused refused -> {
        assertTrue(refused.reason().matches("[a-z-]+( [a-z-]+){0,3}"), refused.toString());
        assertEquals(1, refused.detail().lines().count(), refused.toString());
        assertFalse(refused.detail().contains(SECRET));
      }
    }
  }

  private static String summary(Item item) {
    return switch (item) {
      case Item.Read read -> read.document().text().length() + " characters";
      case Item.Refused refused -> refused.reason() + ": " + refused.detail();
    };
  }

  private static void count(ServerSocket server, AtomicInteger connections) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          connections.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private static Set<Path> tree(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return new TreeSet<>(all.toList());
    }
  }

  private static Set<String> left() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return new TreeSet<>(
          all.map(p -> p.getFileName().toString())
              .filter(n -> n.startsWith("zhizhi-parse-"))
              .toList());
    }
  }

  /** The largest peak of resident memory among the processes that this one has started. */
  private static void watchMemory(AtomicLong peak) {
    try {
      while (true) {
        for (ProcessHandle process : ProcessHandle.current().children().toList()) {
          Path status = Path.of("/proc/" + process.pid() + "/status");
          Path command = Path.of("/proc/" + process.pid() + "/cmdline");
          try (Stream<String> lines = Files.lines(status)) {
            boolean started = Files.readString(command).contains(Worker.class.getName());
            lines
                .filter(line -> started) // else it is a fork that is still this process
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .forEach(bytes -> peak.accumulateAndGet(bytes, Math::max));
          } catch (IOException | java.io.UncheckedIOException e) {
            // it has ended
          }
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      // the reading is over
    }
  }
}
