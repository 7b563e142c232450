package org.zhizhi.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Fields;

/**
 * How documents are read, and how much a hostile one may take. {@link #DEFAULTS} suit documents of
 * an office, a book or a web page.
 *
 * @param workers processes that parse at the same time, from 1
 * @param memoryMb heap of each of them, MiB
 * @param seconds how long one document may take to parse; a page, where pages are pictures
 * @param maxChars longest text of one document, in UTF-16 units
 * @param parsedMb largest document that is parsed, MiB; within an archive a quarter of the heap, if
 *     that is less. Text, JSON lines and tables are read as they come and may be of any size
 * @param depth how deep archives may be nested: 1 allows an archive, but none in it
 * @param entries most entries of one archive, with those of the archives in it
 * @param unpackedMb how much one file may unpack to, MiB
 * @param ratio how many times its size a file may unpack to, once it has unpacked to 64 MiB
 * @param ocr whether pages that are pictures are read by Tesseract where it is installed
 * @param text fields and columns that hold the text of a record, the first that is there
 * @param repair whether text in other encodings than UTF-8, or with flaws, is read; else refused
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ReadSettings(
    int workers,
    int memoryMb,
    double seconds,
    int maxChars,
    int parsedMb,
    int depth,
    int entries,
    long unpackedMb,
    int ratio,
    boolean ocr,
    List<String> text,
    boolean repair) {

  /** More than any of them makes sense with. */
  private static final int MANY = 1_000_000;

  public static final ReadSettings DEFAULTS =
      new ReadSettings(
          2,
          512,
          60,
          Documents.MAX_CHARS,
          512,
          4,
          1_000_000,
          1 << 20,
          200,
          true,
          List.of("text", "content", "body", "raw_content", "正文", "内容", "文本"),
          true);

  public ReadSettings {
    text = List.copyOf(text);
  }

  /** Only UTF-8 without a flaw, and the field {@code text}. */
  static ReadSettings strict(int maxChars) {
    ReadSettings d = DEFAULTS;
    return new ReadSettings(
        d.workers,
        d.memoryMb,
        d.seconds,
        maxChars,
        d.parsedMb,
        d.depth,
        d.entries,
        d.unpackedMb,
        d.ratio,
        d.ocr,
        List.of("text"),
        false);
  }

  /**
   * The defaults, but for what {@code settings} says: {@code {"workers": 4, "memory_mb": 1024}}.
   *
   * @throws BadInput if a name is unknown or a value out of range
   */
  public static ReadSettings of(JsonNode settings) {
    Fields fields = Fields.of("read", settings);
    ReadSettings d = DEFAULTS;
    List<String> text = fields.texts("text");
    ReadSettings given =
        new ReadSettings(
            fields.count("workers", d.workers, 1, MANY),
            fields.count("memory_mb", d.memoryMb, 1, MANY),
            fields.number("seconds", d.seconds, 0.001, MANY),
            fields.count("max_chars", d.maxChars, 1, Documents.MAX_CHARS),
            fields.count("parsed_mb", d.parsedMb, 1, MANY),
            fields.count("depth", d.depth, 1, MANY),
            fields.count("entries", d.entries, 1, Integer.MAX_VALUE),
            fields.whole("unpacked_mb", d.unpackedMb, 1, Integer.MAX_VALUE),
            fields.count("ratio", d.ratio, 1, MANY),
            fields.flag("ocr", d.ocr),
            text.isEmpty() ? d.text : text,
            fields.flag("repair", d.repair));
    fields.end();
    return given;
  }
}
