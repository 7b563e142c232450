package org.zhizhi.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/** Small real files of every kind, made here and now. */
final class Samples {
  static final String SAYING = "知之为知之，不知为不知，是知也。";
  static final String ENGLISH = "To know what you know and what you do not know: that is knowledge.";

  private Samples() {}

  /** Writes bytes; may fail. */
  interface Writing {
    void to(OutputStream out) throws Exception;
  }

  static byte[] bytes(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    return bytes(
        out -> {
          try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
          }
        });
  }

  /** A zip of names and contents by turns. */
  static byte[] zip(Object... namesAndBytes) {
    return bytes(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
              zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
              zip.write((byte[]) namesAndBytes[i + 1]);
              zip.closeEntry();
            }
          }
        });
  }

  static byte[] tar(Object... namesAndBytes) {
    return bytes(
        out -> {
          try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (int i = 0; i < namesAndBytes.length; i += 2) {
              byte[] bytes = (byte[]) namesAndBytes[i + 1];
              TarArchiveEntry entry = new TarArchiveEntry((String) namesAndBytes[i], true);
              entry.setSize(bytes.length);
              tar.putArchiveEntry(entry);
              tar.write(bytes);
              tar.closeArchiveEntry();
            }
          }
        });
  }

  static byte[] docx() {
    return bytes(
        out -> {
          try (XWPFDocument document = new XWPFDocument()) {
            document.getProperties().getCoreProperties().setTitle("论语");
            document.getProperties().getCoreProperties().setCreator("孔子");
            document.createParagraph().createRun().setText(SAYING);
            document.createParagraph().createRun().setText(ENGLISH);
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("书名");
            table.getRow(0).getCell(1).setText("作者");
            table.getRow(1).getCell(0).setText("论语");
            table.getRow(1).getCell(1).setText("孔子");
            document.write(out);
          }
        });
  }

  static byte[] pptx() {
    return bytes(
        out -> {
          try (XMLSlideShow show = new XMLSlideShow()) {
            for (String text : List.of(SAYING, ENGLISH)) {
              XSLFSlide slide = show.createSlide();
              XSLFTextBox box = slide.createTextBox();
              box.setText(text);
            }
            show.write(out);
          }
        });
  }

  static byte[] xlsx() {
    return bytes(
        out -> {
          try (XSSFWorkbook book = new XSSFWorkbook()) {
            sheet(book);
            book.write(out);
          }
        });
  }

  static byte[] xls() {
    return bytes(
        out -> {
          try (HSSFWorkbook book = new HSSFWorkbook()) {
            sheet(book);
            book.write(out);
          }
        });
  }

  private static void sheet(Workbook book) {
    Sheet sheet = book.createSheet("语录");
    String[][] rows = {{"句", "数"}, {SAYING, "1"}, {ENGLISH, "2"}};
    for (int i = 0; i < rows.length; i++) {
      var row = sheet.createRow(i);
      for (int k = 0; k < rows[i].length; k++) {
        row.createCell(k).setCellValue(rows[i][k]);
      }
    }
  }

  /** A docx that opens with a password. */
  static byte[] lockedDocx() {
    return bytes(
        out -> {
          try (POIFSFileSystem files = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (OutputStream inside = encryptor.getDataStream(files)) {
              inside.write(docx());
            }
            files.writeFilesystem(out);
          }
        });
  }

  /** A PDF of English pages, by PDFBox; with a password if it is not empty. */
  static byte[] pdf(String password, String... pages) {
    return bytes(
        out -> {
          try (PDDocument document = new PDDocument()) {
            document.getDocumentInformation().setTitle("On knowledge");
            document.getDocumentInformation().setAuthor("K. Fuzi");
            for (String text : pages) {
              PDPage page = new PDPage();
              document.addPage(page);
              try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(72, 700);
                for (String line : text.split("\n")) {
                  content.showText(line);
                  content.newLineAtOffset(0, -16);
                }
                content.endText();
              }
            }
            if (!password.isEmpty()) {
              document.protect(
                  new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            document.save(out);
          }
        });
  }

  /** A PDF with Chinese, written by hand: a font that is not there, and what its codes mean. */
  static byte[] chinesePdf(String... lines) {
    StringBuilder show = new StringBuilder("BT /F1 12 Tf 72 700 Td 16 TL\n");
    for (String line : lines) {
      show.append('<');
      for (byte b : line.getBytes(UTF_16BE)) {
        show.append(String.format("%02X", b));
      }
      show.append("> Tj T*\n");
    }
    String unicode =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
            + "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + "1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end";
    // a range may not run over the last byte, so it is cut at each
    StringBuilder ranges = new StringBuilder();
    for (int high = 0; high < 256; high += 100) {
      int count = Math.min(100, 256 - high);
      ranges.append(count).append(" beginbfrange\n");
      for (int i = high; i < high + count; i++) {
        ranges.append(String.format("<%02X00> <%02XFF> <%02X00>%n", i, i, i));
      }
      ranges.append("endbfrange\n");
    }
    unicode = unicode.replaceFirst("(?s)1 beginbfrange.*endbfrange\n", ranges.toString());
    return objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            + " /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(show + "ET"),
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H"
            + " /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /CIDSystemInfo"
            + " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            + " /FontDescriptor << /Type /FontDescriptor /FontName /SimSun /Flags 4"
            + " /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200"
            + " /CapHeight 700 /StemV 80 >> >>",
        stream(unicode));
  }

  static String stream(String content) {
    return "<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream";
  }

  /** A PDF of objects, the first its catalog. */
  static byte[] objects(String... objects) {
    StringBuilder pdf = new StringBuilder("%PDF-1.7\n");
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < objects.length; i++) {
      offsets.add(pdf.length());
      pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
    }
    int table = pdf.length();
    pdf.append("xref\n0 ").append(objects.length + 1).append("\n0000000000 65535 f \n");
    for (int offset : offsets) {
      pdf.append(String.format("%010d 00000 n \n", offset));
    }
    pdf.append("trailer\n<< /Size ").append(objects.length + 1).append(" /Root 1 0 R >>\n");
    pdf.append("startxref\n").append(table).append("\n%%EOF\n");
    return pdf.toString().getBytes(ISO_8859_1);
  }

  static byte[] epub() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("mimetype", "application/epub+zip");
    files.put(
        "META-INF/container.xml",
        "<?xml version=\"1.0\"?><container version=\"1.0\""
            + " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile"
            + " full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>"
            + "</container>");
    files.put(
        "book.opf",
        "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\">"
            + "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>论语</dc:title>"
            + "<dc:creator>孔子</dc:creator></metadata><manifest>"
            + "<item id=\"b\" href=\"two.xhtml\" media-type=\"application/xhtml+xml\"/>"
            + "<item id=\"a\" href=\"one.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
            + "<spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>");
    files.put("two.xhtml", xhtml("第二", ENGLISH));
    files.put("one.xhtml", xhtml("第一", SAYING));
    return bytes(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
              byte[] content = utf8(file.getValue());
              ZipEntry entry = new ZipEntry(file.getKey());
              if (file.getKey().equals("mimetype")) {
                CRC32 crc = new CRC32();
                crc.update(content);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
              }
              zip.putNextEntry(entry);
              zip.write(content);
              zip.closeEntry();
            }
          }
        });
  }

  private static String xhtml(String heading, String text) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"
        + "<head><title>x</title></head><body><h1>"
        + heading
        + "</h1><p>"
        + text
        + "</p></body></html>";
  }

  static byte[] odt() {
    return zip(
        "mimetype",
        utf8("application/vnd.oasis.opendocument.text"),
        "content.xml",
        utf8(
            "<?xml version=\"1.0\"?><office:document-content"
                + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>"
                + "<office:text><text:h>语录</text:h><text:p>"
                + SAYING
                + "</text:p></office:text></office:body></office:document-content>"));
  }

  static byte[] html() {
    return utf8(
        """
        <!doctype html><html><head><title>论语</title><script>var x = "no";</script></head><body>
        <nav><a href="/">Home</a></nav><h1>为政</h1>
        <p>%s <b>bold</b>
        words.</p><div>first<div>second</div></div>
        <ul><li>一<li>二<ul><li>三</ul></ul>
        <table><tr><th>书</th><th>作者</th></tr><tr><td>论语</td><td>孔子</td></tr></table>
        <pre>a
          b</pre>%s<br>end</body></html>
        """
            .formatted(SAYING, ENGLISH));
  }

  static byte[] rtf() {
    return "{\\rtf1\\ansi\\ansicpg936{\\fonttbl\\f0\\fnil Arial;}\\f0 Plain words.\\par\\u30693?\\u20043?\\par}"
        .getBytes(ISO_8859_1);
  }

  static byte[] eml() {
    return utf8(
        """
        From: =?GB2312?B?v9fX0w==?= <kong@example.org>
        To: you@example.org
        Subject: =?UTF-8?B?5Li65pS/?=
        Date: Tue, 3 Feb 2026 10:00:00 +0800
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="outer"

        --outer
        Content-Type: multipart/alternative; boundary="inner"

        --inner
        Content-Type: text/plain; charset=gb2312
        Content-Transfer-Encoding: base64

        %s
        --inner
        Content-Type: text/html; charset=utf-8

        <p>html</p>
        --inner--
        --outer
        Content-Type: application/octet-stream; name="notes.docx"
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename="notes.docx"

        %s
        --outer
        Content-Type: text/csv; name="a.csv"
        Content-Disposition: attachment; filename="a.csv"

        id,text
        7,first row
        8,second row
        --outer--
        """
            .formatted(
                mime(SAYING.getBytes(java.nio.charset.Charset.forName("GB18030"))), mime(docx())));
  }

  private static String mime(byte[] bytes) {
    return java.util.Base64.getMimeEncoder().encodeToString(bytes);
  }

  /** A WARC of responses: address, header lines and body by turns; every record a gzip of its own. */
  static byte[] warc(boolean packed, Object... records) {
    return bytes(
        out -> {
          write(out, packed, utf8("WARC/1.0\r\nWARC-Type: warcinfo\r\n" + id(99) + "Content-Length: 0\r\n\r\n\r\n\r\n"));
          for (int i = 0; i < records.length; i += 3) {
            byte[] header = utf8(records[i + 1] + "\r\n\r\n");
            byte[] body = (byte[]) records[i + 2];
            byte[] head =
                utf8(
                    "WARC/1.0\r\nWARC-Type: response\r\n"
                        + id(i)
                        + "WARC-Target-URI: "
                        + records[i]
                        + "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
                        + (header.length + body.length)
                        + "\r\n\r\n");
            write(out, packed, bytes(o -> {
              o.write(head);
              o.write(header);
              o.write(body);
              o.write(utf8("\r\n\r\n"));
            }));
          }
        });
  }

  private static void write(OutputStream out, boolean packed, byte[] record) throws IOException {
    out.write(packed ? gzip(record) : record);
  }

  private static String id(int number) {
    return "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-0000000000"
        + (10 + number)
        + ">\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n";
  }
}
