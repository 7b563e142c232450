package org.zhizhi.data.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/** What other processes may do to this one, by a parser that does it. */
class ParsedFileTest {
  private static final ParserCommand FAKE =
      new ParserCommand(System.getProperty("java.class.path"), FakeParser.class.getName());

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("in"));
  }

  @Test
  void whateverAParserDoesCostsTheEntryItWasAt() throws IOException {
    put(
        "a.html",
        "text 2",
        "exit 3",
        "text 1",
        "hang",
        "exit 134",
        "garble",
        "text 1",
        "boast",
        "long",
        "refuse damaged",
        "text 1");
    put("b.txt", "plain text");
    assertEquals(
        List.of(
            "in/a.html#0#0: text 0",
            "in/a.html#0#1: text 1",
            "in/a.html#1#0 refused: out of memory",
            "in/a.html#2#0: text 0",
            "in/a.html#3#0 refused: took too long",
            "in/a.html#4#0 refused: parser crashed",
            "in/a.html#5#0 refused: parser crashed",
            "in/a.html#6#0: text 0",
            "in/a.html#7#0 refused: parser crashed",
            "in/a.html#8#0 refused: parser crashed",
            "in/a.html#9#0 refused: damaged",
            "in/a.html#10#0: text 0",
            "in/b.txt#0: plain text"),
        lines(Position.START, new ArrayList<>()));
  }

  @Test
  void deathBetweenEntriesCostsTheRestOfTheArchive() throws IOException {
    put("a.html", "text 1", "die", "text 1");
    put("b.html", "text 1");
    assertEquals(
        List.of(
            "in/a.html#0#0: text 0",
            "in/a.html#0 refused: parser crashed",
            "in/b.html#0#0: text 0"),
        lines(Position.START, new ArrayList<>()));
  }

  @Test
  void readingGoesOnFromAnyPosition() throws IOException {
    put("a.html", "text 2", "exit 3", "text 1");
    put("b.txt", "one");
    put("c.html", "refuse damaged", "text 1");
    List<Position> after = new ArrayList<>();
    List<String> all = lines(Position.START, after);
    assertEquals(7, all.size(), all.toString());
    for (int i = 0; i < all.size(); i++) {
      List<Position> again = new ArrayList<>();
      assertEquals(
          all.subList(i + 1, all.size()), lines(after.get(i), again), "from " + after.get(i));
      assertEquals(after.subList(i + 1, all.size()), again);
    }
  }

  @Test
  void manyFilesComeInOrderWhoeverIsFaster() throws IOException {
    for (int i = 0; i < 40; i++) {
      put(String.format("%02d.html", i), "text " + (i % 7 == 0 ? 300 : 1));
    }
    List<String> lines = lines(Position.START, new ArrayList<>());
    List<String> expected =
        IntStream.range(0, 40)
            .boxed()
            .flatMap(
                i ->
                    IntStream.range(0, i % 7 == 0 ? 300 : 1)
                        .mapToObj(k -> String.format("in/%02d.html#0#%d: text %d", i, k, k)))
            .toList();
    assertEquals(expected.size(), lines.size(), lines.getFirst());
    assertTrue(expected.equals(lines), "order of " + lines.size() + " items");
  }

  @Test
  void closingEarlyEndsTheProcessesAndLeavesNothing() throws IOException {
    put("a.html", "text 1", "hang");
    put("b.html", "hang");
    Sources sources = Sources.find(List.of(folder));
    long before = ProcessHandle.current().descendants().count();
    try (SourceReader reader =
        new SourceReader(sources, settings(), Position.START, Optional.of(FAKE))) {
      assertTrue(reader.hasNext());
      assertTrue(ProcessHandle.current().descendants().count() > before);
    }
    assertEquals(before, ProcessHandle.current().descendants().count());
  }

  @Test
  void parsersThatDoNotStartAreTheUsersToMend() throws IOException {
    put("a.html", "text 1");
    ParserCommand absent = new ParserCommand("/nowhere", "org.example.Absent");
    Sources sources = Sources.find(List.of(folder));
    try (SourceReader reader =
        new SourceReader(sources, settings(), Position.START, Optional.of(absent))) {
      BadInput e = assertThrows(BadInput.class, reader::hasNext);
      assertTrue(e.getMessage().contains("the parsers do not start"), e.getMessage());
      assertTrue(e.getMessage().contains("org.example.Absent"), e.getMessage());
    }
  }

  private List<String> lines(Position from, List<Position> after) {
    List<String> lines = new ArrayList<>();
    Sources sources = Sources.find(List.of(folder));
    try (SourceReader reader = new SourceReader(sources, settings(), from, Optional.of(FAKE))) {
      while (reader.hasNext()) {
        lines.add(
            switch (reader.next()) {
              case Item.Read read -> read.document().id() + ": " + read.document().text();
              case Item.Refused refused -> refused.id() + " refused: " + refused.reason();
            });
        after.add(reader.position());
      }
      assertEquals(sources.bytes(), reader.bytesRead());
    }
    return lines;
  }

  private static ReadSettings settings() {
    return ReadSettings.of(
        Json.object().put("seconds", 6).put("memory_mb", 64).put("max_chars", 1_000_000));
  }

  private void put(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), Stream.of(lines).collect(Collectors.joining("\n")));
  }
}
