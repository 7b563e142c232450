package org.zhizhi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.ReadSettings;

class FormatsTest {
  @TempDir Path folder;

  @Test
  void all() throws IOException {
    Path d = folder.resolve("d");
    Files.createDirectories(d);
    Files.write(d.resolve("a.docx"), Samples.docx());
    Files.write(d.resolve("a.pptx"), Samples.pptx());
    Files.write(d.resolve("a.xlsx"), Samples.xlsx());
    Files.write(d.resolve("a.xls"), Samples.xls());
    Files.write(d.resolve("a.pdf"), Samples.pdf("", "Page one\nhas two lines", "Page two"));
    Files.write(d.resolve("zh.pdf"), Samples.chinesePdf(Samples.SAYING, "第二行"));
    Files.write(d.resolve("a.epub"), Samples.epub());
    Files.write(d.resolve("a.odt"), Samples.odt());
    Files.write(d.resolve("a.html"), Samples.html());
    Files.write(d.resolve("a.rtf"), Samples.rtf());
    Files.write(d.resolve("a.eml"), Samples.eml());
    Files.write(d.resolve("locked.docx"), Samples.lockedDocx());
    Files.write(d.resolve("locked.pdf"), Samples.pdf("secret", "x"));
    Files.write(d.resolve("a.zip"), Samples.zip("x/a.docx", Samples.docx(), "b.txt", Samples.utf8("hello"), "n.zip", Samples.zip("c.jsonl", Samples.utf8("{\"text\":\"r1\"}\nbad\n{\"text\":\"r2\"}\n"))));
    Files.write(d.resolve("a.tar.gz"), Samples.gzip(Samples.tar("x/a.html", Samples.html(), "../../b.txt", Samples.utf8("hello"))));
    Files.write(d.resolve("a.warc.gz"), Samples.warc(true, "http://example.org/a?b", "HTTP/1.1 200 OK\r\nContent-Type: text/html", Samples.html(), "http://example.org/a", "HTTP/1.1 404 Not found\r\nContent-Type: text/html", Samples.html()));
    for (String c : List.of("gzip", "snappy", "zstd", "uncompressed", "lz4_raw")) {
      Files.write(d.resolve(c + ".parquet"), getClass().getResourceAsStream(c + ".parquet").readAllBytes());
    }
    for (Item item : Reading.items(d, ReadSettings.DEFAULTS)) {
      System.out.println(item);
    }
    assertEquals(1, 1);
  }
}
