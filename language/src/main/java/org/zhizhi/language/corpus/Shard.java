package org.zhizhi.language.corpus;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Digest;

/** One shard: its files mapped, their lengths and boundaries checked. */
final class Shard {
  private static final ValueLayout.OfShort UINT16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt UINT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final String REMEDY = "encode the corpus anew or copy the folder again";

  private final Path base;
  private final int width;
  private final int vocabulary;
  private final long tokens;
  private final long documents;
  private final MemorySegment bin;
  private final MemorySegment idx;
  private final MemorySegment mask; // or null
  private final Index digests;

  private Shard(
      Path base,
      Arena arena,
      int width,
      int vocabulary,
      boolean masked,
      long tokens,
      long documents,
      Index digests) {
    this.base = base;
    this.width = width;
    this.vocabulary = vocabulary;
    this.tokens = tokens;
    this.documents = documents;
    this.digests = digests;
    bin = map(file("bin"), arena, tokens * width);
    idx = map(file("idx"), arena, documents * 8);
    mask = masked ? map(file("mask"), arena, tokens) : null;
    long end = 0;
    for (long document = 0; document < documents; document++) {
      long next = end(document);
      if (next <= end || next > tokens) {
        throw new BadInput(
            file("idx")
                + ": document "
                + document
                + " ends at token "
                + next
                + ", the one before it at "
                + end
                + ", the shard at "
                + tokens,
            REMEDY);
      }
      end = next;
    }
    if (end != tokens) {
      throw new BadInput(
          file("idx") + ": the last document ends at token " + end + ", the shard at " + tokens,
          REMEDY);
    }
  }

  static Shard map(
      Path base,
      Arena arena,
      int width,
      int vocabulary,
      boolean masked,
      long tokens,
      long documents,
      Index digests) {
    return new Shard(base, arena, width, vocabulary, masked, tokens, documents, digests);
  }

  private Path file(String ending) {
    return base.resolveSibling(base.getFileName() + "." + ending);
  }

  private static MemorySegment map(Path file, Arena arena, long bytes) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != bytes) {
        throw new BadInput(
            file + ": has " + channel.size() + " bytes, index.json says " + bytes, REMEDY);
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": missing", REMEDY, e);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", REMEDY, e);
    }
  }

  long tokens() {
    return tokens;
  }

  long documents() {
    return documents;
  }

  /** Where {@code document} ends, in tokens; it starts where the one before it ends. */
  long end(long document) {
    return idx.get(INT64, document * 8);
  }

  long start(long document) {
    return document == 0 ? 0 : end(document - 1);
  }

  int token(long at) {
    int token = width == 2 ? bin.get(UINT16, at * 2) & 0xffff : bin.get(UINT32, at * 4);
    if (token < 0 || token >= vocabulary) {
      throw new BadInput(
          file("bin")
              + ": token "
              + at
              + " is "
              + Integer.toUnsignedLong(token)
              + ", the vocabulary has "
              + vocabulary,
          REMEDY);
    }
    return token;
  }

  boolean learned(long at) {
    return mask == null || mask.get(ValueLayout.JAVA_BYTE, at) != 0;
  }

  void verify() {
    verify("bin", bin);
    verify("idx", idx);
    if (mask != null) {
      verify("mask", mask);
    }
  }

  private void verify(String ending, MemorySegment data) {
    Digest digest = new Digest();
    byte[] chunk = new byte[1 << 16];
    for (long at = 0; at < data.byteSize(); at += chunk.length) {
      int n = (int) Math.min(chunk.length, data.byteSize() - at);
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, chunk, 0, n);
      digest.add(chunk, 0, n);
    }
    String found = digest.hex();
    if (!found.equals(digests.text(ending))) {
      throw new BadInput(
          file(ending) + ": SHA-256 is " + found + ", index.json says " + digests.text(ending),
          REMEDY);
    }
  }
}
