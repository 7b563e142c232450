package org.zhizhi.language.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.language.tokenizer.Message;

/**
 * Dialogues to tune on, from files of two forms: OpenAI messages, a JSON object a line with {@code
 * "messages": [{"role", "content"}]}, and Alpaca, a JSON array (or lines) of objects with {@code
 * "instruction"}, {@code "input"} and {@code "output"}.
 */
public final class Dialogues {
  private Dialogues() {}

  /** All dialogues of {@code sources}, .jsonl or .json files or folders of them. */
  public static Iterator<List<Message>> read(List<Path> sources) {
    List<List<Message>> all = new ArrayList<>();
    for (Path file : files(sources)) {
      if (file.toString().endsWith(".jsonl")) {
        int number = 0;
        for (String line : lines(file)) {
          number++;
          if (!line.isBlank()) {
            all.add(dialogue(file + " line " + number, parse(file, number, line)));
          }
        }
      } else {
        JsonNode array = Json.read(file);
        for (int i = 0; i < array.size(); i++) {
          all.add(dialogue(file + " entry " + (i + 1), array.get(i)));
        }
      }
    }
    if (all.isEmpty()) {
      throw new BadInput(
          sources + ": no dialogues", "give .jsonl or .json files in messages or Alpaca form");
    }
    return all.iterator();
  }

  private static List<Path> files(List<Path> sources) {
    List<Path> files = new ArrayList<>();
    for (Path source : sources) {
      if (!Files.exists(source)) {
        throw new BadInput(source + ": no such file or folder", "check the path");
      }
      try (Stream<Path> found = Files.walk(source)) {
        found
            .filter(Files::isRegularFile)
            .filter(f -> f.toString().toLowerCase(Locale.ROOT).matches(".*\\.jsonl?"))
            .sorted()
            .forEach(files::add);
      } catch (IOException e) {
        throw new BadInput(source + ": cannot be read (" + e + ")", "check the path", e);
      }
    }
    return files;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadInput(file + ": not UTF-8 text (" + e + ")", "save it as UTF-8", e);
    }
  }

  private static JsonNode parse(Path file, int number, String line) {
    try {
      return Json.JSON.readTree(line);
    } catch (IOException e) {
      throw new BadInput(
          file + " line " + number + ": not JSON", "each line should be one JSON object", e);
    }
  }

  private static List<Message> dialogue(String where, JsonNode node) {
    List<Message> messages = new ArrayList<>();
    if (node.has("messages")) {
      for (JsonNode turn : node.get("messages")) {
        messages.add(
            new Message(
                text(where, turn, "role"), text(where, turn, "content"), weight(where, turn)));
      }
    } else {
      String input = node.path("input").asText("");
      messages.add(
          Message.user(text(where, node, "instruction") + (input.isBlank() ? "" : "\n" + input)));
      messages.add(Message.assistant(text(where, node, "output")));
    }
    if (messages.stream().noneMatch(m -> m.role().equals(Message.ASSISTANT) && m.learned())) {
      throw new BadInput(where + ": no answer to learn", "each dialogue needs an assistant turn");
    }
    return messages;
  }

  /** OpenAI's {@code weight} of a message: 0 is read but not learned. */
  private static boolean weight(String where, JsonNode turn) {
    JsonNode value = turn.path("weight");
    if (!value.isMissingNode() && (!value.isNumber() || value.asInt() != 0 && value.asInt() != 1)) {
      throw new BadInput(where + ": \"weight\" is " + value, "give 0 or 1, or leave it out");
    }
    return value.isMissingNode() || value.asInt() == 1;
  }

  private static String text(String where, JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new BadInput(
          where + ": \"" + field + "\" is " + (value.isMissingNode() ? "missing" : value),
          "give messages with role and content, or instruction and output");
    }
    return value.asText();
  }
}
