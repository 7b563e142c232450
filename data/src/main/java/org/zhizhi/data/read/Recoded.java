package org.zhizhi.data.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Streams in other encodings, as UTF-8 or as characters. What cannot be decoded is U+FFFD. */
final class Recoded extends InputStream {
  private final Reader reader;
  private final CharBuffer chars = CharBuffer.allocate(1 << 14).flip();
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
  private boolean ended;

  private Recoded(Reader reader) {
    this.reader = reader;
  }

  /** {@code in} as UTF-8 if it is in {@code wide}, else as it is. */
  static InputStream bytes(InputStream in, Optional<Charset> wide) throws IOException {
    return wide.isPresent() ? new Recoded(characters(in, wide)) : in;
  }

  /**
   * The characters of {@code in}, which is in {@code charset} or UTF-8, without byte order mark.
   */
  static Reader characters(InputStream in, Optional<Charset> charset) throws IOException {
    Charset encoding = charset.orElse(StandardCharsets.UTF_8);
    Reader reader = new BufferedReader(new InputStreamReader(in, encoding), 1 << 15);
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
    return reader;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, bytes.remaining());
    bytes.get(into, at, n);
    return n;
  }

  /** Encodes more where there is none left; false at the end. */
  private boolean fill() throws IOException {
    while (!bytes.hasRemaining() && !(ended && !chars.hasRemaining())) {
      chars.compact();
      ended = reader.read(chars) < 0;
      chars.flip();
      bytes.clear();
      encoder.encode(chars, bytes, ended);
      bytes.flip();
    }
    return bytes.hasRemaining();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
