package org.zhizhi.data.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;

class DocumentsTest {
  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void makeFolder() {
    given = new Given(folder);
  }

  @Test
  void readsAllKindsInSortedOrderAndCountsTheRest() throws IOException {
    given.put("b.txt", "二\r\n行\r\n");
    given.put("a/z.md", "\ufeff# title\n\nbody");
    given.put(
        "c.jsonl",
        "{\"text\":\"x\",\"id\":5,\"lang\":\"en\",\"license\":\"CC0\",\"other\":[1]}\n\n"
            + "{\"text\":\" \"}\n"
            + "{\"text\":\"y\",\"source\":\"web\",\"title\":\"T\",\"lang\":null}");
    given.put("d.txt.gz", Given.gzip("packed".getBytes(UTF_8)));
    given.put("e.jsonl.zst", Given.zstd("{\"text\":\"zstd\"}\n".getBytes(UTF_8)));
    given.put("paper.v2.PDF", "no");
    given.put("pairs.tsv.gz", "no");
    given.put("LICENCE.txt", "not a document");
    given.put("rejected-00000.jsonl.zst", "no");
    given.put("README", "no");
    given.put(".git/config.txt", "no");
    given.put(".hidden.txt", "no");
    Documents documents = Documents.read(List.of(folder));
    String root = folder.getFileName().toString();
    assertEquals(
        List.of(
            new Document(root + "/a/z.md#0", "# title\n\nbody", root + "/a/z.md", "", ""),
            new Document(root + "/b.txt#0", "二\n行", root + "/b.txt", "", ""),
            new Document("5", "x", root + "/c.jsonl", "en", "CC0"),
            new Document(root + "/c.jsonl#2", "T\ny", "web", "", ""),
            new Document(root + "/d.txt.gz#0", "packed", root + "/d.txt.gz", "", ""),
            new Document(root + "/e.jsonl.zst#0", "zstd", root + "/e.jsonl.zst", "", "")),
        all(documents));
    assertEquals(
        "1 .pdf, 1 .tsv.gz, 1 licence, 1 rejected shards, 1 without ending", documents.skipped());
    assertEquals(all(documents), all(documents), "it can be read again");
    try (DocumentReader reader = documents.open()) {
      reader.forEachRemaining(d -> {});
      assertEquals(documents.bytes(), reader.bytesRead());
    }
  }

  @Test
  void aSeparatorLineEndsADocument() throws IOException {
    given.put(
        "a.txt",
        "<|endoftext|>\n\none\nmore \n<|endoftext|>\n <|endoftext|> inside\n\n"
            + "<|endoftext|>\r\n\n<|endoftext|>\n  three\n<|endoftext|>");
    assertEquals(List.of("one\nmore", " <|endoftext|> inside", "  three"), texts(folder));
  }

