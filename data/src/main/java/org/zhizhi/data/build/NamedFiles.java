package org.zhizhi.data.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that settings name: exams, models. A stage does what its files say. */
final class NamedFiles {
  private NamedFiles() {}

  /** A line with name, size and time of every file that a text in {@code settings} names. */
  static String identity(JsonNode settings) {
    StringBuilder identity = new StringBuilder();
    collect(settings, identity);
    return identity.toString();
  }

  private static void collect(JsonNode node, StringBuilder to) {
    node.forEach(inner -> collect(inner, to));
    if (node.isTextual() && !node.textValue().isBlank()) {
      try (Stream<Path> files = Files.walk(Path.of(node.textValue()))) {
        List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
        for (Path file : all) {
          to.append(file).append(' ').append(Files.size(file)).append(' ');
          to.append(Files.getLastModifiedTime(file).toMillis()).append('\n');
        }
      } catch (IOException | InvalidPathException e) {
        // names no file; if it was meant to, the stage has said so when it was made
      }
    }
  }
}
