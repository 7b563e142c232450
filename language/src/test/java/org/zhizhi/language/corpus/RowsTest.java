package org.zhizhi.language.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.language.SharedData;
import org.zhizhi.language.tokenizer.BpeTrainer;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.language.tokenizer.Samples;
import org.zhizhi.language.tokenizer.Tokenizer;

class RowsTest {
  private static Tokenizer tokenizer;

  @TempDir Path dir;

  @BeforeAll
  static void learn() {
    tokenizer = Samples.tokenizer();
  }

  private TokenShards shards(List<String> texts) {
    return new CorpusWriter(tokenizer, HeldOut.NONE, 2).texts(dir.resolve("out"), texts.iterator());
  }

  /** (what is read before it, target) of all predictions, counted. */
  private static TreeMap<String, Integer> predictions(Iterable<Row> rows) {
    TreeMap<String, Integer> found = new TreeMap<>();
    for (Row row : rows) {
      for (int i = 0; i < row.tokens().length; i++) {
        if (row.targets()[i] != Row.NO_TARGET) {
          found.merge(row.tokens()[i] + ">" + row.targets()[i], 1, Integer::sum);
        }
      }
    }
    return found;
  }

  private static TreeMap<String, Integer> expected(List<String> texts) {
    TreeMap<String, Integer> expected = new TreeMap<>();
    for (String text : texts) {
      int previous = tokenizer.endOfText();
      for (int token : tokenizer.encode(text)) {
        expected.merge(previous + ">" + token, 1, Integer::sum);
        previous = token;
      }
      expected.merge(previous + ">" + tokenizer.endOfText(), 1, Integer::sum);
    }
    return expected;
  }

  @Test
  void everyTokenIsPredictedOnceAPass() {
    List<String> texts = Samples.texts(1_000);
    try (TokenShards shards = shards(texts)) {
      assertEquals(expected(texts), predictions(Rows.once(shards, Split.TRAIN, 16)));
      Rows rows = new Rows(shards, Split.TRAIN, 33, new Seed(1));
      for (long epoch = 0; epoch < 2; epoch++) {
        List<Row> pass = new ArrayList<>();
        while (true) {
          Row row = rows.next();
          if (rows.position().epoch() != epoch) {
            rows.seek(new Position(epoch + 1, 0, 0));
            break;
          }
          pass.add(row);
        }
        assertEquals(expected(texts), predictions(pass));
      }
    }
  }

  @Test
  void attentionEndsWhereADocumentBegins() {
    List<String> texts = Samples.texts(300);
    try (TokenShards shards = shards(texts)) {
      List<String> whole = new ArrayList<>();
      for (Row row : Rows.once(shards, Split.TRAIN, 4096)) { // no document is cut
        for (int i = 0; i < row.tokens().length; ) {
          int start = i;
          assertEquals(tokenizer.endOfText(), row.tokens()[i]);
          while (i < row.tokens().length && row.starts()[i] == start) {
            if (i > start) {
              assertEquals(row.targets()[i - 1], row.tokens()[i]);
            }
            i++;
          }
          if (row.targets()[start] == Row.NO_TARGET) {
            assertEquals(start + 1, i, "padding sees only itself");
          } else {
            whole.add(tokenizer.decode(Arrays.copyOfRange(row.targets(), start, i)));
          }
        }
      }
      assertEquals(texts.stream().sorted().toList(), whole.stream().sorted().toList());
    }
  }

  @Test
  void seekingGivesTheSameRowsAsGoingOn() throws Exception {
    try (TokenShards shards = shards(Samples.texts(800))) {
      Rows rows = new Rows(shards, Split.TRAIN, 24, new Seed(42));
      List<Position> positions = new ArrayList<>();
      List<Row> all = new ArrayList<>();
      for (int i = 0; i < 2_500; i++) {
        positions.add(rows.position());
        all.add(rows.next());
      }
      assertTrue(rows.position().epoch() >= 2, "several passes: " + rows.position());
      Rows other = new Rows(shards, Split.TRAIN, 24, new Seed(42));
      var random = new Seed(3).random();
      for (int k = 0; k < 60; k++) {
        int from = random.nextInt(all.size() - 20);
        String saved = Json.line(positions.get(from));
        other.seek(Json.JSON.readValue(saved, Position.class));
        for (int i = from; i < from + 20; i++) {
          same(all.get(i), other.next());
        }
      }
      assertThrows(BadInput.class, () -> other.seek(new Position(0, 7, 0)));
      assertThrows(BadInput.class, () -> other.seek(new Position(0, 0, 1 << 30)));
      assertThrows(BadInput.class, () -> other.seek(new Position(-1, 0, 0)));
    }
  }

