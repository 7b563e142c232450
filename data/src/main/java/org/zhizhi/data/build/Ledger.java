package org.zhizhi.data.build;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;
import org.zhizhi.base.AtomicFile;

/**
 * All documents that passed the stages, in order, and which of them are copies of another.
 *
 * @param chunks in order
 * @param file a number for each document: {@link #KEPT}, or of what it is a copy
 */
record Ledger(List<Chunk> chunks, Path file) {
  /** Says that a document is no copy. */
  static final long KEPT = 0;

  /** Takes a document: what is known of it, and of what it is a copy. */
  interface Visitor {
    void document(Entry entry, long copy) throws IOException;
  }

  /**
   * Decides which documents are copies and writes it to {@code file}.
   *
   * @param copies finds them; empty says that none is
   * @param folder to work in
   */
  static void decide(
      List<Chunk> chunks,
      Path file,
      Optional<Copies> copies,
      Path folder,
      ObjDoubleConsumer<String> watch) {
    long documents = chunks.isEmpty() ? 0 : chunks.getLast().first() + chunks.getLast().kept();
    AtomicFile.write(
        file,
        raw -> {
          DataOutputStream out = new DataOutputStream(new BufferedOutputStream(raw, 1 << 16));
          long[] next = {0};
          if (copies.isPresent()) {
            List<Path> notes = chunks.stream().map(Chunk::notes).toList();
            copies
                .get()
                .decide(
                    notes,
                    folder,
                    watch,
                    (document, kept, exact) -> {
                      for (; next[0] < document; next[0]++) {
                        out.writeLong(KEPT);
                      }
                      out.writeLong(copy(kept, exact));
                      next[0]++;
                    });
          }
          for (; next[0] < documents; next[0]++) {
            out.writeLong(KEPT);
          }
          out.flush();
        });
  }

  /** Says that a document is a copy of document number {@code kept}. */
  static long copy(long kept, boolean exact) {
    return (kept + 1) << 1 | (exact ? 1 : 0);
  }

  /** Whether a copy has the very text of the document that is kept. */
  static boolean isExact(long copy) {
    return (copy & 1) == 1;
  }

  /** The number of the document that is kept in the place of a copy. */
  static long kept(long copy) {
    return (copy >>> 1) - 1;
  }

  /** Shows all documents in order. */
  void each(Visitor visitor) throws IOException {
    for (Chunk chunk : chunks) {
      Entry[] entries = chunk.entries();
      long[] copies = copies(chunk);
      for (int i = 0; i < entries.length; i++) {
        visitor.document(entries[i], copies[i]);
      }
    }
  }

  /** For each kept document of {@code chunk}, of what it is a copy. */
  long[] copies(Chunk chunk) throws IOException {
    long[] copies = new long[chunk.kept()];
    try (InputStream raw = Files.newInputStream(file)) {
      raw.skipNBytes(chunk.first() * Long.BYTES);
      DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16));
      for (int i = 0; i < copies.length; i++) {
        copies[i] = in.readLong();
      }
    }
    return copies;
  }
}