  @Test
  void longTextsAreCutAtLineEndsAndLoseNothing() throws IOException {
    SplittableRandom random = new Seed(3).split("cut").random();
    for (int trial = 0; trial < 300; trial++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(1, 30); i > 0; i--) {
        text.append("字😀x".repeat(random.nextInt(4))).append("\n");
      }
      text.append("end");
      given.put("long.txt", text.toString());
      List<Document> cut = all(Documents.read(List.of(folder), 16));
      StringBuilder joined = new StringBuilder();
      for (Document document : cut) {
        assertTrue(document.text().length() <= 16, document.text());
        assertEquals(-1, document.text().indexOf('\ufffd'));
        joined.append(document.text());
      }
      String expected = text.toString().replace("\n", "");
      assertEquals(expected, joined.toString().replace("\n", ""));
      List<String> lines = text.toString().lines().toList();
      for (Document document : cut) {
        assertTrue(lines.containsAll(document.text().lines().toList()), "cut within a line");
      }
    }
  }

  @Test
  void whatIsNotUtf8IsRefusedWithPlaceAndRemedy() throws IOException {
    String chinese = "知之为知之，不知为不知，是知也。\n".repeat(6000);
    given.put("gb.txt", chinese.getBytes(Charset.forName("GB18030")));
    refused("gb.txt: not UTF-8 text at byte 10", "iconv -f GB18030");
    Files.delete(folder.resolve("gb.txt"));
    byte[] broken = chinese.getBytes(UTF_8);
    broken[200_001] = (byte) 0xff;
    given.put("broken.txt", broken);
    BadInput e = assertThrows(BadInput.class, () -> texts(folder));
    assertTrue(e.getMessage().contains("broken.txt: not UTF-8 text at byte "), e.getMessage());
    long at = Long.parseLong(e.getMessage().replaceAll(".*at byte ([0-9]+).*", "$1"));
    assertTrue(at >= 199_999 && at <= 200_001, at + " is not in the character of 200001");
    assertTrue(e.getMessage().contains("iconv -f ENCODING"), e.getMessage());
    Files.delete(folder.resolve("broken.txt"));
    given.put("cut.txt.gz", Given.gzip(Arrays.copyOf("好好好".getBytes(UTF_8), 8)));
    refused("cut.txt.gz: not UTF-8 text at byte 6", "iconv -f ENCODING");
  }

  @Test
  void junkDamagedArchivesAndBadRecordsAreRefused() throws IOException {
    given.put("a.txt", "text\nmore\0junk");
    refused("a.txt: line 2 holds a NUL byte", "remove the file");
    byte[] text = "some text, long enough to be worth packing\n".repeat(9999).getBytes(UTF_8);
    given.put("a.txt", "fine");
    given.put("b.txt.gz", Arrays.copyOf(Given.gzip(text), 400));
    refused("b.txt.gz: is cut short", "copy the file again");
    given.put("b.txt.gz", "no archive");
    refused("b.txt.gz: is damaged (Not in GZIP format)", "copy the file again");
    given.put("b.txt.gz", "");
    refused("b.txt.gz: is cut short", "copy the file again");
    Files.delete(folder.resolve("b.txt.gz"));
    given.put("b.txt.zst", Arrays.copyOf(Given.zstd(text), 40));
    refused("b.txt.zst: is cut short", "copy the file again");
    given.put("b.txt.zst", "no archive");
    refused("b.txt.zst: is damaged", "copy the file again");
    Files.delete(folder.resolve("b.txt.zst"));
    for (String bad :
        List.of(
            "{\"text\":7}",
            "{\"txt\":\"a\"}",
            "[]",
            "{\"text\":\"a\"",
            "{\"text\":\"a\"} {}",
            "{\"text\":\"\\u0000\"}",
            "{\"text\":\"a\",\"id\":{}}",
            "[".repeat(5000))) {
      given.put("c.jsonl", "{\"text\":\"ok\"}\n" + bad + "\n");
      refused("c.jsonl: line 2 ", "each line should read");
    }
    given.put("c.jsonl", "{\"text\":\"half a pair \\ud83d\"}");
    assertEquals(List.of("fine", "half a pair \ufffd"), texts(folder));
    given.put("long.txt", "short\n" + "long ".repeat(300) + "\n");
    BadInput line = assertThrows(BadInput.class, () -> all(Documents.read(List.of(folder), 1000)));
    assertTrue(line.getMessage().contains("long.txt: line 2 has over 1000"), line.getMessage());
    Files.delete(folder.resolve("long.txt"));
    given.put("c.jsonl", "{\"text\":\"" + "long ".repeat(300) + "\"}");
    BadInput e = assertThrows(BadInput.class, () -> all(Documents.read(List.of(folder), 1000)));
    assertTrue(e.getMessage().contains("line 1 has over 1000 characters"), e.getMessage());
  }

  @Test
  void nothingToReadSaysWhatIsRead() throws IOException {
    refused("no documents", "give a folder with .txt, .md or .jsonl");
    given.put("a.pdf", "x");
    refused("no documents (skipped: 1 .pdf)", ".txt");
    given.put("b.txt", "\n \n");
    refused("no text in any of the files (skipped: 1 .pdf)", ".txt");
    Path absent = folder.resolve("absent");
    BadInput e = assertThrows(BadInput.class, () -> Documents.read(List.of(absent)));
    assertTrue(e.getMessage().startsWith(absent + ": cannot be read (NoSuch"), e.getMessage());
    Path pdf = folder.resolve("a.pdf");
    BadInput kind = assertThrows(BadInput.class, () -> Documents.read(List.of(pdf)));
    assertTrue(kind.getMessage().contains("not a kind of file"), kind.getMessage());
  }

  @Test
  void anyBytesAreReadOrRefusedButNeverCrash() throws IOException {
    SplittableRandom random = new Seed(4).split("fuzz").random();
    byte[] text =
        "{\"text\":\"知之 abc\\n\",\"id\":\"1\"}\n<|endoftext|>\r\n".repeat(5).getBytes(UTF_8);
    List<byte[]> originals = List.of(text, Given.gzip(text), Given.zstd(text));
    List<String> endings = List.of("", ".gz", ".zst");
    for (int i = 0; i < 3000; i++) {
      int kind = random.nextInt(3);
      byte[] bytes = originals.get(kind).clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(3) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      String name = (random.nextBoolean() ? "f.txt" : "f.jsonl") + endings.get(kind);
      given.put(name, bytes);
      try {
        texts(folder.resolve(name));
      } catch (BadInput e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  @Test
  void theDigestFollowsNamesAndContent() throws IOException {
    given.put("a.txt", "one");
    String one = Documents.read(List.of(folder)).digest();
    assertEquals(one, Documents.read(List.of(folder, folder.resolve("a.txt"))).digest());
    given.put("a.txt", "two");
    String two = Documents.read(List.of(folder)).digest();
    assertNotEquals(one, two);
    Files.move(folder.resolve("a.txt"), folder.resolve("b.txt"));
    assertNotEquals(two, Documents.read(List.of(folder)).digest());
  }

  @Test
  void readsTheSharedTexts() {
    String set = System.getenv("ZHIZHI_DATA");
    Path data = set == null ? Path.of("../../shared/data") : Path.of(set);
    Path laws = data.resolve("text/zh-laws");
    Assumptions.assumeTrue(Files.isDirectory(laws), "no shared data at " + data);
    List<Document> documents = all(Documents.read(List.of(laws)));
    assertTrue(documents.size() > 1000, "documents: " + documents.size());
    assertTrue(documents.stream().noneMatch(d -> d.text().contains("endoftext")));
  }

  private void refused(String what, String remedy) {
    BadInput e = assertThrows(BadInput.class, () -> texts(folder));
    assertTrue(e.getMessage().contains(what), e.getMessage());
    assertTrue(e.getMessage().contains(remedy), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  private static List<String> texts(Path source) {
    return all(Documents.read(List.of(source))).stream().map(Document::text).toList();
  }

  private static List<Document> all(Documents documents) {
    try (var stream = documents.stream()) {
      return stream.toList();
    }
  }
}
