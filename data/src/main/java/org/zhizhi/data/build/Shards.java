package org.zhizhi.data.build;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.zhizhi.base.Digest;

/**
 * Writes lines as shards {@code PREFIX-00000.jsonl.zst}. A shard is a sequence of zstd frames, cut
 * after so many bytes of lines, so that several threads can compress and the bytes are the same
 * however many do.
 */
final class Shards implements Closeable {
  /** The level the zstd tool takes by default. */
  private static final int LEVEL = 3;

  private record Frame(Bytes bytes, long lines, boolean last) {}

  private final Path folder;
  private final String prefix;
  private final Lines lines;
  private final Cut cut;
  private final List<Shard> shards = new ArrayList<>();

  // of the lines that frames are cut from
  private long position;
  private boolean open;

  // of the shard being written
  private OutputStream out;
  private final Digest sha = new Digest();
  private long written;
  private long bytes;

  private Shards(Path folder, String prefix, Lines lines, Cut cut) {
    this.folder = folder;
    this.prefix = prefix;
    this.lines = lines;
    this.cut = cut;
  }

  /** Writes all of {@code lines}; no shard if there are none. {@code tick} hears of lines. */
  static List<Shard> write(
      Path folder, String prefix, Lines lines, Limits limits, LongConsumer tick)
      throws IOException {
    try (Shards shards = new Shards(folder, prefix, lines, new Cut(limits.shardBytes()))) {
      InOrder.run(
          limits.threads(),
          shards::frame,
          frame -> frame.bytes().size() > InOrder.HEAVY,
          Shards::compressed,
          frame -> {
            shards.append(frame);
            tick.accept(frame.lines());
          });
      return List.copyOf(shards.shards);
    }
  }

  /** The next frame, not compressed yet; null at the end. */
  private Frame frame() throws IOException {
    Bytes frame = new Bytes(Cut.FRAME_BYTES + (Cut.FRAME_BYTES >> 2));
    long start = position;
    long count = 0;
    while (cut.frame(position) == cut.frame(start)) {
      if (!lines.next(frame)) {
        boolean last = open;
        open = false;
        return last || count > 0 ? new Frame(frame, count, true) : null;
      }
      count++;
      position = start + frame.size();
    }
    open = cut.shard(position) == cut.shard(start);
    return new Frame(frame, count, !open);
  }

  private record Compressed(Bytes bytes, long lines, long lineBytes, boolean last) {}

  private static Compressed compressed(Frame frame) throws IOException {
    Bytes packed = new Bytes(Cut.FRAME_BYTES / 2);
    if (frame.lines() > 0) {
      compress(frame.bytes(), packed);
    }
    return new Compressed(packed, frame.lines(), frame.bytes().size(), frame.last());
  }

  /** Appends {@code lines} to {@code packed} as one zstd frame. */
  static void compress(Bytes lines, Bytes packed) throws IOException {
    try (ZstdOutputStream out = new ZstdOutputStream(packed, LEVEL)) {
      out.setChecksum(true);
      lines.writeTo(out);
    }
  }

  private void append(Compressed frame) throws IOException {
    String file = name(prefix, shards.size());
    if (out == null) {
      out = Files.newOutputStream(folder.resolve(file));
    }
    frame.bytes().writeTo(out);
    sha.add(frame.bytes().array(), 0, frame.bytes().size());
    written += frame.lines();
    bytes += frame.lineBytes();
    if (frame.last()) {
      close();
      shards.add(new Shard(file, written, bytes, sha.hex()));
      written = 0;
      bytes = 0;
    }
  }

  /** The name of shard number {@code number}. */
  static String name(String prefix, int number) {
    return String.format(Locale.ROOT, "%s-%05d.jsonl.zst", prefix, number);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
