package org.zhizhi.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.zhizhi.data.decode.Encodings;
import org.zhizhi.data.decode.Utf8;

/**
 * The encoding of a web page: its byte order mark, UTF-8 if it is that, what is declared, what
 * makes sense. Bytes come before declarations, since pages that were converted often keep the old
 * one.
 */
final class PageEncoding implements EncodingDetector {
  private static final long serialVersionUID = 1L;
  private static final int HEAD = 1 << 16;

  private static final Pattern DECLARED =
      Pattern.compile("(?:charset|encoding)\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)");

  @Override
  public Charset detect(InputStream in, Metadata metadata) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return detect(head, metadata.get(Metadata.CONTENT_TYPE));
  }

  /**
   * The encoding of a page that starts with {@code head}.
   *
   * @param type the media type it was sent with, maybe null
   */
  static Charset detect(byte[] head, String type) {
    Optional<Charset> wide = Encodings.wide(head, head.length);
    if (wide.isPresent()) {
      return wide.get();
    }
    Utf8.Scan scan = Utf8.scan(head, 0, head.length, false);
    if (scan.good() > 0 && scan.mostly()) {
      return StandardCharsets.UTF_8;
    }
    String start = new String(head, 0, Math.min(head.length, 4096), StandardCharsets.ISO_8859_1);
    return declared(start)
        .or(() -> declared(String.valueOf(type)))
        .filter(charset -> !charset.equals(StandardCharsets.UTF_8) || scan.good() > 0)
        .or(() -> Encodings.detect(head, 0, head.length))
        .orElse(StandardCharsets.UTF_8);
  }

  private static Optional<Charset> declared(String text) {
    Matcher declared = DECLARED.matcher(text);
    return declared.find() ? named(declared.group(1)) : Optional.empty();
  }

  /** The encoding meant by a name, which may be null: GB2312 and GBK are subsets of GB18030. */
  static Optional<Charset> named(String name) {
    if (name == null) {
      return Optional.empty();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    String meant =
        lower.startsWith("gb") || lower.contains("936")
            ? "GB18030"
            : lower.startsWith("big5")
                ? "Big5-HKSCS"
                : lower.equals("iso-8859-1") || lower.equals("latin1") ? "windows-1252" : name;
    try {
      return Optional.of(Charset.forName(meant));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
