package org.zhizhi.data.contamination;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.zhizhi.base.BadInput;

/**
 * All strings of an exam file, whatever its fields are called: values of JSON and JSONL at any
 * depth, cells of CSV and TSV, lines of text; also compressed with gzip or zstd. Reads a piece at a
 * time.
 */
final class ExamStrings {
  /** Takes a string, and whether it is a question. */
  interface Taker {
    void take(String text, boolean question);
  }

  private static final Set<String> QUESTIONS =
      Set.of("question", "prompt", "query", "problem", "input", "instruction", "stem", "问题", "题目");
  private static final int LONGEST_STRING = 16_000_000;

  private ExamStrings() {}

  static boolean isExam(String name) {
    return name.toLowerCase(Locale.ROOT)
        .matches(".*\\.(jsonl|ndjson|json|csv|tsv|txt|md)(\\.(gz|zst))?");
  }

  /** The file's name without its endings: {@code DRCD_test}. */
  static String stem(String file) {
    return file.replaceFirst("(?i)\\.(jsonl|ndjson|json|csv|tsv|txt|md)(\\.(gz|zst))?$", "");
  }

  static void read(Path file, Taker taker) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String kind = name.replaceFirst("\\.(gz|zst)$", "");
    try (InputStream in = unpack(name, Files.newInputStream(file))) {
      if (kind.endsWith(".json") || kind.endsWith("l") || kind.endsWith(".ndjson")) {
        json(file, in, taker);
      } else {
        // a decoder that reports: damaged text must not pass for an exam that nothing overlaps
        Reader reader =
            new BufferedReader(
                new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        if (kind.endsWith(".csv") || kind.endsWith(".tsv")) {
          cells(reader, kind.endsWith(".csv") ? ',' : '\t', taker);
        } else {
          lines(reader, taker);
        }
      }
    } catch (CharacterCodingException e) {
      throw bad(file, "is not UTF-8 text", e);
    } catch (ZipException e) {
      throw bad(file, "is damaged", e);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
    }
  }

  private static InputStream unpack(String name, InputStream in) throws IOException {
    return name.endsWith(".gz")
        ? new GZIPInputStream(in, 1 << 16)
        : name.endsWith(".zst") ? new ZstdInputStream(in) : in;
  }

  private static void json(Path file, InputStream in, Taker taker) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_STRING)
                    .maxNestingDepth(64)
                    .build())
            .build();
    try (JsonParser parser = factory.createParser(in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          String field = parser.currentName();
          taker.take(parser.getText(), field != null && isQuestion(field));
        }
      }
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw bad(file, "line " + line + " is not JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static boolean isQuestion(String field) {
    return QUESTIONS.contains(field.strip().toLowerCase(Locale.ROOT));
  }

  /** Cells as RFC 4180 has them; the names in the first row say which hold questions. */
  private static void cells(Reader reader, char separator, Taker taker) throws IOException {
    List<Boolean> questions = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean first = true;
    int column = 0;
    int c = reader.read();
    while (c >= 0 || !cell.isEmpty()) {
      int next = c < 0 ? -1 : reader.read();
      if (quoted && c == '"' && next == '"') {
        cell.append('"');
        next = reader.read();
      } else if (c == '"' && separator == ',' && (quoted || cell.isEmpty())) {
        quoted = !quoted;
      } else if (c < 0
          || !quoted && (c == separator || c == '\n')
          || cell.length() >= LONGEST_STRING) {
        String text = cell.toString();
        if (first) {
          questions.add(isQuestion(text));
        }
        taker.take(text, !first && column < questions.size() && questions.get(column));
        cell.setLength(0);
        column = c == '\n' ? 0 : column + 1;
        first &= c != '\n';
      } else if (c != '\r' && c != '\ufeff') {
        cell.append((char) c);
      }
      c = next;
    }
  }

  private static void lines(Reader reader, Taker taker) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n' || line.length() >= LONGEST_STRING) {
        taker.take(line.toString(), false);
        line.setLength(0);
      } else {
        line.append((char) c);
      }
    }
    taker.take(line.toString(), false);
  }

  private static BadInput bad(Path file, String what, Exception e) {
    return new BadInput(
        file + ": " + what,
        "mend the exam file or leave it out; its questions would go unnoticed",
        e);
  }
}
