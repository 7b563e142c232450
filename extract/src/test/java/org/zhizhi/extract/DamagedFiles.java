package org.zhizhi.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.zhizhi.extract.Crafted.changed;
import static org.zhizhi.extract.Crafted.hugePng;
import static org.zhizhi.extract.Crafted.sevenZip;
import static org.zhizhi.extract.Samples.SAYING;
import static org.zhizhi.extract.Samples.gzip;
import static org.zhizhi.extract.Samples.tar;
import static org.zhizhi.extract.Samples.utf8;
import static org.zhizhi.extract.Samples.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.zhizhi.base.Seed;

/** Files that are cut, corrupt, empty, locked, in a wrong encoding, or not what their names say. */
final class DamagedFiles extends HostileKind {
  DamagedFiles(Path folder) {
    super(folder);
  }

  @Override
  void write() throws Exception {
    cut();
    lies();
    locked();
    corrupt();
    empty();
    brokenText();
  }

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
}
