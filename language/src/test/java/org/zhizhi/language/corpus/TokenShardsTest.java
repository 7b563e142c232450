package org.zhizhi.language.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.language.tokenizer.Samples;
import org.zhizhi.language.tokenizer.Tokenizer;

class TokenShardsTest {
  private static final HeldOut TENTH = new HeldOut(0.1, 1_000_000);
  private static Tokenizer tokenizer;

  @TempDir Path dir;

  @BeforeAll
  static void learn() {
    tokenizer = Samples.tokenizer();
  }

  private CorpusWriter writer(int threads) {
    return new CorpusWriter(tokenizer, TENTH, threads);
  }

  static List<String> documents(TokenShards shards, Split split, Tokenizer tokenizer) {
    List<String> documents = new ArrayList<>();
    for (Shard shard : shards.shards(split)) {
      for (long d = 0; d < shard.documents(); d++) {
        int n = (int) (shard.end(d) - shard.start(d));
        int[] tokens = new int[n];
        for (int i = 0; i < n; i++) {
          tokens[i] = shard.token(shard.start(d) + i);
        }
        assertEquals(tokenizer.endOfText(), tokens[n - 1]);
        documents.add(tokenizer.decode(tokens));
      }
    }
    return documents;
  }

  @Test
  void holdsEveryDocumentOnceInOrder() {
    List<String> texts = Samples.texts(2_000);
    try (TokenShards shards = writer(3).texts(dir.resolve("out"), texts.iterator(), 8_000)) {
      assertTrue(shards.shards(Split.TRAIN).size() > 3, "several shards");
      List<String> train = documents(shards, Split.TRAIN, tokenizer);
      List<String> held = documents(shards, Split.HELD, tokenizer);
      Set<String> heldSet = new TreeSet<>(held);
      assertEquals(texts.stream().filter(t -> !heldSet.contains(t)).toList(), train);
      assertEquals(texts.stream().filter(heldSet::contains).toList(), held);
      assertEquals(200, held.size(), 50);
      long bytes = texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
      assertEquals(bytes, shards.bytes(Split.TRAIN) + shards.bytes(Split.HELD));
      assertEquals(train.size(), shards.documents(Split.TRAIN));
      shards.require(tokenizer);
      shards.verify();
    }
  }

  @Test
  void theNumberOfThreadsChangesNoByte() throws IOException {
    List<String> texts = Samples.texts(500);
    writer(1).texts(dir.resolve("a"), texts.iterator()).close();
    writer(4).texts(dir.resolve("b"), texts.iterator()).close();
    try (Stream<Path> files = Files.list(dir.resolve("a"))) {
      List<Path> all = files.toList();
      assertEquals(5, all.size());
      for (Path file : all) {
        assertEquals(-1, Files.mismatch(file, dir.resolve("b").resolve(file.getFileName())));
      }
    }
  }

  @Test
  void copiesOfADocumentAreOnOneSide() {
    List<String> texts = new ArrayList<>();
    Samples.texts(300).forEach(t -> texts.addAll(List.of(t, t + "!", t)));
    texts.addAll(texts.subList(0, 300));
    CorpusWriter capped = new CorpusWriter(tokenizer, new HeldOut(0.3, 500), 2);
    try (TokenShards shards = capped.texts(dir.resolve("out"), texts.iterator())) {
      Set<String> held = new TreeSet<>(documents(shards, Split.HELD, tokenizer));
      assertTrue(held.size() > 3, "held " + held.size());
      documents(shards, Split.TRAIN, tokenizer)
          .forEach(text -> assertFalse(held.contains(text), "on both sides: " + text));
    }
  }

