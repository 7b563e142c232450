package org.zhizhi.data.read;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

/** A file that is read in this process: plain formats, packed or not, and files that fail. */
final class PlainFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final int number;
  private final Counted counted;
  private final Optional<PlainReader> reader;
  private Optional<Item> problem;
  private long given;

  /** How a file is to be read. */
  record Kind(Format format, Packing packing) {
    /** By the file's name and start, or by its name alone. */
    static Kind of(SourceFile file, boolean byName) {
      if (byName) {
        Format format = Format.plain(file.name()).orElse(Format.TEXT);
        return new Kind(format, Packing.of(file.name()));
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), BUFFER)) {
        in.mark(Format.HEAD);
        byte[] head = in.readNBytes(Format.HEAD);
        in.reset();
        Packing packing = Packing.of(head);
        byte[] start = packing == Packing.NONE ? head : packing.unpack(in).readNBytes(Format.HEAD);
        return new Kind(Format.of(file.name(), start), packing);
      } catch (IOException e) {
        return new Kind(Format.TEXT, Packing.of(file.name())); // whose reading meets it again
      }
    }
  }

  PlainFile(int number, SourceFile file, Kind kind, ReadSettings settings) {
    this.number = number;
    PlainReader opened = null;
    Item failed = null;
    Counted stream = null;
    if (!file.problem().isEmpty()) {
      failed = refused(file, file.problem(), file.problem() + ", which is not followed or read");
    } else {
      try {
        stream = new Counted(Files.newInputStream(file.path()));
        Counted packed = stream;
        InputStream in = kind.packing().unpack(stream);
        if (kind.packing() != Packing.NONE && settings.repair()) {
          in = new GuardedInput(in, () -> packed.count, settings);
        }
        opened = PlainReader.open(kind.format(), file.name(), in, settings);
      } catch (IOException e) {
        closeAfter(stream, e);
        failed = PlainReader.damaged(file.name() + "#0", file.name(), e, file.bytes());
      }
    }
    this.counted = stream;
    this.reader = Optional.ofNullable(opened);
    this.problem = Optional.ofNullable(failed);
  }

  private static Item refused(SourceFile file, String reason, String detail) {
    return new Item.Refused(file.name() + "#0", file.name(), reason, detail, file.bytes());
  }

  private static void closeAfter(Counted stream, IOException cause) {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The next item, empty after the last. */
  Optional<ParsedFile.Given> next() {
    Optional<Item> item = reader.isPresent() ? reader.get().next() : problem;
    problem = Optional.empty();
    return item.map(i -> new ParsedFile.Given(i, new Position(number, "", ++given)));
  }

  /** Bytes of the file that have been read. */
  long bytesRead() {
    return counted == null ? 0 : counted.count;
  }

  @Override
  public void close() {
    try {
      if (reader.isPresent()) {
        reader.get().close();
      }
    } catch (IOException e) {
      // it was only read
    }
  }

  /** Counts what passes. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int n = super.read(into, at, length);
      count += Math.max(n, 0);
      return n;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
