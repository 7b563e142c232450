package org.zhizhi.data.quality;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/** Excerpts of real text that is not part of the project; skips the test where it is absent. */
final class SharedText {
  private static final int READ = 12_000_000;

  private SharedText() {}

  /** {@code count} excerpts of 300 to 3,000 characters from the first part of a collection. */
  static List<String> excerpts(String collection, int count, SplittableRandom random) {
    String set = System.getenv("ZHIZHI_DATA");
    Path root = set != null ? Path.of(set) : Path.of("../../shared/data"); // tests run in a module
    Path file = root.resolve("text").resolve(collection).resolve("part-000.txt.gz");
    assumeTrue(Files.exists(file), "skipped: no " + file + " (set ZHIZHI_DATA)");
    String all;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      all = new String(in.readNBytes(READ), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    List<String> excerpts = new ArrayList<>();
    while (excerpts.size() < count) {
      int at = random.nextInt(all.length() - 3100);
      String text = all.substring(at, at + random.nextInt(300, 3000));
      if (!text.contains("<|endoftext|>") && !Character.isLowSurrogate(text.charAt(0))) {
        excerpts.add(text);
      }
    }
    return excerpts;
  }
}
