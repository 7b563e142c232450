package org.zhizhi.data.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.zhizhi.data.decode.Encodings;
import org.zhizhi.data.decode.Utf8;

/** What kind of file it is, by its name and by how it starts: the start wins where they differ. */
public enum Format {
  /** Text, documents in it separated by lines {@code <|endoftext|>}. */
  TEXT,
  /** An object a line. */
  JSONL,
  /** An array of objects, or one object. */
  JSON,
  /** Rows with columns. */
  TABLE,
  /** What a parser must read: the other process. */
  PARSED;

  /** Bytes of the start that are enough to tell. */
  public static final int HEAD = 1 << 13;

  private static final Set<String> PAGES = Set.of("html", "htm", "xhtml");
  private static final Set<String> TEXTS = Set.of("txt", "md", "markdown", "rst", "log", "tex");
  private static final Set<String> PARSED_TEXTS =
      Set.of("html", "htm", "xhtml", "xml", "rtf", "eml", "mbox", "mht", "mhtml", "svg", "fb2");

  /** How files start that are no text, whatever their name says. */
  private static final String[] BINARIES = {
    "%PDF-", "PK\3\4", "PK\5\6", "\u00d0\u00cf\u0011\u00e0", "{\\rtf", "7z\u00bc\u00af", "Rar!",
        "PAR1",
    "WARC/", "\u0089PNG", "\u00ff\u00d8\u00ff", "GIF8", "BZh", "\u00fd7zXZ", "II*\0", "MM\0*",
    "\u007fELF", "\u00ca\u00fe\u00ba\u00be", "SQLite format", "RIFF", "OggS", "ID3", "%!PS"
  };

  /**
   * The format of a file that is not packed, or whose packing is off.
   *
   * @param name its name, maybe with the ending of its packing
   * @param head its first bytes, {@link #HEAD} of them if there are so many
   */
  public static Format of(String name, byte[] head) {
    String ending = ending(name);
    if (PARSED_TEXTS.contains(ending) || isBinary(head)) {
      return PARSED;
    }
    return plain(name).orElseGet(() -> isText(head) && !startsAsMarkup(head) ? TEXT : PARSED);
  }

  /** The plain format that a name stands for, empty if it is another's. */
  static Optional<Format> plain(String name) {
    String ending = ending(name);
    return switch (ending) {
      case "jsonl", "ndjson" -> Optional.of(JSONL);
      case "json" -> Optional.of(JSON);
      case "csv", "tsv" -> Optional.of(TABLE);
      default -> TEXTS.contains(ending) ? Optional.of(TEXT) : Optional.empty();
    };
  }

  /** What stands after the last dot, that of a packing aside: {@code "jsonl"} of a.jsonl.gz. */
  static String ending(String name) {
    String lower = Packing.strip(name.toLowerCase(Locale.ROOT));
    return lower.substring(lower.lastIndexOf('.') + 1);
  }

  private static boolean isBinary(byte[] head) {
    for (String start : BINARIES) {
      if (starts(head, start)) {
        return true;
      }
    }
    return head.length > 262 && new String(head, 257, 5, ISO_8859_1).equals("ustar");
  }

  /** Whether {@code head} starts with these bytes, one a character. */
  public static boolean starts(byte[] head, String start) {
    if (head.length < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if ((head[i] & 0xff) != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(byte[] head) {
    if (Encodings.wide(head, head.length).isPresent()) {
      return true;
    }
    int controls = 0;
    for (byte b : head) {
      if (b == 0) {
        return false;
      }
      controls += b > 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' ? 1 : 0;
    }
    return controls <= head.length / 100
        && (Utf8.scan(head, 0, head.length, false).mostly()
            || Encodings.detect(head, 0, head.length).isPresent());
  }

  /**
   * Whether it is a page of HTML.
   *
   * @param type the media type it is said to have, or ""
   */
  public static boolean isPage(String name, String type, byte[] head) {
    boolean said = PAGES.contains(ending(name)) || type.startsWith("text/html");
    return startsAsPage(start(head)) || said && !isBinary(head) && isText(head);
  }

  private static boolean startsAsMarkup(byte[] head) {
    String start = start(head);
    return startsAsPage(start) || start.startsWith("<?xml");
  }

  private static boolean startsAsPage(String start) {
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  private static String start(byte[] head) {
    return new String(head, 0, Math.min(head.length, 256), ISO_8859_1)
        .replace("\u00ef\u00bb\u00bf", "")
        .stripLeading()
        .toLowerCase(Locale.ROOT);
  }
}
