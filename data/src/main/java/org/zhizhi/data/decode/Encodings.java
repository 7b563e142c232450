package org.zhizhi.data.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Finds the encoding of text by reading it in each and seeing which makes sense: the right one
 * shows common Chinese characters, kana, or accented letters between plain ones; a wrong one shows
 * rare characters. On documents of {@code ../shared/data} turned into GB18030, Big5 and UTF-16 it
 * errs on fewer than one in a thousand (EncodingsTest).
 */
public final class Encodings {
  /** Bytes that are looked at: enough for any language, and soon read. */
  private static final int SAMPLE = 1 << 16;

  /** What a text scores at least where its encoding is right; wrong ones stay below 0.1. */
  private static final double ENOUGH = 0.15;

  /** Share of characters that a reading may fail on, as in files with a flaw. */
  private static final double FLAWS = 0.01;

  private static final Charset CHINESE = Charset.forName("GB18030");
  private static final Charset WESTERN = Charset.forName("windows-1252");

  private static final List<Charset> CANDIDATES =
      List.of(
          CHINESE,
          Charset.forName("Big5-HKSCS"),
          Charset.forName("Shift_JIS"),
          Charset.forName("EUC-JP"),
          Charset.forName("EUC-KR"),
          WESTERN);

  /** Syllables that Korean is mostly made of. */
  private static final String COMMON_HANGUL =
      "이다는을의가에고하지를한은도로서사기나있자리어수일그시대것해만정라게인스과들부니제장보면여아전상" + "원주구공적성조세비소신오우와무안경연동선관생회";

  private Encodings() {}

  /**
   * A text and how it was read.
   *
   * @param encoding its name, and what was wrong: {@code "UTF-8"}, {@code "GB18030"}, {@code "UTF-8
   *     with 3 bad bytes"}
   */
  public record Decoded(String text, String encoding) {}

  /**
   * The text of {@code bytes} from {@code from} to {@code to}: UTF-8 where they are, even with
   * flaws, which become U+FFFD; else {@code likely} if that fits, else the encoding found; empty if
   * none makes sense.
   */
  public static Optional<Decoded> decode(byte[] bytes, int from, int to, Optional<Charset> likely) {
    String text = Utf8.decode(bytes, from, to);
    if (likely.isPresent()
        && strange(text)
        && score(likely.get(), bytes, from, to, true) > ENOUGH) {
      String other =
          decode(likely.get(), bytes, from, to); // GB18030 that happens to be valid UTF-8
      return Optional.of(new Decoded(other, likely.get().name()));
    }
    if (text.indexOf('\ufffd') < 0) {
      return Optional.of(new Decoded(text, "UTF-8"));
    }
    Utf8.Scan scan = Utf8.scan(bytes, from, to, true);
    if (scan.valid()) {
      return Optional.of(new Decoded(text, "UTF-8"));
    }
    if (scan.mostly()) {
      String flaws = scan.bad() == 1 ? "1 bad byte" : scan.bad() + " bad bytes";
      return Optional.of(new Decoded(text, "UTF-8 with " + flaws));
    }
    return likely
        .filter(charset -> score(charset, bytes, from, to, true) >= 0)
        .or(() -> detect(bytes, from, to))
        .map(charset -> new Decoded(decode(charset, bytes, from, to), charset.name()));
  }