  @Test
  void aDialogueKnowsWhichTokensAreAnswers() {
    List<List<Message>> dialogues =
        List.of(
            List.of(Message.user("法国的首都？"), Message.assistant("巴黎")),
            List.of(Message.user("2+2?"), Message.assistant("4"), Message.user("ok")));
    CorpusWriter all = new CorpusWriter(tokenizer, HeldOut.NONE, 1);
    try (TokenShards shards = all.dialogues(dir.resolve("out"), dialogues.iterator())) {
      assertTrue(shards.masked());
      Shard shard = shards.shards(Split.TRAIN).getFirst();
      int[] learned =
          LongStream.range(0, shard.tokens())
              .filter(shard::learned)
              .mapToInt(shard::token)
              .toArray();
      assertEquals("巴黎<|im_end|>4<|im_end|>", tokenizer.decodeWithSpecials(learned));
    }
  }

  @Test
  void anEmptyCorpusIsAnEmptyFolderOfShards() {
    try (TokenShards shards = writer(1).texts(dir.resolve("out"), List.<String>of().iterator())) {
      assertEquals(0, shards.tokens(Split.TRAIN));
      assertThrows(BadInput.class, () -> new Rows(shards, Split.TRAIN, 8, new Seed(1)));
    }
  }

  @Test
  void nothingIsLeftWhenDocumentsFail() throws IOException {
    Iterator<String> texts =
        Stream.iterate(0, i -> i + 1)
            .map(
                i -> {
                  if (i == 10) {
                    throw new BadInput("file.txt: broken", "mend it");
                  }
                  return "text " + i;
                })
            .iterator();
    assertThrows(BadInput.class, () -> writer(2).texts(dir.resolve("out"), texts));
    try (Stream<Path> left = Files.list(dir)) {
      assertEquals(List.of(), left.toList());
    }
    Files.createDirectory(dir.resolve("there"));
    assertThrows(
        BadInput.class, () -> writer(1).texts(dir.resolve("there"), List.of("a").iterator()));
  }

  @Test
  void aVocabularyOver65536TakesFourBytes() throws IOException {
    byte[] data = {1, 0, 0, 0, 0, 0, 1, 0};
    Files.write(dir.resolve("tokens-00000.bin"), data);
    Files.write(dir.resolve("tokens-00000.idx"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0});
    Files.writeString(
        dir.resolve("index.json"),
        """
        {"format":"zhizhi-tokens-1","dtype":"uint32","vocabulary":70000,"tokenizer":"x",
         "end_of_text":65536,"masked":false,"splits":{
         "train":{"tokens":2,"documents":1,"bytes":1,"shards":[
           {"name":"tokens-00000","tokens":2,"documents":1,"sha256":{}}]},
         "held":{"tokens":0,"documents":0,"bytes":0,"shards":[]}}}
        """);
    try (TokenShards shards = TokenShards.open(dir)) {
      Shard shard = shards.shards(Split.TRAIN).getFirst();
      assertArrayEquals(new int[] {1, 65536}, new int[] {shard.token(0), shard.token(1)});
      assertThrows(BadInput.class, shards::verify);
    }
  }

  @Test
  void damagedShardsAreRefusedInOneLine() throws IOException {
    Path out = dir.resolve("out");
    writer(1).texts(out, Samples.texts(60).iterator()).close();
    var random = new Seed(9).split("damage").random();
    List<String> names =
        List.of(
            "index.json",
            "tokens-00000.bin",
            "tokens-00000.idx",
            "held-00000.bin",
            "held-00000.idx");
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      Path file = out.resolve(names.get(i % names.size()));
      byte[] whole = Files.readAllBytes(file);
      byte[] bytes = whole.clone();
      if (random.nextBoolean()) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      try (TokenShards shards = TokenShards.open(out)) {
        Rows.once(shards, Split.TRAIN, 16).forEach(row -> {});
        Rows.once(shards, Split.HELD, 16).forEach(row -> {});
        shards.verify();
      } catch (BadInput e) {
        refused++;
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
      }
      Files.write(file, whole);
    }
    assertTrue(refused > 250, "refused " + refused);
    Files.delete(out.resolve("tokens-00000.idx"));
    assertTrue(
        assertThrows(BadInput.class, () -> TokenShards.open(out))
            .getMessage()
            .contains("tokens-00000.idx: missing"));
  }
}
