package org.zhizhi.extract;

import static org.zhizhi.extract.Crafted.hugePng;
import static org.zhizhi.extract.Crafted.overlapping;
import static org.zhizhi.extract.Crafted.replaced;
import static org.zhizhi.extract.Crafted.sevenZip;
import static org.zhizhi.extract.Samples.bytes;
import static org.zhizhi.extract.Samples.gzip;
import static org.zhizhi.extract.Samples.tar;
import static org.zhizhi.extract.Samples.utf8;
import static org.zhizhi.extract.Samples.zip;

import com.github.luben.zstd.ZstdOutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/** Small files that are large once they are unpacked or parsed. */
final class Bombs extends HostileKind {
  private final long size;
  private final int many;

  Bombs(Path folder, long size, int many) {
    super(folder);
    this.size = size;
    this.many = many;
  }

  @Override
  void write() throws Exception {
    byte[] zeros = zeros(size);
    put("bomb/zeros.txt.gz", gzip(zeros));
    put("bomb/lines.txt.gz", out -> repeat(new GZIPOutputStream(out), "a\n", size));
    put(
        "bomb/records.jsonl.gz",
        out ->
            repeat(new GZIPOutputStream(out), "{\"text\":\"" + "a".repeat(2000) + "\"}\n", size));
    put("bomb/zeros.zst", out -> repeat(new ZstdOutputStream(out), "\0", size));
    put("bomb/zeros.bz2", out -> repeat(new BZip2CompressorOutputStream(out), "\0\0\0\0", size));
    put("bomb/zeros.xz", out -> repeat(new XZCompressorOutputStream(out, 1), "\0", size));
    put("bomb/zeros.zip", zip("zeros.txt", zeros));
    put(
        "bomb/zeros.tar.gz",
        gzip(tar("a.txt", utf8("first"), "zeros.txt", zeros, "b.txt", utf8("last"))));
    put("bomb/zeros.7z", sevenZip("", "zeros.txt", zeros));
    put("bomb/overlap.zip", overlapping((int) Math.min(size / 10, 20 << 20), 500));
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
}
