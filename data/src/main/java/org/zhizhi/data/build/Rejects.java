package org.zhizhi.data.build;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.zhizhi.data.DocumentWriter;

/**
 * The lines of everything that does not go into the corpus, in the order in which it was read: what
 * could not be read, what a stage rejected, copies, and what the mixture has no room for.
 */
final class Rejects implements Lines, Closeable {
  static final String DUPLICATES = "duplicates";
  static final String MIXTURE = "mixture";

  private static final String EXACT = "exact duplicate";
  private static final String NEAR = "near duplicate";
  private static final String NO_SHARE = "no weight for its source";
  private static final String OVER = "over its share";

  private final Ledger ledger;
  private final Shares shares;
  private final Names names;
  private final Iterator<Chunk> chunks;
  private final Map<String, Count> copies = new TreeMap<>();
  private final Map<String, Count> left = new TreeMap<>();
  private Open open;

  /** Tells the ids of documents that are kept, asked for in the order of their copies. */
  interface Names extends Closeable {
    /** The id of document number {@code kept} of those that passed the stages. */
    String id(long kept) throws IOException;
  }

  Rejects(Ledger ledger, Shares shares, Names names) {
    this.ledger = ledger;
    this.shares = shares;
    this.names = names;
    this.chunks = ledger.chunks().iterator();
  }

  /** Copies so far, by how they are. */
  Map<String, Count> copies() {
    return copies;
  }

  /** What the mixture had no room for so far, by why. */
  Map<String, Count> left() {
    return left;
  }

  @Override
  public boolean next(Bytes to) throws IOException {
    while (true) {
      if (open != null) {
        if (open.next(to)) {
          return true;
        }
        close();
      }
      if (!chunks.hasNext()) {
        return false;
      }
      open = new Open(chunks.next());
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
    names.close();
  }

  /** A chunk of which the rejected items and the dropped documents are merged. */
  private final class Open implements Closeable {
    private final DataInputStream index;
    private final InputStream lines;
    private long rejected;
    private long item;
    private int itemBytes;

    private final Entry[] entries;
    private final long[] copyOf;
    private final Chunk chunk;
    private InputStream kept;
    private int next;
    private long skip;

    Open(Chunk chunk) throws IOException {
      this.chunk = chunk;
      this.entries = chunk.entries();
      this.copyOf = ledger.copies(chunk);
      this.rejected = chunk.rejectedItems();
      this.index = chunk.rejectedIndex();
      this.lines = chunk.rejectedLines();
      nextRejected();
      nextDropped();
    }

    boolean next(Bytes to) throws IOException {
      long dropped = next < entries.length ? entries[next].item() : Long.MAX_VALUE;
      if (item == Long.MAX_VALUE && dropped == Long.MAX_VALUE) {
        return false;
      }
      if (item < dropped) {
        to.read(lines, itemBytes);
        nextRejected();
      } else {
        drop(entries[next], copyOf[next], to);
        next++;
        nextDropped();
      }
      return true;
    }

    private void nextRejected() throws IOException {
      if (rejected-- == 0) {
        item = Long.MAX_VALUE;
        return;
      }
      item = index.readLong();
      itemBytes = index.readInt();
    }

    /** Moves on to the next document that goes, from {@link #next}. */
    private void nextDropped() {
      while (next < entries.length
          && copyOf[next] == Ledger.KEPT
          && shares.copies(entries[next]) > 0) {
        skip += entries[next++].lineBytes();
      }
    }

    private void drop(Entry entry, long copy, Bytes to) throws IOException {
      if (kept == null) {
        kept = chunk.lines();
      }
      kept.skipNBytes(skip);
      skip = 0;
      to.read(kept, entry.lineBytes());
      to.drop("}\n".length());
      if (copy == Ledger.KEPT) {
        String reason = entry.group() < 0 ? NO_SHARE : OVER;
        left.merge(reason, Count.one(entry.textBytes()), Count::plus);
        append(to, MIXTURE, reason, "");
      } else {
        String reason = Ledger.isExact(copy) ? EXACT : NEAR;
        copies.merge(reason, Count.one(entry.textBytes()), Count::plus);
        append(to, DUPLICATES, reason, names.id(Ledger.kept(copy)));
      }
    }

    @Override
    public void close() throws IOException {
      index.close();
      lines.close();
      if (kept != null) {
        kept.close();
      }
    }
  }

  /** Appends the ground to a line that is still open. */
  private static void append(Bytes to, String stage, String reason, String detail) {
    StringBuilder end = new StringBuilder();
    end.append(",\"stage\":\"").append(stage).append("\",\"reason\":\"").append(reason).append('"');
    to.write(end.toString().getBytes(StandardCharsets.US_ASCII));
    if (!detail.isEmpty()) {
      to.write(",\"detail\":\"".getBytes(StandardCharsets.US_ASCII));
      to.write(DocumentWriter.inside(detail));
      to.write('"');
    }
    to.write("}\n".getBytes(StandardCharsets.US_ASCII));
  }
}
