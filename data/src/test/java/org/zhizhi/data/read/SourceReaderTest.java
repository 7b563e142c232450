package org.zhizhi.data.read;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.CorpusWriter;
import org.zhizhi.data.Document;

class SourceReaderTest {
  private static final String SAYING = "知之为知之，不知为不知，是知也。";

  @TempDir Path temporary;
  private Path folder;
  private Given given;
  private Given outside;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("in"));
    given = new Given(folder);
    outside = new Given(temporary);
  }

  @Test
  void aBadRecordCostsItself() throws IOException {
    given.put(
        "a.jsonl",
        "{\"text\":\"one\"}\nnot json\n{\"txt\":1}\n[1]\n\n{\"text\":\"\\u0000\"}\n{\"text\":\" \"}\n"
            + "{\"text\":\"two\",\"id\":{}}\n"
            + "[".repeat(200)
            + "\n{\"text\":\""
            + "long ".repeat(50)
            + "\"}\n{\"text\":\"last\"}");
    assertEquals(
        List.of(
            "in/a.jsonl#0: one",
            "in/a.jsonl#1 not json: line 2 is not JSON (Unrecognized token 'not': was expecting"
                + " (JSON String, Number, Array, Object or token 'null', 'true' or 'false'))",
            "in/a.jsonl#2 no text field: line 3 has no field \"text\" with a string",
            "in/a.jsonl#3 not json: line 4 is no JSON object",
            "in/a.jsonl#4 wrong field: line 6 has a NUL in its text",
            "in/a.jsonl#5 empty: line 7 holds no text",
            "in/a.jsonl#6 wrong field: line 8 has a field \"id\" that is no string",
            "in/a.jsonl#7 not json: line 9 is no JSON object",
            "in/a.jsonl#8 too long: line 10 has over 200 characters",
            "in/a.jsonl#9: last"),
        lines(settings("{\"max_chars\": 200}")));
  }

  @Test
  void recordsMayCallTheirTextByOtherNames() throws IOException {
    given.put(
        "a.jsonl",
        "{\"content\":\"second choice\",\"text\":\"first choice\"}\n"
            + "{\"url\":\"http://a\",\"内容\":\"正文在此\",\"meta\":{\"a\":1,\"b\":[2],\"c\":null}}\n"
            + "{\"body\":7,\"content\":\"x\",\"quality\":0.5,\"language\":\"zh\",\"licence\":\"CC0\"}");
    List<Item> items = items(ReadSettings.DEFAULTS);
    Document second = document(items.get(1));
    assertEquals("first choice", document(items.getFirst()).text());
    assertEquals("正文在此", second.text());
    assertEquals("{a=1, url=http://a}", new java.util.TreeMap<>(second.meta()).toString());
    assertEquals(0.5, document(items.get(2)).quality());
    assertEquals("zh CC0", document(items.get(2)).lang() + " " + document(items.get(2)).license());
  }

  @Test
  void otherEncodingsAreReadAndNoted() throws IOException {
    Charset gb = Charset.forName("GB18030");
    given.put("a.txt", (SAYING + "\n<|endoftext|>\n" + SAYING + "\n").getBytes(gb));
    given.put("b.jsonl", ("{\"text\":\"" + SAYING + "\"}\n{\"text\":\"plain\"}\n").getBytes(gb));
    given.put("c.txt", ("\ufeff" + SAYING + "\r\n第二行").getBytes(UTF_16LE));
    given.put("d.jsonl", ("{\"text\":\"" + SAYING + "\"}").getBytes(UTF_16BE));
    given.put("e.txt", "Déjà vu: naïve café".getBytes(Charset.forName("windows-1252")));
    given.put("f.csv", ("id,正文\n1," + SAYING + "\n").getBytes(gb));
    given.put("g.json", ("[{\"text\":\"" + SAYING + "\"}]").getBytes(gb));
    given.put("h.txt", "知之為知之，不知為不知，是知也。".getBytes(Charset.forName("Big5")));
    byte[] flawed = SAYING.getBytes(UTF_8);
    flawed[7] = 'x';
    given.put("i.txt", flawed);
    given.put(
        "j.txt", new byte[] {(byte) 0x80, (byte) 0xfe, (byte) 0xff, (byte) 0x81, (byte) 0x20});
    List<String> read = new ArrayList<>();
    for (Item item : items(ReadSettings.DEFAULTS)) {
      read.add(
          switch (item) {
            case Item.Read r -> r.document().text() + r.document().meta();
            case Item.Refused r -> r.reason();
          });
    }
    assertEquals(
        List.of(
            SAYING + "{encoding=GB18030}",
            SAYING + "{encoding=GB18030}",
            SAYING + "{encoding=GB18030}",
            "plain{}",
            SAYING + "\n第二行{}",
            SAYING + "{}",
            "Déjà vu: naïve café{encoding=windows-1252}",
            SAYING + "{}",
            SAYING + "{}",
            "知之為知之，不知為不知，是知也。{encoding=Big5-HKSCS}",
            "知之\ufffdx\ufffd知之，不知为不知，是知也。{encoding=UTF-8 with 2 bad bytes}",
            "unknown encoding"),
        read);
  }

  @Test
  void tablesGiveTheirTextColumnOrAllColumns() throws IOException {
    given.put("a.csv", "id,Text,lang\n1,\"a \"\"quoted\"\"\nline\",en\n2,,zh\n3,plain,zh,extra\n");
    given.put("b.tsv", "say \"x\ty\nhello\t你好\n");
    given.put("c.csv", "x;y\n1;2\n");
    given.put("d.csv", "text\n\"never closed\nmore\n");
    given.put("e.csv", "text,id\n\"quoted\" and more,7\nnext,8\n");
    assertEquals(
        List.of(
            "1: a \"quoted\"\nline",
            "2 empty: line 4 holds no text",
            "3: plain",
            "in/b.tsv#0: say \"x\ny",
            "in/b.tsv#1: hello\n你好",
            "in/c.csv#0: x\ny",
            "in/c.csv#1: 1\n2",
            "in/d.csv#0: never closed\nmore\n",
            "7: quoted and more",
            "8: next"),
        lines(ReadSettings.DEFAULTS));
  }

  @Test
  void jsonIsAnArrayOrAnObjectOfRecordsOrOne() throws IOException {
    given.put("a.json", "[{\"text\":\"1\"},{\"x\":[[1]]},3,{\"text\":\"2\",\"id\":\"two\"}]");
    given.put(
        "b.json",
        "{\"title\":\"T\",\"meta\":{\"k\":\"v\"},\"text\":\"only\",\"more\":[{\"text\":\"no\"}]}");
    given.put(
        "c.json",
        "{\"version\":1,\"first\":{\"text\":\"1\"},\"data\":[{\"text\":\"2\"},{\"text\":\"3\"}]}");
    given.put("d.json", "{\"text\":\"1\"}\n{\"text\":\"2\"}\n");
    given.put("e.json", "[{\"text\":\"good\"},{\"text\":bad},{\"text\":\"lost\"}]");
    given.put("f.json", "\"just a string\"");
    assertEquals(
        List.of(
            "in/a.json#0: 1",
            "in/a.json#1 no text field: line 1 has no field \"text\" with a string",
            "in/a.json#2 not json: line 1 is no JSON object",
            "two: 2",
            "in/b.json#0: T\nonly",
            "first: 1",
            "in/c.json#1: 2",
            "in/c.json#2: 3",
            "in/d.json#0: 1",
            "in/d.json#1: 2",
            "in/e.json#0: good",
            "in/e.json#1 not json: line 1 is not JSON (Unrecognized token 'bad': was expecting"
                + " (JSON String, Number, Array, Object or token 'null', 'true' or 'false'))",
            "in/f.json#0 not json: line 1 is no JSON object"),
        lines(ReadSettings.DEFAULTS));
  }

  @Test
  void packedFilesAreKnownByTheirStartAndGuarded() throws IOException {
    byte[] text = "packed text\n".repeat(20).getBytes(UTF_8);
    given.put("a.txt", Given.gzip(text));
    given.put("b.md.zst", Given.zstd(text));
    given.put("c.jsonl.gz", "{\"text\":\"not packed at all\"}".getBytes(UTF_8));
    given.put("d.txt.gz", Arrays.copyOf(Given.gzip(text), 30));
    given.put("e.txt.zst", Given.zstd(new byte[100 << 20]));
    given.put("f.txt", "");
    given.put("g", "text without an ending\n");
    List<String> lines = lines(ReadSettings.DEFAULTS);
    String whole = "packed text\n".repeat(20).strip();
    assertEquals(
        List.of(
            "in/a.txt#0: " + whole,
            "in/b.md.zst#0: " + whole,
            "in/c.jsonl.gz#0: not packed at all",
            "in/d.txt.gz#0 cut short: is cut short"),
        lines.subList(0, 4));
    assertTrue(
        lines.get(4).startsWith("in/e.txt.zst#0 unpacks too large: unpacks to over 200"),
        lines.get(4));
    assertEquals("in/f.txt#0 empty: holds no text", lines.get(5));
    assertEquals("in/g#0: text without an ending", lines.get(6));
  }

  @Test
  void whatIsNoFileIsNamedAndNothingIsFollowed() throws Exception {
    given.put("a.txt", "inside");
    Path beside = outside.put("outside.txt", "outside");
    Files.createSymbolicLink(folder.resolve("b.txt"), beside);
    Files.createSymbolicLink(folder.resolve("c"), temporary);
    Files.createSymbolicLink(folder.resolve("d.txt"), folder.resolve("absent"));
    Files.createDirectories(folder.resolve("e.pdf/f.txt"));
    given.put("e.pdf/f.txt/g.txt", "deep");
    given.put(".git/config.txt", "hidden");
    given.put("LICENSE", "licence");
    given.put("~$x.docx", "lock");
    List<String> expected =
        new ArrayList<>(
            List.of(
                "in/a.txt#0: inside",
                "in/b.txt#0 symbolic link: is a symbolic link, which is not followed",
                "in/c#0 symbolic link: is a symbolic link, which is not followed",
                "in/d.txt#0 symbolic link: is a symbolic link, which is not followed",
                "in/e.pdf/f.txt/g.txt#0: deep"));
    if (new ProcessBuilder("mkfifo", folder.resolve("z.txt").toString()).start().waitFor() == 0) {
      expected.add("in/z.txt#0 no regular file: is no regular file");
    }
    assertEquals(expected, lines(ReadSettings.DEFAULTS));
    assertEquals("2 hidden, 1 licence", Sources.find(List.of(folder)).skipped());
    assertEquals(
        List.of("b.txt", "~2/b.txt"),
        Sources.find(
                List.of(
                    outside.put("x/b.txt", "x/b.txt"),
                    outside.put("y/b.txt", "y/b.txt"),
                    temporary.resolve("x")))
            .files()
            .stream()
            .map(SourceFile::name)
            .map(name -> name.replace("b.txt~2", "~2/b.txt"))
            .toList());
  }

  @Test
  void aFileThatMayNotBeReadIsNamed() throws IOException {
    given.put("a.txt", "text");
    Path file = folder.resolve("a.txt");
    Assumptions.assumeTrue(
        file.toFile().setReadable(false) && !Files.isReadable(file), "root reads all");
    assertEquals("in/a.txt#0 unreadable", lines(ReadSettings.DEFAULTS).getFirst().substring(0, 21));
  }

  @Test
  void ofACorpusOnlyTheShardsAreRead() throws IOException {
    Path corpus = temporary.resolve("corpus");
    Document document =
        new Document("d", SAYING, "src", "zh", "CC0", 0.5, java.util.Map.of("k", "v"));
    CorpusWriter.write(corpus, List.of(document).iterator());
    Files.writeString(corpus.resolve("report.json"), "{}");
    Files.writeString(corpus.resolve("report.html"), "<p>");
    Files.writeString(corpus.resolve("rejected-00000.jsonl.zst"), "x");
    Sources sources = Sources.find(List.of(corpus));
    assertEquals("2 beside corpus shards, 1 rejected shards", sources.skipped());
    try (SourceReader reader = sources.open(ReadSettings.DEFAULTS)) {
      assertEquals(document, document(reader.next()));
      assertFalse(reader.hasNext());
    }
  }

  @Test
  void readingGoesOnFromAnyPosition() throws IOException {
    given.put("a.txt", "one\n<|endoftext|>\ntwo\n<|endoftext|>\n");
    given.put("b.jsonl", "{\"text\":\"x\"}\nbad\n{\"text\":\"y\"}\n");
    given.put("c.csv", "text\nr\ns\n");
    given.put("d.txt", "");
    given.put("e.json", "[{\"text\":\"j\"},{}]");
    List<Position> after = new ArrayList<>();
    List<Item> all = items(ReadSettings.DEFAULTS, Position.START, after);
    assertEquals(10, all.size(), all.toString());
    for (int i = 0; i < all.size(); i++) {
      List<Position> again = new ArrayList<>();
      assertEquals(
          all.subList(i + 1, all.size()), items(ReadSettings.DEFAULTS, after.get(i), again));
      assertEquals(after.subList(i + 1, all.size()), again);
    }
  }

  @Test
  void anyBytesAreItemsWhateverTheirName() throws IOException {
    SplittableRandom random = new Seed(8).split("sources").random();
    byte[] seed =
        ("id,text\n1,\"" + SAYING + "\"\n[{\"text\":\"é\\n\",\"id\":\"1\"}]\n<|endoftext|>\r\n")
            .repeat(3)
            .getBytes(UTF_8);
    List<String> names =
        List.of("a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.txt.gz", "a.json.zst");
    for (int i = 0; i < 1500; i++) {
      String name = names.get(random.nextInt(names.size()));
      byte[] bytes =
          name.endsWith(".gz")
              ? Given.gzip(seed)
              : name.endsWith(".zst") ? Given.zstd(seed) : seed.clone();
      for (int n = random.nextInt(6); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      bytes =
          Arrays.copyOfRange(
              bytes, random.nextInt(3) * random.nextInt(5), bytes.length - random.nextInt(9));
      Format format =
          PlainFile.Kind.of(new SourceFile(outside.put(name, bytes), name, 0, ""), false).format();
      if (format == Format.PARSED) {
        continue;
      }
      given.put(name, bytes);
      List<Item> items = items(settings("{\"max_chars\": 100}"));
      assertFalse(items.isEmpty());
      for (Item item : items) {
        if (item instanceof Item.Refused refused) {
          assertEquals(1, refused.detail().lines().count(), refused.toString());
        } else {
          Document document = document(item);
          assertTrue(
              document.text().length() <= 100 && !document.text().isBlank(), document.text());
          assertTrue(document.text().indexOf('\0') < 0 && document.text().indexOf('\r') < 0);
        }
      }
      Files.delete(folder.resolve(name));
    }
  }

  @Test
  void settingsAreCheckedByName() {
    assertEquals(ReadSettings.DEFAULTS, settings("{}"));
    assertEquals(5, settings("{\"workers\": 5}").workers());
    assertEquals(List.of("say"), settings("{\"text\": [\"say\"]}").text());
    refused(
        "{\"worker\": 5}", "read: has no setting \"worker\"; there are text, workers, memory_mb, ");
    refused("{\"workers\": 0}", "read.workers is 0; give a whole number from 1 to ");
    refused("{\"ocr\": 1}", "read.ocr is 1; give true or false");
    refused(
        "{\"max_chars\": 100000000}",
        "read.max_chars is 100000000; give a whole number from 1 to 64000000");
  }

  private static void refused(String json, String message) {
    BadInput e = assertThrows(BadInput.class, () -> settings(json));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static ReadSettings settings(String json) {
    try {
      return ReadSettings.of(Json.JSON.readTree(json));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> lines(ReadSettings settings) {
    return items(settings).stream()
        .map(
            item ->
                switch (item) {
                  case Item.Read read -> read.document().id() + ": " + read.document().text();
                  case Item.Refused refused ->
                      refused.id() + " " + refused.reason() + ": " + refused.detail();
                })
        .toList();
  }

  private List<Item> items(ReadSettings settings) {
    return items(settings, Position.START, new ArrayList<>());
  }

  private List<Item> items(ReadSettings settings, Position from, List<Position> after) {
    List<Item> items = new ArrayList<>();
    try (SourceReader reader = Sources.find(List.of(folder)).open(settings, from)) {
      while (reader.hasNext()) {
        items.add(reader.next());
        after.add(reader.position());
      }
      assertEquals(reader.bytes(), reader.bytesRead());
    }
    return items;
  }

  private static Document document(Item item) {
    if (item instanceof Item.Read read) {
      return read.document();
    }
    throw new AssertionError(item.toString());
  }
}
