package org.zhizhi.data;

import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.zhizhi.base.BadInput;

/**
 * The lines of a UTF-8 file, plain or compressed, in pieces of bounded length. A byte order mark
 * goes, CR LF becomes LF. What is no UTF-8 text is refused with the byte where it starts.
 */
final class LineReader implements AutoCloseable {
  private final Path path;
  private final Counted counted;
  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private final CharBuffer chars = CharBuffer.allocate(1 << 16).flip();

  /** Offset, in the text as unpacked, of the first byte in {@link #bytes}. */
  private long offset;

  private boolean ended;
  private long line;

  LineReader(Path path) throws IOException {
    this.path = path;
    this.counted = new Counted(Files.newInputStream(path));
    try {
      this.in = unpack(path, counted);
      fill();
    } catch (IOException e) {
      counted.close();
      throw damaged(e);
    } catch (RuntimeException e) {
      counted.close();
      throw e;
    }
    if (chars.hasRemaining() && chars.get(chars.position()) == '\ufeff') {
      chars.get();
    }
  }

  /**
   * Appends the next line without its end, or as much of it as {@code limit} allows.
   *
   * @return what was found
   */
  Piece next(StringBuilder into, int limit) throws IOException {
    int room = limit;
    if (!chars.hasRemaining() && !fill()) {
      return Piece.END;
    }
    while (chars.hasRemaining() || fill()) {
      char c = chars.get();
      if (c == '\n') {
        line++;
        int last = into.length() - 1;
        if (room < limit && into.charAt(last) == '\r') {
          into.setLength(last);
        }
        return Piece.LINE;
      }
      if (c == '\0') {
        throw new BadInput(
            path + ": line " + (line + 1) + " holds a NUL byte: this is not text",
            "remove the file, or convert it to UTF-8 if it is UTF-16: iconv -f UTF-16 -t UTF-8");
      }
      into.append(c);
      // one more than the limit is better than half a surrogate pair
      if (--room <= 0 && !Character.isHighSurrogate(c)) {
        return Piece.PART;
      }
    }
    line++;
    return Piece.LINE;
  }

  /** What {@link #next} found: a line to its end, the start of a longer one, or no more lines. */
  enum Piece {
    LINE,
    PART,
    END
  }

  /** Number of the line last read, from 1. */
  long line() {
    return line;
  }

  /** Bytes of the file as it lies on the disk that have been read. */
  long bytesRead() {
    return counted.count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Refills {@link #chars}; false at the end. */
  private boolean fill() throws IOException {
    chars.clear();
    while (chars.position() == 0) {
      if (!ended) {
        offset += bytes.position();
        bytes.compact();
        int n = read();
        ended = n < 0;
        bytes.flip();
      }
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError()) {
        throw notUtf8(offset + bytes.position());
      }
      if (ended && !bytes.hasRemaining()) {
        break;
      }
    }
    chars.flip();
    return chars.hasRemaining();
  }

  private int read() throws IOException {
    try {
      int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
      bytes.position(bytes.position() + Math.max(n, 0));
      return n;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private RuntimeException damaged(IOException e) {
    String what =
        e instanceof EOFException || String.valueOf(e.getMessage()).contains("Truncated")
            ? ": is cut short"
            : e instanceof ZipException || String.valueOf(e).contains("Zstd")
                ? ": is damaged (" + e.getMessage() + ")"
                : ": cannot be read (" + e + ")";
    return new BadInput(path + what, "copy the file again or remove it", e);
  }

  private BadInput notUtf8(long at) {
    String remedy =
        isGb18030()
            ? "it reads as GB18030, convert it: iconv -f GB18030 -t UTF-8 OLD > NEW"
            : "convert it to UTF-8 (iconv -f ENCODING -t UTF-8 OLD > NEW) or remove it";
    return new BadInput(path + ": not UTF-8 text at byte " + at, remedy);
  }

  /**
   * Whether the file starts as GB18030 and not as UTF-8 with a flaw: damaged UTF-8 often decodes as
   * GB18030 too, but has many good characters for each bad one.
   */
  private boolean isGb18030() {
    try (InputStream again = unpack(path, Files.newInputStream(path))) {
      byte[] start = again.readNBytes(1 << 20);
      CharBuffer text = CharBuffer.allocate(start.length);
      CharsetDecoder gb18030 = Charset.forName("GB18030").newDecoder();
      if (gb18030.decode(ByteBuffer.wrap(start), text, false).isError()) {
        return false;
      }
      int[] asUtf8 = new String(start, StandardCharsets.UTF_8).chars().toArray();
      long bad = Arrays.stream(asUtf8).filter(c -> c == 0xfffd).count();
      long good = Arrays.stream(asUtf8).filter(c -> c >= 0x80).count() - bad;
      return bad > good && text.flip().chars().anyMatch(c -> c >= 0x4e00 && c < 0xa000);
    } catch (IOException e) {
      return false;
    }
  }

  private static InputStream unpack(Path path, InputStream in) throws IOException {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz")
        ? new GZIPInputStream(in, 1 << 16)
        : name.endsWith(".zst") ? new ZstdInputStream(in) : in;
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
  }
}
