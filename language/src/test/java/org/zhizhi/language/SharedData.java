package org.zhizhi.language;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Data that is not part of the project; a test that asks for it is skipped where it is absent. */
public final class SharedData {
  private SharedData() {}

  /** The file {@code name} below the shared data. */
  public static Path file(String name) {
    String set = System.getenv("ZHIZHI_DATA");
    Path root = set != null ? Path.of(set) : Path.of("../../shared/data"); // tests run in a module
    Path file = root.resolve(name);
    assumeTrue(Files.exists(file), "skipped: no " + file + " (set ZHIZHI_DATA)");
    return file;
  }

  /** The bytes of a file, unpacked where its name ends in .gz. */
  public static byte[] bytes(String name) {
    Path file = file(name);
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return plain.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At most {@code chars} of a text. */
  public static String text(String name, int chars) {
    String text = new String(bytes(name), StandardCharsets.UTF_8);
    return text.substring(0, Math.min(chars, text.length()));
  }
}
