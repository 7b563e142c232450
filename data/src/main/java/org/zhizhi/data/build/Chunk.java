package org.zhizhi.data.build;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.zhizhi.base.Json;

/**
 * A run of items that went through the stages together: a folder that is there whole or not at all.
 *
 * <ul>
 *   <li>{@code kept.jsonl.zst}: the documents that passed, lines as the corpus has them; {@code
 *       kept.index}: an {@link Entry} each; {@code kept.ids}: their ids, one behind the other;
 *       {@code notes}: by which copies are found
 *   <li>{@code rejected.jsonl.zst}: the others, as they will be written; {@code rejected.index}:
 *       item number and bytes of each
 *   <li>{@code chunk.json}: a {@link Summary}
 * </ul>
 *
 * @param first number of its first kept document among those of all chunks
 * @param kept how many documents it keeps
 */
record Chunk(Path folder, long first, int kept) {
  static final String KEPT = "kept.jsonl.zst";
  static final String KEPT_INDEX = "kept.index";
  static final String IDS = "kept.ids";
  static final String NOTES = "notes";
  static final String REJECTED = "rejected.jsonl.zst";
  static final String REJECTED_INDEX = "rejected.index";
  static final String SUMMARY = "chunk.json";

  /** Where machines share a build: of what each kept document is a copy, and the ids of those. */
  static final String COPIES = "copies";

  static final String COPY_IDS = "copies.ids";

  static Path folder(Path work, int number) {
    return work.resolve(String.format(Locale.ROOT, "chunk-%06d", number));
  }

  static Summary summary(Path folder) throws IOException {
    return Json.JSON.readValue(Files.readAllBytes(folder.resolve(SUMMARY)), Summary.class);
  }

  Summary summary() throws IOException {
    return summary(folder);
  }

  Path notes() {
    return folder.resolve(NOTES);
  }

  /** What is known of each kept document, in order. */
  Entry[] entries() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(KEPT_INDEX)));
    if (bytes.capacity() != (long) kept * Entry.BYTES) {
      throw new EOFException(
          folder + ": " + bytes.capacity() + " bytes for " + kept + " documents");
    }
    Entry[] entries = new Entry[kept];
    for (int i = 0; i < kept; i++) {
      entries[i] = Entry.read(bytes);
    }
    return entries;
  }

  /** The lines of the kept documents. */
  InputStream lines() throws IOException {
    return new BufferedInputStream(
        new ZstdInputStream(Files.newInputStream(folder.resolve(KEPT))), 1 << 16);
  }

  /** The lines of the rejected items. */
  InputStream rejectedLines() throws IOException {
    return new BufferedInputStream(
        new ZstdInputStream(Files.newInputStream(folder.resolve(REJECTED))), 1 << 16);
  }

  /** How many items it rejects. */
  long rejectedItems() throws IOException {
    return Files.size(folder.resolve(REJECTED_INDEX)) / (Long.BYTES + Integer.BYTES);
  }

  /** Number and bytes of the line of each rejected item, in order. */
  DataInputStream rejectedIndex() throws IOException {
    return new DataInputStream(
        new BufferedInputStream(Files.newInputStream(folder.resolve(REJECTED_INDEX)), 1 << 16));
  }

  /** Reads exactly {@code bytes} bytes. */
  static byte[] read(InputStream in, int bytes) throws IOException {
    byte[] read = new byte[bytes];
    if (in.readNBytes(read, 0, bytes) < bytes) {
      throw new EOFException("a work file is cut short: it should go on for " + bytes + " bytes");
    }
    return read;
  }
}
