package org.zhizhi.extract;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.zhizhi.data.read.Format;

/** The bytes of a file or an entry, and what is said about them. Read once, from the start. */
final class Content implements Closeable {
  private final String name;
  private final String type;
  private final long size;
  private final Guard guard;
  private final Optional<Path> path;
  private Optional<byte[]> bytes;
  private Optional<BufferedInputStream> stream = Optional.empty();

  private Content(
      String name,
      String type,
      long size,
      Guard guard,
      Optional<Path> path,
      Optional<byte[]> bytes) {
    this.name = name;
    this.type = type;
    this.size = size;
    this.guard = guard;
    this.path = path;
    this.bytes = bytes;
  }

  /** A file on the disk. */
  static Content file(Path path, String name, Guard guard) throws IOException {
    return new Content(name, "", Files.size(path), guard, Optional.of(path), Optional.empty());
  }

  /** An entry in memory, of the media type {@code type} or "". */
  static Content bytes(byte[] bytes, String name, String type, Guard guard) {
    return new Content(name, type, bytes.length, guard, Optional.empty(), Optional.of(bytes));
  }

  /**
   * An entry as it is unpacked.
   *
   * @param size bytes it says it has, -1 if it does not
   */
  static Content stream(InputStream in, String name, String type, long size, Guard guard) {
    Content content = new Content(name, type, size, guard, Optional.empty(), Optional.empty());
    content.stream = Optional.of(new BufferedInputStream(guard.unpacking(in), 1 << 16));
    return content;
  }

  String name() {
    return name;
  }

  /** The media type that is declared, with parameters; "" if none is. */
  String type() {
    return type;
  }

  long size() {
    return Math.max(bytes.map(all -> (long) all.length).orElse(size), 0);
  }

  Guard guard() {
    return guard;
  }

  Optional<Path> path() {
    return path;
  }

  /** The first bytes, by which a {@link Format} can be told. */
  byte[] head() throws IOException {
    BufferedInputStream in = stream();
    in.mark(Format.HEAD);
    byte[] head = in.readNBytes(Format.HEAD);
    in.reset();
    return head;
  }

  /** All of it, as a stream. */
  BufferedInputStream stream() throws IOException {
    if (stream.isEmpty()) {
      stream = Optional.of(reread());
    }
    return stream.get();
  }

  /** All of it from the start again; of an entry, if it is in memory. */
  BufferedInputStream reread() throws IOException {
    InputStream in =
        path.isPresent() ? Files.newInputStream(path.get()) : new ByteArrayInputStream(bytes());
    return new BufferedInputStream(in, 1 << 16);
  }

  /** All of it, in memory. */
  byte[] bytes() throws IOException {
    if (bytes.isEmpty()) {
      bytes = Optional.of(guard.hold(stream()));
      stream = Optional.empty();
    }
    return bytes.get();
  }

  /** All of it, to be read in any order. */
  SeekableByteChannel channel() throws IOException {
    return path.isPresent()
        ? Files.newByteChannel(path.get())
        : new SeekableInMemoryByteChannel(bytes());
  }

  @Override
  public void close() throws IOException {
    if (path.isEmpty()) {
      bytes.ifPresent(guard::release);
      bytes = Optional.empty();
    } else if (stream.isPresent()) {
      stream.get().close();
    }
  }
}
