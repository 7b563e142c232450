package org.zhizhi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;
import org.zhizhi.data.read.ReadSettings;

class ArchivesTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("in"));
  }

  @Test
  void readingGoesOnFromAnyPositionWithinAnArchive() throws IOException {
    byte[] inner =
        Samples.zip(
            "r.jsonl",
            Samples.utf8("{\"text\":\"r1\"}\nbad\n{\"text\":\"r2\"}\n"),
            "broken.docx",
            Samples.utf8("PK\3\4 not really"),
            "s.txt",
            Samples.utf8("s"));
    Files.write(
        folder.resolve("a.tar.gz"),
        Samples.gzip(
            Samples.tar(
                "mail.eml", Samples.eml(),
                "inner.zip", inner,
                "cut.zip", java.util.Arrays.copyOf(inner, inner.length - 30),
                "last.html", Samples.utf8("<p>last"))));
    Files.writeString(folder.resolve("b.txt"), "after");
    List<Position> after = new ArrayList<>();
    List<Item> all = Reading.items(folder, ReadSettings.DEFAULTS, Position.START, after);
    List<String> lines = Reading.lines(all);
    assertTrue(
        lines.contains("in/a.tar.gz#inner.zip#r.jsonl#1 refused: not json"), lines.toString());
    assertTrue(lines.contains("in/a.tar.gz#inner.zip#s.txt#0: s"), lines.toString());
    assertEquals(
        List.of("in/a.tar.gz#last.html#0: last", "in/b.txt#0: after"),
        lines.subList(lines.size() - 2, lines.size()));
    for (int i = 0; i < all.size(); i++) {
      List<Position> again = new ArrayList<>();
      List<Item> rest = Reading.items(folder, ReadSettings.DEFAULTS, after.get(i), again);
      assertEquals(all.subList(i + 1, all.size()), rest, "from " + after.get(i));
      assertEquals(after.subList(i + 1, all.size()), again);
    }
  }

  @Test
  void archivesOfEveryKindGiveTheSameText() throws Exception {
    Path given = Files.createDirectory(temporary.resolve("given"));
    Files.writeString(given.resolve("a.txt"), Samples.SAYING);
    byte[] text = Samples.utf8(Samples.SAYING);
    put("a.zip", Samples.zip("a.txt", text));
    put("b.tar", Samples.tar("a.txt", text));
    put("c.tgz", Samples.gzip(Samples.tar("a.txt", text)));
    put("d.txt.bz2", packed("bzip2", text));
    put("e.txt.xz", packed("xz", text));
    put("f.tar.zst", packed("zstd", Samples.tar("a.txt", text)));
    put("g.txt.lz4", packed("lz4-framed", text));
    put("h.zip", Samples.zip("folder/", new byte[0], "folder/a.txt", text));
    byte[] two = Samples.zip("a.txt", text, "b.txt", text);
    put("i.zip", java.util.Arrays.copyOf(two, two.length - 40));
    List<String> texts = new ArrayList<>();
    for (Item item : Reading.items(folder, ReadSettings.DEFAULTS)) {
      texts.add(item instanceof Item.Read read ? read.document().text() : item.toString());
    }
    String cut = texts.removeLast();
    assertTrue(cut.contains("reason=cut short"), cut);
    assertEquals(java.util.Collections.nCopies(10, Samples.SAYING), texts);
  }

  private static byte[] packed(String how, byte[] bytes) {
    return Samples.bytes(
        out -> {
          try (var packing =
              new org.apache.commons.compress.compressors.CompressorStreamFactory()
                  .createCompressorOutputStream(how, out)) {
            packing.write(bytes);
          }
        });
  }

  private void put(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }
}
