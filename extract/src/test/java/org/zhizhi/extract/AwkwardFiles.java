package org.zhizhi.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.zhizhi.extract.Samples.SAYING;
import static org.zhizhi.extract.Samples.bytes;
import static org.zhizhi.extract.Samples.gzip;
import static org.zhizhi.extract.Samples.tar;
import static org.zhizhi.extract.Samples.utf8;
import static org.zhizhi.extract.Samples.zip;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Files with long lines, deep nesting and names that lead elsewhere, and what is no file. */
final class AwkwardFiles extends HostileKind {
  private final long line;
  private final int many;
  private final Path secret;

  AwkwardFiles(Path folder, long line, int many, Path secret) {
    super(folder);
    this.line = line;
    this.many = many;
    this.secret = secret;
  }

  @Override
  void write() throws Exception {
    names();
    longLines();
    nested();
    strangeFiles();
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
