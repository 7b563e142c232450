package org.zhizhi.language.corpus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Json;

/** Appends one split's documents to shard after shard. */
final class ShardWriter implements Closeable {
  private final Path folder;
  private final Split split;
  private final int width;
  private final boolean masked;
  private final long shardBytes;
  private final ObjectNode index = Json.object();
  private final ArrayNode shards = Json.JSON.createArrayNode();
  private long tokens;
  private long documents;
  private long bytes;
  private Shard shard;

  ShardWriter(Path folder, Split split, int width, boolean masked, long shardBytes) {
    this.folder = folder;
    this.split = split;
    this.width = width;
    this.masked = masked;
    this.shardBytes = shardBytes;
  }

  void add(int[] document, BitSet answer, long textBytes) throws IOException {
    if (shard != null && (shard.tokens + document.length) * width > shardBytes) {
      endShard();
    }
    if (shard == null) {
      shard = new Shard(split.shard(shards.size()));
    }
    shard.add(document, answer);
    tokens += document.length;
    documents++;
    bytes += textBytes;
  }

  private void endShard() throws IOException {
    shards.add(shard.finish());
    shard = null;
  }

  /** Ends the last shard; returns what {@code index.json} says about this split. */
  ObjectNode finish() throws IOException {
    if (shard != null) {
      endShard();
    }
    index.put("tokens", tokens).put("documents", documents).put("bytes", bytes);
    index.set("shards", shards);
    return index;
  }

  @Override
  public void close() throws IOException {
    if (shard != null) {
      shard.close();
    }
  }

  /** A file and the digest of what has been written to it. */
  private record Part(OutputStream out, Digest digest) {
    static Part create(Path file) throws IOException {
      return new Part(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), new Digest());
    }

    void write(byte[] data, int length) throws IOException {
      out.write(data, 0, length);
      digest.add(data, 0, length);
    }

    String finish() throws IOException {
      out.close();
      return digest.hex();
    }
  }

  private final class Shard implements Closeable {
    private final String name;
    private final Part bin;
    private final Part idx;
    private final Part mask;
    private byte[] buffer = new byte[1 << 13];
    private long tokens;
    private long documents;

    Shard(String name) throws IOException {
      this.name = name;
      bin = Part.create(folder.resolve(name + ".bin"));
      idx = Part.create(folder.resolve(name + ".idx"));
      mask = masked ? Part.create(folder.resolve(name + ".mask")) : null;
    }

    void add(int[] document, BitSet answer) throws IOException {
      int length = Math.multiplyExact(document.length, width);
      if (buffer.length < length) {
        buffer = new byte[length];
      }
      int at = 0;
      for (int token : document) {
        for (int b = 0; b < width; b++) {
          buffer[at++] = (byte) (token >>> 8 * b);
        }
      }
      bin.write(buffer, length);
      tokens += document.length;
      documents++;
      byte[] end = new byte[8];
      for (int b = 0; b < 8; b++) {
        end[b] = (byte) (tokens >>> 8 * b);
      }
      idx.write(end, 8);
      if (mask != null) {
        for (int i = 0; i < document.length; i++) {
          buffer[i] = (byte) (answer.get(i) ? 1 : 0);
        }
        mask.write(buffer, document.length);
      }
    }

    ObjectNode finish() throws IOException {
      ObjectNode node = Json.object();
      node.put("name", name).put("tokens", tokens).put("documents", documents);
      ObjectNode sha = node.putObject("sha256");
      sha.put("bin", bin.finish()).put("idx", idx.finish());
      if (mask != null) {
        sha.put("mask", mask.finish());
      }
      return node;
    }

    @Override
    public void close() throws IOException {
      bin.out.close();
      idx.out.close();
      if (mask != null) {
        mask.out.close();
      }
    }
  }
}
