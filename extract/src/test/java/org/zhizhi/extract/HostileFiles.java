package org.zhizhi.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.zhizhi.extract.Samples.SAYING;
import static org.zhizhi.extract.Samples.bytes;
import static org.zhizhi.extract.Samples.gzip;
import static org.zhizhi.extract.Samples.objects;
import static org.zhizhi.extract.Samples.stream;
import static org.zhizhi.extract.Samples.tar;
import static org.zhizhi.extract.Samples.utf8;
import static org.zhizhi.extract.Samples.zip;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.zhizhi.base.Seed;

/**
 * Files that mean harm, or met with it: at least 200, made from scratch in a folder.
 *
 * @param folder where they go
 * @param line characters of the longest lines
 * @param zeros bytes that the plain bombs unpack to
 * @param many how many times over the others repeat themselves
 * @param secret a file that no document may quote
 * @param port a port on this machine that nothing may connect to
 */
record HostileFiles(Path folder, long line, long zeros, int many, Path secret, int port) {

  /** Writes all of them. */
  void write() throws Exception {
    bombs();
    cut();
    lies();
    locked();
    names();
    longLines();
    nested();
    entities();
    pdfs();
    corrupt();
    empty();
    brokenText();
    strangeFiles();
  }

  private void put(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private void put(String name, Samples.Writing writing) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      writing.to(out);
    }
  }

  // ------------------------------------------------------------------------------------------
  // bombs

  private void bombs() throws Exception {
    byte[] zeros = zeros(zeros());
    put("bomb/zeros.txt.gz", gzip(zeros));
    put("bomb/lines.txt.gz", out -> repeat(new GZIPOutputStream(out), "a\n", zeros()));
    put(
        "bomb/records.jsonl.gz",
        out ->
            repeat(
                new GZIPOutputStream(out), "{\"text\":\"" + "a".repeat(2000) + "\"}\n", zeros()));
    put("bomb/zeros.zst", out -> repeat(new ZstdOutputStream(out), "\0", zeros()));
    put("bomb/zeros.bz2", out -> repeat(new BZip2CompressorOutputStream(out), "\0\0\0\0", zeros()));
    put("bomb/zeros.xz", out -> repeat(new XZCompressorOutputStream(out, 1), "\0", zeros()));
    put("bomb/zeros.zip", zip("zeros.txt", zeros));
    put(
        "bomb/zeros.tar.gz",
        gzip(tar("a.txt", utf8("first"), "zeros.txt", zeros, "b.txt", utf8("last"))));
    put("bomb/zeros.7z", sevenZip("", "zeros.txt", zeros));
    put("bomb/overlap.zip", overlapping((int) Math.min(zeros() / 10, 20 << 20), 500));
    put("bomb/42.zip", nestedZip(zeros(10 << 20), 6, 4));
    put("bomb/wide.zip", nestedZip(zeros(10 << 20), 3, 16));
    put("bomb/quine.zip", QuineZip.bytes());
    put("bomb/quine.zip.gz", gzip(QuineZip.bytes()));
    put("bomb/gz-in-gz.gz", packed(12));
    put("bomb/zip-in-zip.zip", nestedZip(utf8("deep"), 40, 1));
    put("bomb/entries.zip", manyEntries(5_000));
    put("bomb/entries.tar.gz", gzip(manyTarEntries(5_000)));
    put("bomb/empty-entries.zip", manyEntries(1_500));
    put("bomb/text.docx", replaced(Samples.docx(), "word/document.xml", wordBomb()));
    put("bomb/strings.xlsx", replaced(Samples.xlsx(), "xl/sharedStrings.xml", zeros));
    put("bomb/slides.pptx", replaced(Samples.pptx(), "ppt/presentation.xml", zeros));
    put(
        "bomb/chapter.epub",
        replaced(
            Samples.epub(), "one.xhtml", utf8("<html><body><p>" + "a ".repeat(3_000_000 * many))));
    put("bomb/content.odt", replaced(Samples.odt(), "content.xml", zeros));
    put("bomb/picture.png", hugePng());
    put("bomb/page.html.gz", gzip(utf8("<html><body>" + "<p>word ".repeat(300_000 * many))));
    put("bomb/mail.eml", utf8("Subject: x\n\n" + "line of a mail\n".repeat(50_000 * many)));
    put(
        "bomb/then-good.zip",
        zip(
            "bomb.docx", replaced(Samples.docx(), "word/document.xml", wordBomb()),
            "deep.html", utf8("<div>".repeat(20_000 * many)),
            "good.docx", Samples.docx()));
  }

  private static byte[] zeros(long n) {
    return new byte[(int) Math.min(n, 1 << 29)];
  }

  private static void repeat(OutputStream packing, String text, long bytes) throws IOException {
    byte[] block = utf8(text.repeat(Math.max(1, 65_536 / text.length())));
    try (OutputStream out = packing) {
      for (long done = 0; done < bytes; done += block.length) {
        out.write(block);
      }
    }
  }

  private byte[] wordBomb() {
    String start =
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    return utf8(
        start
            + "<w:p><w:r><w:t>boom</w:t></w:r></w:p>".repeat(100_000 * many)
            + "</w:body></w:document>");
  }

  private static byte[] nestedZip(byte[] core, int levels, int copies) {
    byte[] inner = core;
    for (int level = 0; level < levels; level++) {
      Object[] entries = new Object[2 * copies];
      for (int i = 0; i < copies; i++) {
        entries[2 * i] = "lib " + i + (level == 0 ? ".txt" : ".zip");
        entries[2 * i + 1] = inner;
      }
      inner = zip(entries);
    }
    return inner;
  }

  private static byte[] packed(int times) {
    byte[] bytes = utf8("at the bottom");
    for (int i = 0; i < times; i++) {
      bytes = gzip(bytes);
    }
    return bytes;
  }

  private static byte[] manyEntries(int n) {
    Object[] entries = new Object[2 * n];
    for (int i = 0; i < n; i++) {
      entries[2 * i] = i + ".txt";
      entries[2 * i + 1] = new byte[0];
    }
    return zip(entries);
  }

  private static byte[] manyTarEntries(int n) {
    Object[] entries = new Object[2 * n];
    for (int i = 0; i < n; i++) {
      entries[2 * i] = i + ".txt";
      entries[2 * i + 1] = utf8("x");
    }
    return tar(entries);
  }

  /** Many names for one piece of packed data: David Fifield, "A better zip bomb" (2019). */
  private static byte[] overlapping(int kernel, int files) {
    byte[] packed = deflate(new byte[kernel]);
    CRC32 crc = new CRC32();
    crc.update(new byte[kernel]);
    ByteBuffer zip =
        ByteBuffer.allocate(packed.length + files * 60 + 200).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 0).putShort((short) 8).putInt(0);
    zip.putInt((int) crc.getValue())
        .putInt(packed.length)
        .putInt(kernel)
        .putShort((short) 1)
        .putShort((short) 0);
    zip.put((byte) 'a').put(packed);
    int directory = zip.position();
    for (int i = 0; i < files; i++) {
      byte[] name = utf8(String.format("%04d.txt", i));
      zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 0);
      zip.putShort((short) 8).putInt(0).putInt((int) crc.getValue()).putInt(packed.length);
      zip.putInt(kernel).putShort((short) name.length).putShort((short) 0).putShort((short) 0);
      zip.putShort((short) 0).putShort((short) 0).putInt(0).putInt(0).put(name);
    }
    int size = zip.position() - directory;
    zip.putInt(0x06054b50).putInt(0).putShort((short) files).putShort((short) files);
    zip.putInt(size).putInt(directory).putShort((short) 0);
    return Arrays.copyOf(zip.array(), zip.position());
  }

  private static byte[] deflate(byte[] bytes) {
    return bytes(
        out -> {
          try (OutputStream packing = new DeflaterOutputStream(out, new Deflater(9, true))) {
            packing.write(bytes);
          }
        });
  }

  private static byte[] replaced(byte[] zip, String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    entries.put(name, content);
    return bytes(
        out -> {
          try (ZipOutputStream packing = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
              packing.putNextEntry(new ZipEntry(entry.getKey()));
              packing.write(entry.getValue());
            }
          }
        });
  }

  private static byte[] hugePng() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(60_000)
            .putInt(60_000)
            .put(new byte[] {8, 6, 0, 0, 0})
            .array());
    chunk(
        png,
        "IDAT",
        bytes(
            out -> {
              try (OutputStream packing = new DeflaterOutputStream(out)) {
                packing.write(new byte[1 << 20]);
              }
            }));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(utf8(type));
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(utf8(type));
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] sevenZip(String password, String name, byte[] content) throws IOException {
    SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
    try (SevenZOutputFile out =
        password.isEmpty()
            ? new SevenZOutputFile(channel)
            : new SevenZOutputFile(channel, password.toCharArray())) {
      SevenZArchiveEntry entry = new SevenZArchiveEntry();
      entry.setName(name);
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
      out.finish();
    }
    return Arrays.copyOf(channel.array(), (int) channel.size());
  }

  // ------------------------------------------------------------------- cut, lying, locked,
  // misnamed

  private static Map<String, byte[]> good() throws IOException {
    Map<String, byte[]> good = new LinkedHashMap<>();
    good.put("docx", Samples.docx());
    good.put("pptx", Samples.pptx());
    good.put("xlsx", Samples.xlsx());
    good.put("xls", Samples.xls());
    good.put("pdf", Samples.pdf("", "A page of text in a PDF", "And another page of it"));
    good.put("epub", Samples.epub());
    good.put("odt", Samples.odt());
    good.put("rtf", Samples.rtf());
    good.put("eml", Samples.eml());
    good.put("html", Samples.html());
    good.put("zip", zip("a.docx", Samples.docx(), "b.txt", utf8(SAYING)));
    good.put("tar.gz", gzip(tar("a.docx", Samples.docx(), "b.txt", utf8(SAYING))));
    good.put("7z", sevenZip("", "b.txt", utf8(SAYING.repeat(100))));
    good.put("txt.gz", gzip(utf8(SAYING.repeat(100))));
    good.put(
        "warc.gz",
        Samples.warc(
            true,
            "http://example.org/",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html",
            Samples.html()));
    good.put("parquet", parquet());
    return good;
  }

  private static byte[] parquet() throws IOException {
    try (InputStream in = HostileFiles.class.getResourceAsStream("snappy.parquet")) {
      return in.readAllBytes();
    }
  }

  private void cut() throws IOException {
    for (Map.Entry<String, byte[]> file : good().entrySet()) {
      byte[] all = file.getValue();
      put("cut/half." + file.getKey(), Arrays.copyOf(all, all.length / 2));
      put("cut/tail." + file.getKey(), Arrays.copyOf(all, all.length - 9));
      put("cut/head." + file.getKey(), Arrays.copyOf(all, 12));
    }
  }

  private void lies() throws IOException {
    String[] endings = {
      "docx", "pdf", "txt", "jsonl", "html", "zip", "parquet", "warc.gz", "csv", "eml"
    };
    int i = 0;
    for (Map.Entry<String, byte[]> file : good().entrySet()) {
      put("lie/" + file.getKey() + "-as." + endings[i++ % endings.length], file.getValue());
    }
    put("lie/text.pdf", utf8(SAYING));
    put("lie/text.docx", utf8(SAYING));
    put("lie/text.zip", utf8(SAYING));
    put("lie/text.parquet", utf8(SAYING));
    put("lie/html.xlsx", Samples.html());
    put("lie/png.txt", hugePng());
  }

  private void locked() throws Exception {
    put("locked/a.pdf", Samples.pdf("secret", "text"));
    put("locked/a.docx", Samples.lockedDocx());
    put("locked/a.7z", sevenZip("secret", "a.txt", utf8(SAYING)));
    byte[] zip = zip("a.txt", utf8(SAYING));
    zip[6] |= 1; // the bit that says an entry is encrypted, here and in the directory
    for (int i = 0; i < zip.length - 10; i++) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
        zip[i + 8] |= 1;
      }
    }
    put("locked/a.zip", zip);
    put("locked/outer.zip", zip("in/a.pdf", Samples.pdf("secret", "text"), "in/a.zip", zip));
  }

  private void names() throws Exception {
    byte[] text = utf8("Only a name. " + SAYING);
    String[] names = {
      "../../../../escaped.txt",
      "/tmp/zhizhi-escaped.txt",
      "C:\\zhizhi-escaped.txt",
      "..\\..\\escaped.txt",
      "a\0b.txt",
      "long-".repeat(2000) + ".txt",
      "line\nbreak\r\u001b[31m.txt",
      "\u202egnp.txt",
      " ",
      "a//b/../c.txt",
      "con.txt",
      "#.txt"
    };
    for (int i = 0; i < names.length; i++) {
      put("names/" + i + ".zip", zip(names[i], text));
      put("names/" + i + ".tar", tar(names[i], text));
    }
    put(
        "names/same.zip",
        bytes(
            out -> {
              out.write(zip("a.txt", text, "b.txt", text, "c.txt", text));
            }));
    put(
        "names/links.tar",
        bytes(
            out -> {
              try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                for (byte type :
                    new byte[] {
                      TarConstants.LF_SYMLINK,
                      TarConstants.LF_LINK,
                      TarConstants.LF_FIFO,
                      TarConstants.LF_CHR,
                      TarConstants.LF_BLK,
                      TarConstants.LF_DIR
                    }) {
                  TarArchiveEntry entry = new TarArchiveEntry("entry" + type, type);
                  entry.setLinkName("/etc/passwd");
                  tar.putArchiveEntry(entry);
                  tar.closeArchiveEntry();
                }
              }
            }));
    put(
        "names/gbk.zip",
        bytes(
            out -> {
              try (ZipOutputStream zip = new ZipOutputStream(out, Charset.forName("GBK"))) {
                zip.putNextEntry(new ZipEntry("中文目录/说明.txt"));
                zip.write(text);
              }
            }));
  }

  // ------------------------------------------------------------------------- long, deep, referring

  private void longLines() throws Exception {
    try (RandomAccessFile sparse =
        new RandomAccessFile(folder.resolve("line-sparse.txt").toFile(), "rw")) {
      sparse.setLength(line); // one line of NULs that takes no space
    }
    put("line/a.txt.gz", out -> repeat(new GZIPOutputStream(out), "知之为知之 not knowing", line));
    put("line/a.txt.zst", out -> repeat(new ZstdOutputStream(out), "word ", line));
    put("line/a.jsonl.gz", out -> repeat(new GZIPOutputStream(out), "{\"text\":\"", line));
    put("line/a.csv.gz", out -> repeat(new GZIPOutputStream(out), "\"cell,", line));
    put("line/a.json.zst", out -> repeat(new ZstdOutputStream(out), "[\"text\",", line));
    put(
        "line/a.zip",
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.putNextEntry(new ZipEntry("a.txt"));
          repeat(zip, "word ", line);
        });
    put(
        "line/good-after.jsonl.gz",
        out -> {
          try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(utf8("{\"text\":\"before\"}\n{\"text\":\""));
            byte[] block = new byte[1 << 16];
            new SplittableRandom(1)
                .nextBytes(block); // a line that hardly packs, so that no ratio stops it
            for (int i = 0; i < block.length; i++) {
              block[i] = (byte) ('a' + (block[i] & 15));
            }
            for (long done = 0; done < line / 8; done += block.length) {
              gzip.write(block);
            }
            gzip.write(utf8("\"}\n{\"text\":\"after\"}\n"));
          }
        });
  }

  private void nested() throws IOException {
    put("deep/arrays.json", utf8("[".repeat(500_000)));
    put("deep/objects.json", utf8("{\"a\":".repeat(300_000)));
    put(
        "deep/a.jsonl",
        utf8(
            "{\"meta\":"
                + "[".repeat(100_000)
                + "]".repeat(100_000)
                + ",\"text\":\"x\"}\n{\"text\":\"good\"}"));
    put("deep/names.jsonl", utf8("{" + manyNames(200_000) + "\"text\":\"found at the end\"}"));
    put("deep/number.jsonl", utf8("{\"n\":" + "9".repeat(100_000) + ",\"text\":\"x\"}"));
    put("deep/a.xml", utf8("<?xml version=\"1.0\"?>" + "<a>".repeat(200_000)));
    put("deep/a.html", utf8("<html><body>" + "<div><b>".repeat(10_000 * many) + "at the bottom"));
    put("deep/tables.html", utf8("<table><tr><td>".repeat(5_000 * many) + "cell"));
    put("deep/a.rtf", ("{\\rtf1 " + "{".repeat(200_000) + "text").getBytes(ISO_8859_1));
    put("deep/a.eml", utf8(deepMail(300)));
    put("deep/attributes.html", utf8("<p " + "a=1 ".repeat(50_000 * many) + ">text"));
  }

  private static String manyNames(int n) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < n; i++) {
      names.append("\"k").append(i).append("\":0,");
    }
    return names.toString();
  }

  private static String deepMail(int levels) {
    StringBuilder mail = new StringBuilder("Subject: deep\n");
    for (int i = 0; i < levels; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=\"b")
          .append(i)
          .append("\"\n\n--b")
          .append(i)
          .append('\n');
    }
    return mail + "Content-Type: text/plain\n\nat the bottom\n";
  }

  private void entities() throws IOException {
    String laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"ha\">"
            + "<!ENTITY a1 \"&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;\"><!ENTITY a2 \"&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;\">"
            + "<!ENTITY a3 \"&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;\"><!ENTITY a4 \"&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;\">"
            + "<!ENTITY a5 \"&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;\"><!ENTITY a6 \"&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;\">"
            + "<!ENTITY a7 \"&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;\"><!ENTITY a8 \"&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;\">]>";
    put("entity/laughs.xml", utf8(laughs + "<l>&a8;</l>"));
    put(
        "entity/quadratic.xml",
        utf8(
            "<?xml version=\"1.0\"?><!DOCTYPE q [<!ENTITY a \""
                + "a".repeat(100_000)
                + "\">]><q>"
                + "&a;".repeat(10_000)
                + "</q>"));
    String file = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
    String http = "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.1:" + port + "/e\">]>";
    String dtd = "<!DOCTYPE x SYSTEM \"http://127.0.0.1:" + port + "/d.dtd\">";
    String xml = "<?xml version=\"1.0\"?>";
    int i = 0;
    for (String doctype : new String[] {file, http, dtd}) {
      String body = xml + doctype + "<x>before &e; after</x>";
      put("entity/" + i + ".xml", utf8(body));
      put(
          "entity/" + i + ".svg",
          utf8(xml + doctype + "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&e;</text></svg>"));
      put(
          "entity/" + i + ".html",
          utf8(
              doctype
                  + "<html><body>&e;<img src=\"http://127.0.0.1:"
                  + port
                  + "/i.png\"><iframe src=\""
                  + secret.toUri()
                  + "\"></iframe></body></html>"));
      put(
          "entity/" + i + ".docx",
          replaced(
              Samples.docx(),
              "word/document.xml",
              utf8(
                  xml
                      + doctype
                      + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>before &e;</w:t></w:r></w:p></w:body></w:document>")));
      put("entity/" + i + ".xlsx", replaced(Samples.xlsx(), "xl/workbook.xml", utf8(body)));
      put("entity/" + i + ".epub", replaced(Samples.epub(), "book.opf", utf8(body)));
      put("entity/" + i + ".odt", replaced(Samples.odt(), "content.xml", utf8(body)));
      i++;
    }
    put(
        "entity/linked.docx",
        replaced(
            Samples.docx(),
            "word/_rels/document.xml.rels",
            utf8(
                xml
                    + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" TargetMode=\"External\""
                    + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://127.0.0.1:"
                    + port
                    + "/t.dotm\"/></Relationships>")));
  }

  // ----------------------------------------------------------------------------------------
  // formats

  private void pdfs() throws Exception {
    String page =
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>";
    String font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    String text = stream("BT /F1 12 Tf 72 700 Td (Words on a page) Tj ET /X Do");
    String form =
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream";
    String catalog = "<< /Type /Catalog /Pages 2 0 R >>";
    String pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    put("pdf/form-in-itself.pdf", objects(catalog, pages, page, text, font, form));
    put(
        "pdf/page-tree-loop.pdf",
        objects(
            catalog, "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", page, text, font, form));
    put(
        "pdf/count.pdf",
        objects(
            catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page, text, font, form));
    put(
        "pdf/huge-page.pdf",
        objects(catalog, pages, page.replace("595 842", "9e9 9e9"), text, font, form));
    put(
        "pdf/contents-loop.pdf",
        objects(
            catalog,
            pages,
            page.replace("/Contents 4 0 R", "/Contents [3 0 R 4 0 R 4 0 R]"),
            text,
            font,
            form));
    put(
        "pdf/font-loop.pdf",
        objects(
            catalog,
            pages,
            page,
            text,
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>",
            form));
    put(
        "pdf/script.pdf",
        objects(
            "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\(\"http://127.0.0.1:"
                + port
                + "\"\\)) >> >>",
            pages,
            page,
            text,
            font,
            form));
    put(
        "pdf/launch.pdf",
        objects(
            "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> >>",
            pages,
            page,
            text,
            font,
            form));
    put(
        "pdf/length.pdf",
        objects(
            catalog,
            pages,
            page,
            text.replaceFirst("/Length \\d+", "/Length 99999999"),
            font,
            form));
    put("pdf/no-catalog.pdf", objects("<< /Type /Nothing >>", pages, page, text, font, form));
    byte[] good = objects(catalog, pages, page, text, font, form);
    put(
        "pdf/prev-loop.pdf",
        new String(good, ISO_8859_1)
            .replaceFirst("/Root 1 0 R", "/Root 1 0 R /Prev 9")
            .getBytes(ISO_8859_1));
    put(
        "pdf/xref.pdf",
        new String(good, ISO_8859_1)
            .replaceFirst("startxref\n\\d+", "startxref\n999999999")
            .getBytes(ISO_8859_1));
    byte[] flate =
        bytes(
            out -> {
              try (OutputStream packing = new DeflaterOutputStream(out)) {
                for (int i = 0; i < 20 * many; i++) {
                  packing.write(utf8("BT /F1 12 Tf 72 700 Td (Words) Tj ET\n".repeat(10_000)));
                }
              }
            });
    String bomb =
        "<< /Filter /FlateDecode /Length "
            + flate.length
            + " >>\nstream\n"
            + new String(flate, ISO_8859_1)
            + "\nendstream";
    put("pdf/flate-bomb.pdf", objects(catalog, pages, page, bomb, font, form));
    put(
        "pdf/outline-loop.pdf",
        objects(
            "<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
            pages,
            page,
            text,
            font,
            "<< /First 6 0 R /Next 6 0 R /Title (x) >>"));
  }

  private void corrupt() throws Exception {
    byte[] parquet = parquet();
    put(
        "corrupt/footer-length.parquet",
        changed(parquet, parquet.length - 8, new byte[] {-1, -1, -1, 0x7f}));
    put("corrupt/magic-only.parquet", utf8("PAR1PAR1"));
    put("corrupt/zero-footer.parquet", changed(parquet, parquet.length - 8, new byte[4]));
    SplittableRandom random = new Seed(9).split("corrupt").random();
    for (int i = 0; i < 6; i++) {
      byte[] flipped = parquet.clone();
      for (int k = 0; k < 5; k++) {
        flipped[4 + random.nextInt(flipped.length - 12)] ^= (byte) (1 << random.nextInt(8));
      }
      put("corrupt/flipped-" + i + ".parquet", flipped);
    }
    String record =
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: http://a/\r\nContent-Type: application/http\r\nContent-Length: ";
    put(
        "corrupt/huge-length.warc",
        utf8(record + "9000000000000\r\n\r\nHTTP/1.1 200 OK\r\n\r\nshort"));
    put("corrupt/negative-length.warc", utf8(record + "-5\r\n\r\nHTTP/1.1 200 OK\r\n\r\nshort"));
    put("corrupt/no-length.warc", utf8(record + "x\r\n\r\n"));
    put("corrupt/endless-header.warc", utf8("WARC/1.0\r\n" + "X-A: b\r\n".repeat(200_000)));
    put(
        "corrupt/chunks.warc",
        Samples.warc(
            false,
            "http://a/",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html",
            utf8("ffffffff\r\n<p>text")));
    put(
        "corrupt/gzip-body.warc",
        Samples.warc(
            false,
            "http://a/",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html",
            gzip(new byte[80 << 20])));
    put(
        "corrupt/size.7z",
        changed(
            sevenZip("", "a.txt", utf8(SAYING)),
            12,
            new byte[] {-1, -1, -1, -1, -1, -1, -1, 0x7f}));
    put("corrupt/size.tar", changed(tar("a.txt", utf8(SAYING)), 124, utf8("77777777777")));
    put("corrupt/sector.xls", changed(Samples.xls(), 44, new byte[] {-1, -1, -1, 0x7f}));
    put(
        "corrupt/attachment.eml",
        utf8(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment; filename=\"../../x.docx\"\nContent-Transfer-Encoding: base64\n\n!!!! not base64 \u0000\n--b--\n"));
  }

  private static byte[] changed(byte[] bytes, int at, byte[] by) {
    byte[] changed = bytes.clone();
    System.arraycopy(by, 0, changed, at, by.length);
    return changed;
  }

  private void empty() throws IOException {
    for (String ending :
        new String[] {
          "txt", "md", "jsonl", "json", "csv", "html", "pdf", "docx", "zip", "gz", "txt.zst",
          "parquet", "warc", "eml", "png"
        }) {
      put("empty/empty." + ending, new byte[0]);
    }
    put("empty/blank.txt", utf8(" \n\t\n\u3000\n"));
    put("empty/blank.html", utf8("<html><body><script>x</script></body></html>"));
    put("empty/blank.pdf", Samples.pdf("", ""));
  }

  private void brokenText() throws IOException {
    byte[] text = utf8((SAYING + "\n").repeat(20));
    byte[] flaws = text.clone();
    for (int i = 0; i < flaws.length; i += 97) {
      flaws[i] = (byte) 0xff;
    }
    put("text/flaws.txt", flaws);
    put("text/utf16le.txt", SAYING.getBytes(UTF_16LE));
    put("text/utf16be.jsonl", ("{\"text\":\"" + SAYING + "\"}").getBytes(UTF_16BE));
    put("text/utf32.txt", ("\ufeff" + SAYING).getBytes(Charset.forName("UTF-32BE")));
    put("text/gb18030.txt", SAYING.getBytes(Charset.forName("GB18030")));
    put("text/nuls.txt", utf8("text\0with\0nuls"));
    put("text/nuls.csv", utf8("text\na\0b\n"));
    put(
        "text/overlong.txt",
        new byte[] {(byte) 0xc0, (byte) 0xaf, (byte) 0xe0, (byte) 0x80, (byte) 0xaf});
    put("text/surrogates.txt", new byte[] {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'b'});
    put("text/surrogates.jsonl", utf8("{\"text\":\"half \\ud800 a pair\"}"));
    put("text/controls.txt", utf8("\u001b[2J\u0007bell\u0008" + SAYING));
    put("text/quote.csv", utf8("text\n\"" + "never closed\n".repeat(10_000)));
    put(
        "text/mixed.txt",
        Samples.bytes(
            out -> {
              out.write(text);
              out.write("<|endoftext|>\n".getBytes(ISO_8859_1));
              out.write(SAYING.getBytes(Charset.forName("GB18030")));
            }));
    SplittableRandom random = new Seed(10).split("noise").random();
    for (String ending :
        new String[] {
          "txt", "jsonl", "json", "csv", "html", "pdf", "docx", "zip", "gz", "7z", "parquet",
          "warc", "eml", "bin"
        }) {
      byte[] noise = new byte[5000];
      random.nextBytes(noise);
      put("noise/noise." + ending, noise);
    }
  }

  private void strangeFiles() throws Exception {
    Files.createDirectories(folder.resolve("fs/folder.pdf/inner.zip"));
    put("fs/folder.pdf/inner.zip/a.txt", utf8(SAYING));
    Files.createSymbolicLink(folder.resolve("fs/device.txt"), Path.of("/dev/zero"));
    Files.createSymbolicLink(folder.resolve("fs/loop"), folder.resolve("fs"));
    Files.createSymbolicLink(folder.resolve("fs/secret.txt"), secret);
    Files.createSymbolicLink(folder.resolve("fs/nowhere.txt"), Path.of("/nowhere/at/all"));
    new ProcessBuilder("mkfifo", folder.resolve("fs/pipe.txt").toString()).start().waitFor();
    put("fs/unreadable.txt", utf8("not for all"));
    folder.resolve("fs/unreadable.txt").toFile().setReadable(false);
  }
}
