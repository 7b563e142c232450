package org.zhizhi.data.look;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.DocumentWriter;
import org.zhizhi.data.read.Documents;

/** The documents of a corpus that are wanted, one after the other, as lines of JSON. */
public final class Look implements Iterator<JsonNode>, AutoCloseable {
  private static final ObjectMapper JSON = mapper();

  private final Iterator<Path> shards;
  private final Wanted wanted;
  private Path shard;
  private BufferedReader lines;
  private JsonNode next;

  /** How many documents were rejected on a ground, and the bytes of their texts. */
  public record Count(String stage, String reason, long documents, long bytes) {}

  private Look(List<Path> shards, Wanted wanted) {
    this.shards = shards.iterator();
    this.wanted = wanted;
  }

  /**
   * Starts to look; to be closed.
   *
   * @throws BadInput if {@code corpus} is no folder with shards of the kind that is wanted
   */
  public static Look at(Path corpus, Wanted wanted) {
    String prefix = wanted.rejected() ? "rejected-" : "corpus-";
    if (!Files.isDirectory(corpus)) {
      throw new BadInput(
          corpus + ": is no folder", "give the folder that zhizhi data build has made");
    }
    try (Stream<Path> files = Files.list(corpus)) {
      List<Path> shards =
          files
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .filter(file -> file.getFileName().toString().endsWith(".jsonl.zst"))
              .sorted()
              .toList();
      if (shards.isEmpty() && !Files.exists(corpus.resolve("report.json"))) {
        throw new BadInput(
            corpus + ": has no " + prefix + "*.jsonl.zst",
            "give the folder that zhizhi data build has made");
      }
      return new Look(shards, wanted);
    } catch (IOException e) {
      throw new BadInput(corpus + ": cannot be read (" + e + ")", "check the path", e);
    }
  }

  /** Counts the rejected documents that are wanted by stage and reason, the most first. */
  public static List<Count> count(Path corpus, Wanted wanted) {
    Map<String, Count> counts = new TreeMap<>();
    try (Look look = at(corpus, wanted)) {
      while (look.hasNext()) {
        JsonNode line = look.next();
        Count one =
            new Count(
                line.path("stage").asText(),
                line.path("reason").asText(),
                1,
                DocumentWriter.utf8(line.path("text").asText()));
        counts.merge(
            one.stage() + '\t' + one.reason(),
            one,
            (a, b) ->
                new Count(
                    a.stage(), a.reason(), a.documents() + b.documents(), a.bytes() + b.bytes()));
      }
    }
    return counts.values().stream()
        .sorted((a, b) -> Long.compare(b.documents(), a.documents()))
        .toList();
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        if (lines == null) {
          if (!shards.hasNext()) {
            return false;
          }
          shard = shards.next();
          lines =
              new BufferedReader(
                  new InputStreamReader(
                      new ZstdInputStream(Files.newInputStream(shard)), StandardCharsets.UTF_8),
                  1 << 16);
        }
        String line = lines.readLine();
        if (line == null) {
          close();
        } else {
          JsonNode read = JSON.readTree(line);
          next = wanted.matches(read) ? read : null;
        }
      }
      return true;
    } catch (IOException e) {
      throw new BadInput(shard + ": cannot be read (" + e + ")", "copy or build it again", e);
    }
  }

  @Override
  public JsonNode next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    JsonNode line = next;
    next = null;
    return line;
  }

  @Override
  public void close() {
    if (lines != null) {
      try {
        lines.close();
      } catch (IOException e) {
        throw new BadInput(shard + ": cannot be closed (" + e + ")", "check the disk", e);
      } finally {
        lines = null;
      }
    }
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Documents.MAX_CHARS + 64).build());
    return mapper;
  }
}
