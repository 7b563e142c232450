package org.zhizhi.language.exam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/**
 * A file as records, known by its content: lines of JSON objects, a JSON array or object, a table
 * with a header; any of them gzipped. What is none of these is plain text.
 *
 * @param rows at least one, but for plain text none
 */
record Records(Path file, List<Row> rows, String text) {
  private static final int MOST_BYTES = 1 << 28;

  static Records read(Path file) {
    String text = text(file);
    String start = text.stripLeading();
    if (start.startsWith("[")) {
      return of(file, text, array(file, tree(file.toString(), text)));
    }
    if (start.startsWith("{")) {
      return of(file, text, objects(file, text));
    }
    return isTable(file) ? of(file, text, table(file, text)) : new Records(file, List.of(), text);
  }

  /** The name without folder and endings: {@code HalluQA} of {@code HalluQA.json.gz}. */
  String stem() {
    return stem(file);
  }

  static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("(\\.[A-Za-z]{2,5}){1,2}$", "");
  }

  static boolean isTable(Path file) {
    return file.getFileName().toString().matches("(?i).*\\.[ct]sv(\\.gz)?");
  }

  private static Records of(Path file, String text, List<Row> rows) {
    if (rows.isEmpty()) {
      throw new BadInput(file + ": holds no questions", "give a file with one or more");
    }
    return new Records(file, rows, text);
  }

  private static String text(Path file) {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(2);
      boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      InputStream plain = zipped ? new GZIPInputStream(in) : in;
      byte[] bytes = plain.readNBytes(MOST_BYTES);
      if (plain.read() >= 0) {
        throw new BadInput(
            file + ": has more than " + MOST_BYTES + " bytes", "split it into several exams");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BadInput(file + ": is not UTF-8 text", "save it as UTF-8", e);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the file", e);
    }
  }

  private static JsonNode tree(String where, String text) {
    try {
      return Json.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new BadInput(
          where
              + (where.contains(" line ") ? "" : " line " + line)
              + ": not JSON ("
              + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ")
              + ")",
          "mend it or copy the file again",
          e);
    }
  }

  private static List<Row> array(Path file, JsonNode array) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode each : array) {
      rows.add(row(file + " record " + (rows.size() + 1), each));
    }
    return rows;
  }

  private static Row row(String where, JsonNode node) {
    if (!node.isObject()) {
      throw new BadInput(where + ": is no JSON object", "give one object for each question");
    }
    return new Row(where, node);
  }

  /** Lines of one object each, or one object that holds the list. */
  private static List<Row> objects(Path file, String text) {
    String first = text.stripLeading().lines().findFirst().orElse("");
    if (!first.stripTrailing().endsWith("}") || !isJson(first)) {
      JsonNode whole = tree(file.toString(), text);
      for (JsonNode field : whole) {
        if (field.isArray() && !field.isEmpty() && field.get(0).isObject()) {
          return field.get(0).has("paragraphs") ? passages(file, field) : array(file, field);
        }
      }
      return List.of(row(file + " record 1", whole));
    }
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        String where = file + " line " + number;
        rows.add(row(where, tree(where, line)));
      }
    }
    boolean alone = rows.size() == 1 && rows.getFirst().fields().path("data").isArray();
    return alone ? passages(file, rows.getFirst().fields().path("data")) : rows;
  }

  private static boolean isJson(String line) {
    try {
      Json.JSON.readTree(line);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** SQuAD's nesting, as CMRC and DRCD have it, with a row for each question. */
  private static List<Row> passages(Path file, JsonNode articles) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode article : articles) {
      for (JsonNode paragraph : article.path("paragraphs")) {
        for (JsonNode asked : paragraph.path("qas")) {
          ObjectNode fields = Json.object();
          fields.set("id", asked.path("id"));
          fields.set("question", asked.path("question"));
          fields.set("context", paragraph.path("context"));
          fields.set("passage", paragraph.path("id"));
          asked.path("answers").forEach(a -> fields.withArray("answers").add(a.path("text")));
          rows.add(new Row(file + " question " + asked.path("id").asText(), fields));
        }
      }
    }
    return rows;
  }

  /** A table whose first row names the columns; one without names is MMLU as first published. */
  private static List<Row> table(Path file, String text) {
    char separator = file.getFileName().toString().matches("(?i).*\\.tsv(\\.gz)?") ? '\t' : ',';
    List<Table.Line> lines = Table.lines(text, separator);
    List<Row> rows = new ArrayList<>();
    if (lines.isEmpty()) {
      return rows;
    }
    List<String> head = lines.getFirst().cells();
    boolean unnamed = head.size() == 6 && head.getLast().strip().matches("[A-E]");
    List<String> names = unnamed ? List.of("Question", "A", "B", "C", "D", "Answer") : head;
    for (Table.Line line : lines.subList(unnamed ? 0 : 1, lines.size())) {
      String where = file + " line " + line.number();
      if (line.cells().size() != names.size()) {
        throw new BadInput(
            where + ": has " + line.cells().size() + " cells, the first row " + names.size(),
            "quote cells that hold commas, quotes or line ends");
      }
      ObjectNode fields = Json.object();
      for (int i = 0; i < names.size(); i++) {
        fields.put(names.get(i).strip(), line.cells().get(i));
      }
      rows.add(new Row(where, fields));
    }
    return rows;
  }
}