  /**
   * The encoding of text that is not UTF-8 but has plain ASCII in it, empty if none makes sense.
   */
  public static Optional<Charset> detect(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + SAMPLE);
    Charset best = WESTERN;
    double highest = Double.NEGATIVE_INFINITY;
    for (Charset charset : CANDIDATES) {
      double score = score(charset, bytes, from, end, end == to);
      if (score > highest) {
        best = charset;
        highest = score;
      }
    }
    return highest >= ENOUGH ? Optional.of(best) : Optional.empty();
  }

  /**
   * UTF-16 or UTF-32, from the start of a file: by its byte order mark, or because one byte order
   * makes sense of it and no encoding with plain ASCII does. Empty if it is neither.
   */
  public static Optional<Charset> wide(byte[] head, int length) {
    if (length < 2) {
      return Optional.empty();
    }
    int mark = (head[0] & 0xff) << 8 | head[1] & 0xff;
    int after = length < 4 ? -1 : (head[2] & 0xff) << 8 | head[3] & 0xff;
    if (mark == 0 && after == 0xfeff) {
      return Optional.of(Charset.forName("UTF-32BE"));
    }
    if (mark == 0xfffe || mark == 0xfeff) {
      boolean big = mark == 0xfeff;
      return Optional.of(
          !big && after == 0
              ? Charset.forName("UTF-32LE")
              : big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    }
    int end = Math.min(length, SAMPLE);
    boolean nul = false;
    for (int i = 0; i < end && !nul; i++) {
      nul = head[i] == 0;
    }
    if (length < 4 || !nul && Utf8.scan(head, 0, end, false).mostly()) {
      return Optional.empty();
    }
    double little = wideScore(head, end, false);
    double big = wideScore(head, end, true);
    return Math.max(little, big) < 0.3
        ? Optional.empty()
        : Optional.of(big > little ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
  }

  /** Share of units that are ASCII or common Chinese; 0 where one in ten is in no usual script. */
  private static double wideScore(byte[] head, int end, boolean big) {
    int units = end / 2;
    int usual = 0;
    int sure = 0;
    for (int i = 0; i < units; i++) {
      int first = head[2 * i] & 0xff;
      int second = head[2 * i + 1] & 0xff;
      char c = (char) (big ? first << 8 | second : second << 8 | first);
      boolean ascii = c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t';
      sure += ascii || CommonHan.contains(c) ? 1 : 0;
      usual += ascii || isHan(c) || isCjkPunctuation(c) || c >= 0xa0 && c < 0x180 ? 1 : 0;
    }
    return usual < 0.9 * units ? 0 : (double) sure / units;
  }

  /** Whether all that is not ASCII is of two bytes and no accented letter, as in "\u05aa\u05ae". */
  private static boolean strange(String text) {
    return text.chars().anyMatch(c -> c >= 0x80)
        && text.chars().allMatch(c -> c < 0x80 || c >= 0x180 && c < 0x800);
  }

  private static String decode(Charset charset, byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, charset);
  }

  /** How much sense {@code charset} makes: the mean over all but plain ASCII, 1 at best. */
  private static double score(Charset charset, byte[] bytes, int from, int to, boolean whole) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    int end = Math.min(to, from + SAMPLE);
    CharBuffer chars = CharBuffer.allocate(2 * (end - from) + 8);
    decoder.decode(ByteBuffer.wrap(bytes, from, end - from), chars, whole && end == to);
    chars.flip();
    double sum = 0;
    int seen = 0;
    int bad = 0;
    for (int i = 0; i < chars.length(); i++) {
      char c = chars.charAt(i);
      if (c >= 0x80) {
        seen++;
        bad += c == '\ufffd' ? 1 : 0;
        sum += charset.equals(WESTERN) ? western(chars, i) : eastern(c);
      }
    }
    if (bad > FLAWS * seen || seen == 0) {
      return -2;
    }
    double mean = sum / seen;
    if (charset.equals(CHINESE)) {
      return mean + 0.5 / Math.sqrt(seen); // a few characters may well make sense in several
    }
    boolean tooMany = charset.equals(WESTERN) && seen > 0.35 * chars.length();
    return tooMany ? -1 : mean;
  }

  private static double eastern(char c) {
    if (CommonHan.contains(c)) {
      return 1;
    } else if (isHan(c)) {
      return 0.2;
    } else if (isCjkPunctuation(c)) {
      return 0.6;
    } else if (c >= 0x3040 && c < 0x3100) {
      return 0.8; // kana
    } else if (c >= 0xac00 && c < 0xd7a4) {
      return COMMON_HANGUL.indexOf(c) >= 0 ? 1 : 0;
    }
    boolean unused = c == '\ufffd' || c >= 0xe000 && c < 0xf900 || c < 0xa0 || c >= 0xff61;
    return unused ? -2 : -0.2;
  }

  /** Accented letters stand between plain ones; quotes and dashes anywhere. */
  private static double western(CharBuffer chars, int i) {
    char c = chars.charAt(i);
    if (c >= 0x2010 && c < 0x2040 || c == '\u20ac' || c == '\u00a0') {
      return 0.5;
    }
    boolean beside =
        i > 0 && isLetter(chars.charAt(i - 1))
            || i + 1 < chars.length() && isLetter(chars.charAt(i + 1));
    return c >= 0xc0 && c != '\u00d7' && c != '\u00f7' && beside ? 1 : -1;
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  private static boolean isHan(char c) {
    return c >= 0x4e00 && c < 0xa000;
  }

  /** Punctuation and full-width forms; half-width kana are none. */
  private static boolean isCjkPunctuation(char c) {
    return c >= 0x3000 && c < 0x3040
        || c >= 0xff00 && c < 0xff61
        || c >= 0x2010 && c < 0x2028
        || c == '\u00b7';
  }
}
