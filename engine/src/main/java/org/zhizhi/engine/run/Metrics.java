package org.zhizhi.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/**
 * What a run measured, step by step: one line of {@code metrics.jsonl} per logged step, {@code
 * {"step":20,"loss":2.31,...}}, and the same scalars in a TensorBoard event file. Values that are
 * not finite are written as the strings {@code "NaN"} and {@code "Infinity"}.
 *
 * <p>A resumed run drops the lines after its checkpoint and writes them again, so that its file
 * equals the uninterrupted run's wherever the values do.
 */
public final class Metrics implements AutoCloseable {
  private static final String FILE = "metrics.jsonl";

  private final FileChannel lines;
  private final TensorBoard board;

  private Metrics(FileChannel lines, TensorBoard board) {
    this.lines = lines;
    this.board = board;
  }

  /** Opens the metrics in {@code folder} to go on after {@code step}; 0 starts anew. */
  static Metrics open(Path folder, long step) {
    Path file = folder.resolve(FILE);
    try {
      FileChannel lines =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        lines.truncate(bytesUpTo(file, step));
        lines.position(lines.size());
        return new Metrics(lines, TensorBoard.create(folder, step));
      } catch (IOException | RuntimeException e) {
        lines.close();
        throw e;
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** All lines logged so far in the run folder {@code folder}, oldest first. */
  public static List<JsonNode> read(Path folder) {
    List<JsonNode> all = new ArrayList<>();
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      try (var lines = Files.lines(file)) {
        for (String line : (Iterable<String>) lines::iterator) {
          all.add(Json.JSON.readTree(line));
        }
      } catch (JsonProcessingException e) {
        return all; // the last line, half written by a run that was killed or still runs
      } catch (IOException e) {
        throw new BadInput(file + ": cannot be read (" + e + ")", "check the file", e);
      }
    }
    return all;
  }

  /**
   * Records {@code values} as of {@code step}; they are with the operating system on return, so
   * that a killed process loses none.
   */
  public void log(long step, Map<String, Double> values) {
    ObjectNode line = Json.object().put("step", step);
    values.forEach(line::put);
    try {
      writeAll(lines, ByteBuffer.wrap((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8)));
      board.scalars(step, values);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Makes all that was logged survive a power cut; to be called before a checkpoint. */
  public void force() {
    try {
      lines.force(true);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    try (lines;
        board) {
      lines.force(true);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Length of the whole lines in {@code file} up to and including those of {@code step}. */
  private static long bytesUpTo(Path file, long step) throws IOException {
    long bytes = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      var line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        line.write(b);
        if (b == '\n') {
          JsonNode node;
          try {
            node = Json.JSON.readTree(line.toByteArray());
          } catch (JsonProcessingException e) {
            return bytes;
          }
          if (node.path("step").asLong(Long.MAX_VALUE) > step) {
            return bytes;
          }
          bytes += line.size();
          line.reset();
        }
      }
    }
    return bytes;
  }

  private static BadInput unwritable(IOException e) {
    return new BadInput(
        "metrics cannot be written (" + e.getMessage() + ")",
        "free space on the disk, then go on with: zhizhi resume",
        e);
  }
}