  @Test
  void asWrittenIsTheTextFromItsBeginningToItsEnd() {
    List<String> texts = Samples.texts(800);
    List<Integer> expected = new ArrayList<>();
    for (String text : texts) {
      Arrays.stream(tokenizer.encode(text)).forEach(expected::add);
      expected.add(tokenizer.endOfText());
    }
    try (TokenShards shards = shards(texts)) {
      Rows rows = Rows.asWritten(shards, Split.TRAIN, 24);
      List<Row> pass = new ArrayList<>();
      List<Position> positions = new ArrayList<>();
      for (int i = 0; rows.position().epoch() == 0; i++) {
        positions.add(rows.position());
        pass.add(rows.next());
        assertTrue(i < expected.size(), "no end");
      }
      Row again = pass.removeLast(); // the first of the second pass
      same(pass.getFirst(), again);
      List<Integer> read = new ArrayList<>();
      for (Row row : pass) {
        Arrays.stream(row.targets()).filter(t -> t != Row.NO_TARGET).forEach(read::add);
      }
      assertEquals(expected, read);
      assertEquals((expected.size() + 23) / 24, pass.size(), "only the last row has room left");
      assertEquals(expected(texts), predictions(pass));
      Rows other = Rows.asWritten(shards, Split.TRAIN, 24);
      other.seek(positions.get(pass.size() / 2));
      same(pass.get(pass.size() / 2), other.next());
    }
  }

  private static void same(Row a, Row b) {
    assertArrayEquals(a.tokens(), b.tokens());
    assertArrayEquals(a.targets(), b.targets());
    assertArrayEquals(a.starts(), b.starts());
  }

  @Test
  void passesAndSeedsDifferInOrder() {
    try (TokenShards shards = shards(Samples.texts(400))) {
      Rows one = new Rows(shards, Split.TRAIN, 16, new Seed(1));
      int[] first = one.next().tokens();
      one.seek(new Position(1, 0, 0));
      assertNotEquals(Arrays.toString(first), Arrays.toString(one.next().tokens()));
      Rows two = new Rows(shards, Split.TRAIN, 16, new Seed(2));
      assertNotEquals(Arrays.toString(first), Arrays.toString(two.next().tokens()));
    }
  }

  @Test
  void bytesOfTheRowsAreTheBytesOfTheText() {
    try (TokenShards shards = shards(Samples.texts(200))) {
      long bytes = 0;
      int predictions = 0;
      for (Row row : Rows.once(shards, Split.TRAIN, 20)) {
        bytes += row.bytes(tokenizer);
        predictions += row.predictions();
      }
      assertEquals(shards.bytes(Split.TRAIN), bytes);
      assertEquals(shards.tokens(Split.TRAIN), predictions);
    }
  }

  @Test
  void onlyAnswersOfADialogueAreTargets() {
    List<List<Message>> dialogues = new ArrayList<>();
    for (String text : Samples.texts(100)) {
      dialogues.add(List.of(Message.user(text), Message.assistant("答：" + text.length())));
    }
    dialogues.add(List.of(Message.user("nobody answers")));
    CorpusWriter all = new CorpusWriter(tokenizer, HeldOut.NONE, 2);
    try (TokenShards shards = all.dialogues(dir.resolve("out"), dialogues.iterator())) {
      List<String> answers = new ArrayList<>();
      for (Row row : Rows.once(shards, Split.TRAIN, 512)) {
        int[] learned = Arrays.stream(row.targets()).filter(t -> t >= 0).toArray();
        Iterator<String> parts =
            List.of(tokenizer.decodeWithSpecials(learned).split("<\\|im_end\\|>")).iterator();
        parts.forEachRemaining(answers::add);
        assertTrue(row.tokens()[0] == tokenizer.special(Tokenizer.MESSAGE_START));
      }
      List<String> expected =
          dialogues.stream().filter(d -> d.size() == 2).map(d -> d.get(1).content()).toList();
      assertEquals(expected.stream().sorted().toList(), answers.stream().sorted().toList());
    }
  }

  @Test
  void rowsOfRealTextAreFull() {
    List<String> texts = new ArrayList<>();
    for (String name : List.of("zh-wiki", "zh-poetry", "en-cpp-docs")) {
      String text = SharedData.text("text/" + name + "/part-000.txt.gz", 700_000);
      texts.addAll(List.of(text.split("<\\|endoftext\\|>\n?")));
    }
    Tokenizer real = BpeTrainer.train(texts.iterator(), 2048);
    CorpusWriter writer = new CorpusWriter(real);
    try (TokenShards shards = writer.texts(dir.resolve("out"), texts.iterator())) {
      for (int length : new int[] {128, 256, 512}) {
        Rows rows = new Rows(shards, Split.TRAIN, length, new Seed(1));
        long places = 0;
        long predictions = 0;
        for (Row row = rows.next(); rows.position().epoch() == 0; row = rows.next()) {
          places += length;
          predictions += row.predictions();
        }
        double fill = (double) predictions / places;
        assertTrue(fill > 0.98, "fill " + fill + " at row length " + length);
      }
    }
  }
}
