package org.zhizhi.language.exam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/**
 * What a model said, by a digest of the model and of everything that decides what it says. A file
 * of lines {@code {"key", "value"}}, to which each result is added as it comes: a kill loses at
 * most the line being written, which the next start cuts off. One process at a time.
 */
final class ResultCache implements AutoCloseable {
  private final Map<String, String> values = new HashMap<>();
  private final Optional<FileChannel> file;
  private final Path path;

  private ResultCache(Path path, Optional<FileChannel> file) {
    this.path = path;
    this.file = file;
  }

  /** A cache in memory. */
  static ResultCache inMemory() {
    return new ResultCache(Path.of("memory"), Optional.empty());
  }

  /**
   * The cache in {@code path}, which is made if it is not there.
   *
   * @throws BadInput if it cannot be written or another process uses it
   */
  static ResultCache open(Path path) {
    FileChannel channel = null;
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw new BadInput(
            path + ": another exam is using it", "wait for its end or give another --out");
      }
      ResultCache cache = new ResultCache(path, Optional.of(channel));
      channel.truncate(cache.load(channel));
      channel.position(channel.size());
      return cache;
    } catch (IOException e) {
      throw new BadInput(
          path + ": cannot be written (" + e + ")", "choose another place with --out", e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process holds it
    }
  }

  /** Takes the lines in; gives the bytes up to the end of the last that is whole. */
  private long load(FileChannel channel) throws IOException {
    // by this channel: to close another one on the file would drop the lock
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long whole = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.write(b);
      } else if (take(line.toString(StandardCharsets.UTF_8))) {
        whole += line.size() + 1;
        line.reset();
      } else {
        return whole; // what stands behind it is asked again
      }
    }
    return whole;
  }

  private boolean take(String line) {
    try {
      JsonNode node = Json.JSON.readTree(line);
      if (!node.path("key").isTextual() || !node.has("value")) {
        return false;
      }
      values.put(node.path("key").asText(), Json.line(node.path("value")));
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** What is known under {@code key}. */
  Optional<JsonNode> find(String key) {
    String value = values.get(key);
    try {
      return value == null ? Optional.empty() : Optional.of(Json.JSON.readTree(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // it was written by Json.line
    }
  }

  /** Adds a result. */
  void put(String key, JsonNode value) {
    values.put(key, Json.line(value));
    if (file.isEmpty()) {
      return;
    }
    var node = Json.object().put("key", key);
    node.set("value", value);
    ByteBuffer line = ByteBuffer.wrap((Json.line(node) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        file.get().write(line);
      }
    } catch (IOException e) {
      throw new BadInput(path + ": cannot be written (" + e + ")", "free space", e);
    }
  }

  @Override
  public void close() {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      throw new BadInput(path + ": cannot be closed (" + e + ")", "check the disk", e);
    }
  }
}
