package org.zhizhi.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.TreeMap;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/**
 * Writes a corpus: a folder of shards {@code corpus-00000.jsonl.zst}, one document a line, that
 * appears whole or not at all. {@link org.zhizhi.data.read.Documents} reads it back.
 */
public final class CorpusWriter {
  /** Bytes of JSON after which the next shard starts; about 60 MB compressed. */
  private static final long SHARD_BYTES = 256L << 20;

  /** The level the zstd tool takes by default. */
  private static final int LEVEL = 3;

  /** What was written: {@code characters} in UTF-16 units, {@code bytes} of JSON. */
  public record Written(int shards, long documents, long characters, long bytes) {}

  private final long shardBytes;
  private int shards;
  private long documents;
  private long characters;
  private long bytes;

  private CorpusWriter(long shardBytes) {
    this.shardBytes = shardBytes;
  }

  /**
   * Writes all of {@code documents} to the new folder {@code corpus}.
   *
   * @throws BadInput if the folder is there already or cannot be written
   */
  public static Written write(Path corpus, Iterator<Document> documents) {
    return write(corpus, documents, SHARD_BYTES);
  }

  static Written write(Path corpus, Iterator<Document> documents, long shardBytes) {
    if (Files.exists(corpus)) {
      throw new BadInput(corpus + ": is there already", "remove it or choose another --out");
    }
    CorpusWriter writer = new CorpusWriter(shardBytes);
    AtomicFile.folder(
        corpus,
        folder -> {
          do {
            writer.shard(folder, documents);
          } while (documents.hasNext());
        });
    return new Written(writer.shards, writer.documents, writer.characters, writer.bytes);
  }

  private void shard(Path folder, Iterator<Document> from) throws IOException {
    Path file = folder.resolve(String.format(Locale.ROOT, "corpus-%05d.jsonl.zst", shards++));
    try (OutputStream raw = Files.newOutputStream(file);
        ZstdOutputStream out = new ZstdOutputStream(raw, LEVEL)) {
      out.setChecksum(true);
      long room = shardBytes;
      while (room > 0 && from.hasNext()) {
        Document document = from.next();
        byte[] line = line(document);
        out.write(line);
        room -= line.length;
        bytes += line.length;
        documents++;
        characters += document.text().length();
      }
    }
  }

  private static byte[] line(Document document) {
    ObjectNode line =
        Json.object()
            .put("id", document.id())
            .put("text", document.text())
            .put("source", document.source())
            .put("lang", document.lang())
            .put("license", document.license());
    if (!Double.isNaN(document.quality())) {
      line.put("quality", document.quality());
    }
    if (!document.meta().isEmpty()) {
      ObjectNode meta = line.putObject("meta");
      new TreeMap<>(document.meta()).forEach(meta::put);
    }
    return (Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
