package org.zhizhi.data.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Progress;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;

/**
 * The first part of a build: items are read and cut into chunks, and these go through the stages. A
 * chunk is cut by the length of its texts from where the one before ended, so that a build that
 * goes on cuts the same.
 */
final class Reading {
  /** Items of a chunk at most, so that small ones do not add up. */
  static final int MOST_ITEMS = 1 << 16;

  private final Input input;
  private final Work work;
  private final ChunkWriter writer;
  private final Limits limits;
  private final Watch watch;

  // of the complete chunks
  private final List<Chunk> chunks = new ArrayList<>();
  private long items;
  private long kept;
  private Position position = Position.START;
  private long bytesRead;

  // of the chunks that are cut
  private int cut;
  private long cutItems;

  Reading(Input input, Work work, ChunkWriter writer, Limits limits, Watch watch) {
    this.input = input;
    this.work = work;
    this.writer = writer;
    this.limits = limits;
    this.watch = watch;
  }

  /** Reads what is not read yet; gives the chunks of everything. */
  List<Chunk> run() throws IOException {
    int complete = work.chunks();
    for (int i = 0; i < complete; i++) {
      add(Chunk.summary(Chunk.folder(work.folder(), i)));
    }
    if (!work.isAllRead()) {
      read();
      work.allRead(chunks.size());
    }
    return chunks;
  }

  /** How many items there were. */
  long items() {
    return items;
  }

  private void read() throws IOException {
    cut = chunks.size();
    cutItems = items;
    Progress progress = watch.start("read", input.bytes()).from(bytesRead);
    long began = System.nanoTime();
    long[] text = {0};
    try (Input.Items source = input.open(position)) {
      InOrder.run(
          limits.threads(),
          () -> next(source),
          piece -> piece.chars() > InOrder.HEAVY,
          this::write,
          summary -> {
            add(summary);
            text[0] += summary.flows().getFirst().in().bytes();
            progress.update(bytesRead, rate(text[0], began));
          });
    }
    progress.done(bytesRead, Figures.count(items) + " documents  " + rate(text[0], began));
  }

  private static String rate(long bytes, long began) {
    return Figures.count(bytes / ((System.nanoTime() - began) / 1e9)) + "B/s of text";
  }

  /** The items of the next chunk; null at the end. */
  private Piece next(Input.Items source) {
    watch.check();
    long clock = System.nanoTime();
    List<Item> next = new ArrayList<>();
    long chars = 0;
    while (chars < limits.chunkChars() && next.size() < MOST_ITEMS) {
      Optional<Item> item = source.next();
      if (item.isEmpty()) {
        break;
      }
      next.add(item.get());
      chars += item.get() instanceof Item.Read read ? read.document().text().length() : 0;
    }
    if (next.isEmpty()) {
      return null;
    }
    Piece piece =
        new Piece(
            cut++,
            cutItems,
            next,
            chars,
            source.position(),
            source.bytesRead(),
            System.nanoTime() - clock);
    cutItems += next.size();
    return piece;
  }

  private Summary write(Piece piece) {
    Summary[] summary = {null};
    AtomicFile.folder(
        Chunk.folder(work.folder(), piece.chunk()),
        folder -> summary[0] = writer.write(folder, piece));
    return summary[0];
  }

  private void add(Summary summary) {
    chunks.add(new Chunk(Chunk.folder(work.folder(), chunks.size()), kept, (int) summary.kept()));
    items += summary.items();
    kept += summary.kept();
    position = summary.after();
    bytesRead = summary.bytesRead();
  }
}
