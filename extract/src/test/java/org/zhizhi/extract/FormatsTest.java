package org.zhizhi.extract;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zhizhi.extract.Samples.ENGLISH;
import static org.zhizhi.extract.Samples.SAYING;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.ReadSettings;

/** Every format as a real file, read once by the real processes. */
class FormatsTest {
  private static final Charset GB18030 = Charset.forName("GB18030");

  @TempDir static Path folder;

  private static List<Item> items;

  @BeforeAll
  static void read() throws IOException {
    put("a.docx", Samples.docx());
    put("a.pptx", Samples.pptx());
    put("a.xlsx", Samples.xlsx());
    put("a.xls", Samples.xls());
    put("a.pdf", Samples.pdf("", "Page one\nhas two lines", "Page two says more"));
    put("zh.pdf", Samples.chinesePdf(SAYING, "第二行也要有字"));
    put("column.pdf", Samples.pdf("", COLUMN));
    put("a.epub", Samples.epub());
    put("a.odt", Samples.odt());
    put("a.rtf", Samples.rtf());
    put("a.eml", Samples.eml());
    put("page.html", Samples.html());
    put("gb-said.html", gbPage("<meta charset=gb2312>"));
    put("gb-unsaid.html", gbPage(""));
    put("gb-lying.html", gbPage("<meta charset=utf-8>"));
    put("utf8-lying.html", Samples.utf8("<meta charset=gbk><p>" + SAYING));
    put("utf16.html", ("<p>" + SAYING + "\n" + ENGLISH).getBytes(UTF_16LE));
    put("page.xml", Samples.utf8("<?xml version=\"1.0\"?><a><b>" + SAYING + "</b></a>"));
    put("secret.docx", Samples.lockedDocx());
    put("secret.pdf", Samples.pdf("secret", "x"));
    put("really-a-pdf.txt", Samples.pdf("", "Not a text file at all"));
    put("really-a-docx.doc", Samples.docx());
    put("really-html", Samples.html());
    put("notes", Samples.utf8("no ending\n" + ENGLISH));
    put("some.warc.gz", pages(true));
    put("some.warc", pages(false));
    for (String codec : List.of("uncompressed", "snappy", "gzip", "zstd", "lz4_raw")) {
      put(codec + ".parquet", resource(codec + ".parquet"));
    }
    put("picture.bin", new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    items = Reading.items(folder, ReadSettings.DEFAULTS);
  }

  private static final String COLUMN =
      "The Master said: to learn and in due time to repeat what\n"
          + "one has learnt, is that not after all a pleasure? That\n"
          + "friends should come to one from afar, is this not delight-\n"
          + "ful? To remain unsoured even though one's merits are un-\n"
          + "recognised by others, is that not after all what is ex-\n"
          + "pected of a gentleman?\n"
          + "1. An item of a list stands by itself on its line of text\n"
          + "2. And so does another item that is as long as the first";

  @Test
  void officeDocumentsKeepParagraphsAndRows() {
    String table = "书名\t作者\n论语\t孔子";
    assertEquals(SAYING + "\n\n" + ENGLISH + "\n\n" + table, text("a.docx"));
    assertEquals(text("a.docx"), text("really-a-docx.doc"));
    assertEquals(SAYING + "\n\n" + ENGLISH, text("a.pptx"));
    String sheet = "语录\n\n句\t数\n" + SAYING + "\t1\n" + ENGLISH + "\t2";
    assertEquals(sheet, text("a.xlsx"));
    assertEquals(sheet, text("a.xls"));
    assertEquals("语录\n\n" + SAYING, text("a.odt"));
    assertEquals("Plain words.\n\n知之", text("a.rtf"));
    Map<String, String> meta = document("a.docx").meta();
    assertEquals("论语", meta.get("title"));
    assertEquals("孔子", meta.get("author"));
  }

  @Test
  void pagesOfPdfAreParagraphs() {
    assertEquals("Page one\nhas two lines\n\nPage two says more", text("a.pdf"));
    Map<String, String> meta = document("a.pdf").meta();
    assertEquals("On knowledge", meta.get("title"));
    assertEquals("K. Fuzi", meta.get("author"));
    assertEquals("2", meta.get("pages"));
    assertEquals("application/pdf", meta.get("type"));
    assertEquals(SAYING + "\n\n第二行也要有字", text("zh.pdf"));
    assertEquals("Not a text file at all", text("really-a-pdf.txt"));
  }

  @Test
  void linesOfAColumnAreJoinedToParagraphs() {
    List<String> lines = text("column.pdf").lines().toList();
    assertEquals(
        COLUMN
            .lines()
            .limit(6)
            .reduce((a, b) -> a + " " + b)
            .get()
            .replace("delight- ful", "delightful")
            .replace("un- recognised", "unrecognised")
            .replace("ex- pected", "expected"),
        lines.getFirst());
    assertTrue(lines.contains(COLUMN.lines().toList().get(6)), lines.toString());
    assertTrue(lines.contains(COLUMN.lines().toList().get(7)), lines.toString());
  }

  @Test
  void aBookIsReadInTheOrderOfItsSpine() {
    assertEquals("第一\n\n" + SAYING + "\n\n第二\n\n" + ENGLISH, text("a.epub"));
    assertEquals("论语", document("a.epub").meta().get("title"));
    assertEquals("孔子", document("a.epub").meta().get("author"));
  }

  @Test
  void headingsItemsAndRowsOfAPageHaveLinesOfTheirOwn() {
    String page =
        "Home\n\n为政\n\n"
            + SAYING
            + " bold words.\n\nfirst\nsecond\n\n一\n二\n三\n\n书\t作者\n论语\t孔子\n\na\n  b\n\n"
            + ENGLISH
            + "\nend";
    assertEquals(page, text("page.html"));
    assertEquals(page, text("really-html"));
    assertEquals("论语", document("page.html").meta().get("title"));
    assertEquals(SAYING, text("page.xml"));
  }

  @Test
  void theBytesOfAPageDecideItsEncoding() {
    assertEquals(SAYING + SAYING, text("gb-said.html"));
    assertEquals(SAYING + SAYING, text("gb-unsaid.html"));
    assertEquals(SAYING + SAYING, text("gb-lying.html"));
    assertEquals(SAYING, text("utf8-lying.html"));
    assertEquals(SAYING + " " + ENGLISH, text("utf16.html"));
  }

  @Test
  void aMessageIsItsPlainTextAndItsAttachments() {
    List<Item> of = of("a.eml");
    assertEquals(4, of.size(), of.toString());
    Document message = ((Item.Read) of.getFirst()).document();
    assertEquals("为政\n\n" + SAYING, message.text());
    assertEquals("2026-02-03T02:00:00Z", message.meta().get("date"));
    assertTrue(
        message.meta().values().stream().noneMatch(v -> v.contains("@")), message.toString());
    Document attached = ((Item.Read) of.get(1)).document();
    assertEquals(text("a.docx"), attached.text());
    String root = folder.getFileName().toString();
    assertEquals(root + "/a.eml#notes.docx#0", attached.id());
    assertEquals(List.of("7: first row", "8: second row"), Reading.lines(of.subList(2, 4)));
  }

  @Test
  void aWebArchiveGivesItsPages() {
    for (String name : List.of("some.warc", "some.warc.gz")) {
      List<Item> of = of(name);
      String source = folder.getFileName() + "/" + name + "#http://example.org/";
      assertEquals(4, of.size(), of.toString());
      Document first = ((Item.Read) of.getFirst()).document();
      assertEquals(source + "a?b#0", first.id());
      assertEquals(text("page.html"), first.text());
      assertEquals(source + "none#0 refused: http error", Reading.lines(of).get(1));
      assertEquals(source + "b.pdf#0: A paper on the web", Reading.lines(of).get(2));
      assertEquals(source + "a?b~2#0: " + SAYING + SAYING, Reading.lines(of).get(3));
    }
  }

  @Test
  void rowsOfParquetAreDocumentsWhateverTheCodec() {
    for (String codec : List.of("uncompressed", "snappy", "gzip", "zstd", "lz4_raw")) {
      assertEquals(
          List.of("x0: 知之 0", "x1: 知之 1", "x2: 知之 2", "x3: 知之 3", "x4: 知之 4"),
          Reading.lines(of(codec + ".parquet")));
    }
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    assertEquals("password-protected", reason("secret.docx"));
    assertEquals("password-protected", reason("secret.pdf"));
    assertEquals("unsupported kind", reason("picture.bin"));
    assertEquals("no ending\n" + ENGLISH, text("notes"));
  }

  private static byte[] gbPage(String head) {
    return ("<html><head>" + head + "</head><body><p>" + SAYING + SAYING).getBytes(GB18030);
  }

  private static byte[] pages(boolean packed) {
    String ok = "HTTP/1.1 200 OK\r\nContent-Type: ";
    return Samples.warc(
        packed,
        "http://example.org/a?b",
        ok + "text/html",
        Samples.html(),
        "http://example.org/none",
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/html",
        Samples.html(),
        "http://example.org/b.pdf",
        ok + "application/pdf",
        Samples.pdf("", "A paper on the web"),
        "http://example.org/a?b",
        ok + "text/html; charset=gbk\r\nContent-Encoding: gzip",
        Samples.gzip(gbPage("")));
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = FormatsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static void put(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static List<Item> of(String name) {
    String source = folder.getFileName() + "/" + name;
    List<Item> of = new ArrayList<>();
    for (Item item : items) {
      String from =
          switch (item) {
            case Item.Read read -> read.document().source();
            case Item.Refused refused -> refused.source();
          };
      if (from.equals(source) || from.startsWith(source + "#")) {
        of.add(item);
      }
    }
    return of;
  }

  private static Document document(String name) {
    List<Item> of = of(name);
    if (of.size() == 1 && of.getFirst() instanceof Item.Read read) {
      return read.document();
    }
    throw new AssertionError(name + ": " + of);
  }

  private static String text(String name) {
    return document(name).text();
  }

  private static String reason(String name) {
    List<Item> of = of(name);
    if (of.size() == 1 && of.getFirst() instanceof Item.Refused refused) {
      return refused.reason();
    }
    throw new AssertionError(name + ": " + of);
  }
}
