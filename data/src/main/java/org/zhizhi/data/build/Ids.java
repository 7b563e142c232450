package org.zhizhi.data.build;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks the ids of kept documents up by their number, one read each, without holding them. */
final class Ids implements Rejects.Names {
  private static final int OPEN = 32;

  private record Files(FileChannel index, FileChannel ids) {}

  private final List<Chunk> chunks;
  private final long[] firsts;
  private final Map<Chunk, Files> open = new LinkedHashMap<>(16, 0.75f, true);

  Ids(List<Chunk> chunks) {
    // of chunks without documents, which start where the next one does, none is ever asked for
    this.chunks = chunks.stream().filter(chunk -> chunk.kept() > 0).toList();
    this.firsts = this.chunks.stream().mapToLong(Chunk::first).toArray();
  }

  @Override
  public String id(long document) throws IOException {
    Chunk chunk = chunk(document);
    Files files = files(chunk);
    int number = (int) (document - chunk.first());
    int start = idAt(files, number);
    long end = number + 1 < chunk.kept() ? idAt(files, number + 1) : files.ids().size();
    return new String(read(files.ids(), start, (int) end - start), StandardCharsets.UTF_8);
  }

  /** The chunk that holds kept document number {@code document}. */
  Chunk chunk(long document) {
    int at = java.util.Arrays.binarySearch(firsts, document);
    return chunks.get(at >= 0 ? at : -at - 2);
  }

  private Files files(Chunk chunk) throws IOException {
    Files files = open.get(chunk);
    if (files == null) {
      if (open.size() == OPEN) {
        close(open.remove(open.keySet().iterator().next()));
      }
      files = new Files(channel(chunk, Chunk.KEPT_INDEX), channel(chunk, Chunk.IDS));
      open.put(chunk, files);
    }
    return files;
  }

  private static int idAt(Files files, int number) throws IOException {
    long at = (long) number * Entry.BYTES + Entry.ID_AT;
    return ByteBuffer.wrap(read(files.index(), at, Integer.BYTES)).getInt();
  }

  private static byte[] read(FileChannel from, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (from.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("a chunk is cut short at byte " + (at + bytes.position()));
      }
    }
    return bytes.array();
  }

  private static FileChannel channel(Chunk chunk, String file) throws IOException {
    Path path = chunk.folder().resolve(file);
    return FileChannel.open(path);
  }

  private static void close(Files files) throws IOException {
    files.index().close();
    files.ids().close();
  }

  @Override
  public void close() throws IOException {
    for (Files files : new ArrayList<>(open.values())) {
      close(files);
    }
    open.clear();
  }
}
