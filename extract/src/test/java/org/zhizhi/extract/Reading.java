package org.zhizhi.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.Json;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.SourceReader;
import org.zhizhi.data.read.Sources;

/** Reads sources whole, by real processes. */
final class Reading {
  private Reading() {}

  static ReadSettings settings(String json) {
    try {
      return ReadSettings.of(Json.JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static List<Item> items(Path source, ReadSettings settings) {
    return items(source, settings, Position.START, new ArrayList<>());
  }

  /** The items from a position on; {@code after} takes the position after each. */
  static List<Item> items(
      Path source, ReadSettings settings, Position from, List<Position> after) {
    List<Item> items = new ArrayList<>();
    try (SourceReader reader = Sources.find(List.of(source)).open(settings, from)) {
      while (reader.hasNext()) {
        items.add(reader.next());
        after.add(reader.position());
      }
    }
    return items;
  }

  /** The one document of a file that is written for it. */
  static Document one(Path folder, String name, byte[] bytes) throws IOException {
    List<Item> items = all(folder, name, bytes);
    if (items.size() == 1 && items.getFirst() instanceof Item.Read read) {
      return read.document();
    }
    throw new AssertionError(name + ": " + items);
  }

  static List<Item> all(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    return items(file, ReadSettings.DEFAULTS);
  }

  /** A line for each item: the text, or the reason. */
  static List<String> lines(List<Item> items) {
    return items.stream()
        .map(
            item ->
                switch (item) {
                  case Item.Read read -> read.document().id() + ": " + read.document().text();
                  case Item.Refused refused -> refused.id() + " refused: " + refused.reason();
                })
        .toList();
  }
}
