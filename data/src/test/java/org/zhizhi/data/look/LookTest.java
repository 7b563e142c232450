package org.zhizhi.data.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.Document;
import org.zhizhi.data.DocumentWriter;

class LookTest {
  @TempDir Path corpus;

  @BeforeEach
  void writeCorpus() throws IOException {
    Document wiki = new Document("1", "知之为知之\n不知为不知", "text/zh-wiki/a.txt", "zh", "CC0");
    Document book = new Document("2", "To Know\u001b[2J is\tto know", "text/books/b.txt", "en", "");
    Document long_ =
        new Document("3", "word ".repeat(500), "text/books/c.txt", "en", "").withQuality(0.25);
    DocumentWriter kept = new DocumentWriter().document(wiki);
    put("corpus-00000", kept);
    put("corpus-00001", new DocumentWriter().document(book).document(long_));
    put(
        "rejected-00000",
        new DocumentWriter()
            .rejected(wiki, "duplicates", "near duplicate", "7")
            .rejected(book, "rules", "too few words", "")
            .rejected(long_, "rules", "too few words", "")
            .refused("x.pdf", "text/x.pdf", "read", "damaged", "no trailer"));
  }

  @Test
  void findsWhatIsWanted() {
    assertEquals(List.of("1", "2", "3"), ids(Wanted.ALL));
    assertEquals(List.of("1"), ids(wanted(false, null, null, "zh-wiki", null, null)));
    assertEquals(List.of("2", "3"), ids(wanted(false, null, null, "book*", "en", null)));
    assertEquals(List.of("2"), ids(wanted(false, null, null, null, null, "to know")));
    assertEquals(List.of("2", "3"), ids(wanted(true, "rules", null, null, null, null)));
    assertEquals(List.of("1"), ids(wanted(true, null, "Near", null, null, null)));
    assertEquals(List.of("x.pdf"), ids(wanted(true, "read", null, null, null, null)));
    assertEquals(List.of(), ids(wanted(false, null, null, null, "fr", null)));
  }

  @Test
  void countsReasons() {
    assertEquals(
        List.of(
            new Look.Count("rules", "too few words", 2, 2522),
            new Look.Count("duplicates", "near duplicate", 1, 31),
            new Look.Count("read", "damaged", 1, 0)),
        Look.count(corpus, wanted(true, null, null, null, null, null)));
  }

  @Test
  void showsTextsAsTheyFitAndNothingThatATerminalWouldObey() throws IOException {
    String shown = show(Screen.PAPER, Wanted.ALL, 10, "");
    assertFalse(shown.contains("\u001b"), shown);
    assertTrue(shown.contains("── 1 ── 1 ──"), shown);
    assertTrue(
        shown.contains("text/zh-wiki/a.txt   zh   CC0   11 characters\n知之为知之\n不知为不知\n"), shown);
    assertTrue(shown.contains("To Know[2J is  to know"), shown);
    assertTrue(shown.contains("quality 0.25   2.50k characters"), shown);
    assertTrue(shown.contains("… 17 more lines"), shown);
    assertTrue(shown.lines().allMatch(line -> line.length() <= 100), shown);
    String rejected =
        show(Screen.PAPER, wanted(true, "duplicates", null, null, null, null), 10, "");
    assertTrue(rejected.contains("\nduplicates: near duplicate (7)\n"), rejected);
    assertEquals(
        1, show(Screen.PAPER, Wanted.ALL, 1, "").lines().filter(l -> l.startsWith("──")).count());
  }

  @Test
  void aTerminalIsFilledAPageAtATime() throws IOException {
    Screen screen = new Screen(6, 20, true);
    String stopped = show(screen, Wanted.ALL, 99, "\nq\n");
    assertEquals(3, stopped.split("Enter: more", -1).length, "two pages were asked for");
    assertFalse(stopped.contains("── 3"), stopped);
    String all = show(screen, Wanted.ALL, 99, "\n".repeat(99));
    assertTrue(all.contains("── 3"), all);
    assertTrue(show(screen, Wanted.ALL, 99, "").contains("── 1"), "no answer is an end");
  }

  @Test
  void whatIsNoCorpusIsRefused() throws IOException {
    Path empty = Files.createDirectory(corpus.resolve("empty"));
    BadInput none = assertThrows(BadInput.class, () -> Look.at(empty, Wanted.ALL));
    assertTrue(none.getMessage().contains("has no corpus-*.jsonl.zst"), none.getMessage());
    BadInput no = assertThrows(BadInput.class, () -> Look.at(corpus.resolve("x"), Wanted.ALL));
    assertTrue(no.getMessage().contains("is no folder"), no.getMessage());
    Files.writeString(empty.resolve("corpus-00000.jsonl.zst"), "no archive");
    BadInput bad = assertThrows(BadInput.class, () -> ids(empty, Wanted.ALL));
    assertTrue(
        bad.getMessage().contains("corpus-00000.jsonl.zst: cannot be read"), bad.getMessage());
  }

  private String show(Screen screen, Wanted wanted, long most, String answers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Look look = Look.at(corpus, wanted)) {
      new Pager(screen, false, new PrintStream(out, true, UTF_8))
          .show(look, most, new BufferedReader(new StringReader(answers)));
    }
    return out.toString(UTF_8);
  }

  private List<String> ids(Wanted wanted) {
    return ids(corpus, wanted);
  }

  private static List<String> ids(Path corpus, Wanted wanted) {
    List<String> ids = new ArrayList<>();
    try (Look look = Look.at(corpus, wanted)) {
      while (look.hasNext()) {
        JsonNode line = look.next();
        ids.add(line.path("id").asText());
      }
    }
    return ids;
  }

  private static Wanted wanted(
      boolean rejected, String stage, String reason, String source, String lang, String grep) {
    return new Wanted(
        rejected,
        Optional.ofNullable(stage),
        Optional.ofNullable(reason),
        Optional.ofNullable(source),
        Optional.ofNullable(lang),
        Optional.ofNullable(grep));
  }

  private void put(String name, DocumentWriter lines) throws IOException {
    byte[] bytes = java.util.Arrays.copyOf(lines.bytes(), lines.size());
    Files.write(corpus.resolve(name + ".jsonl.zst"), Zstd.compress(bytes));
  }
}
