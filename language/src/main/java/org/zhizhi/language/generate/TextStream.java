package org.zhizhi.language.generate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Text from the bytes of tokens, as they come: a character is let out when its last byte is there,
 * and nothing of what may become a stop string before it is clear that it does not. Bytes that are
 * no UTF-8 come out as U+FFFD.
 */
final class TextStream {
  private final List<String> stops;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private boolean stopped;

  TextStream(List<String> stops) {
    this.stops = stops;
  }

  /** Takes the bytes of one token; the text that is certain now. */
  String push(byte[] token) {
    bytes.writeBytes(token);
    return decode(false);
  }

  /** Lets out what is still held; after it nothing may be pushed. */
  String finish() {
    return stopped ? "" : decode(true);
  }

  /** Whether a stop string has come; it and what follows it are dropped. */
  boolean stopped() {
    return stopped;
  }

  /** All text let out so far. */
  String text() {
    return text.toString();
  }

  private String decode(boolean end) {
    ByteBuffer in = ByteBuffer.wrap(bytes.toByteArray());
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    utf8.decode(in, out, end);
    if (end) {
      utf8.flush(out);
    }
    bytes.reset();
    bytes.write(in.array(), in.position(), in.remaining());
    held.append(out.flip());
    int stop = firstStop();
    if (stop >= 0) {
      stopped = true;
      held.setLength(stop);
    }
    int keep = stopped || end ? 0 : mayBecomeStop();
    String certain = held.substring(0, held.length() - keep);
    held.delete(0, certain.length());
    text.append(certain);
    return certain;
  }

  /** Start of the stop string that is complete first, so that cuts into tokens do not matter. */
  private int firstStop() {
    int start = -1;
    int end = Integer.MAX_VALUE;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0 && (at + stop.length() < end || at + stop.length() == end && at < start)) {
        start = at;
        end = at + stop.length();
      }
    }
    return start;
  }

  /** Length of the longest end of what is held that begins a stop string. */
  private int mayBecomeStop() {
    int longest = 0;
    for (String stop : stops) {
      for (int n = Math.min(stop.length() - 1, held.length()); n > longest; n--) {
        if (stop.startsWith(held.substring(held.length() - n))) {
          longest = n;
        }
      }
    }
    return longest;
  }
}
