package org.zhizhi.language.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

class BpeTrainerTest {
  private static final int SPECIALS = BpeTrainer.SPECIALS.size();

  /** The definition, word for word: count all pairs, join the best one everywhere, again. */
  private static List<String> naive(List<String> pieces, int merges) {
    HexFormat hex = HexFormat.of();
    List<List<String>> words = new ArrayList<>(); // tokens in hexadecimal, which sorts as bytes do
    for (String piece : pieces) {
      List<String> word = new ArrayList<>();
      for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
        word.add(hex.toHexDigits(b));
      }
      words.add(word);
    }
    List<String> learned = new ArrayList<>();
    while (learned.size() < merges) {
      Map<String, Integer> counts = new TreeMap<>(); // "," sorts before all digits
      for (List<String> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          counts.merge(word.get(i) + "," + word.get(i + 1), 1, Integer::sum);
        }
      }
      String best = null;
      for (var entry : counts.entrySet()) {
        if (entry.getValue() >= 2 && (best == null || entry.getValue() > counts.get(best))) {
          best = entry.getKey();
        }
      }
      if (best == null) {
        break;
      }
      String[] pair = best.split(",");
      for (List<String> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          if (word.get(i).equals(pair[0]) && word.get(i + 1).equals(pair[1])) {
            word.set(i, pair[0] + pair[1]);
            word.remove(i + 1);
          }
        }
      }
      learned.add(best);
    }
    return learned;
  }

  private static List<String> ours(List<String> pieces, int merges) {
    PieceTable table = new PieceTable();
    for (String piece : pieces) {
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      table.add(bytes, 0, bytes.length, PieceTable.hash(bytes, 0, bytes.length), 1);
    }
    MergeLearner learner = new MergeLearner(table, 1000);
    learner.learn(256 + merges);
    HexFormat hex = HexFormat.of();
    int[] m = learner.merges();
    return IntStream.range(0, m.length / 3)
        .mapToObj(
            i ->
                hex.formatHex(learner.tokens().get(m[3 * i]))
                    + ","
                    + hex.formatHex(learner.tokens().get(m[3 * i + 1])))
        .toList();
  }

  @Test
  void learnsTheMergesThatTheDefinitionGives() {
    var random = new Seed(11).split("naive").random();
    String[] alphabets = {"ab", "abc", "aé北京"};
    for (int round = 0; round < 60; round++) {
      String alphabet = alphabets[round % 3];
      List<String> pieces = new ArrayList<>();
      for (int n = 1 + random.nextInt(30); n > 0; n--) {
        StringBuilder piece = new StringBuilder();
        for (int k = 1 + random.nextInt(12); k > 0; k--) {
          piece.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        pieces.add(piece.toString());
      }
      List<String> expected = naive(pieces, 40);
      List<String> actual = ours(pieces, 40);
      int n = Math.min(expected.size(), actual.size()); // two ways to one token count once for us
      assertEquals(expected.subList(0, n), actual.subList(0, n), "round " + round + " " + pieces);
      assertTrue(n >= Math.min(40, expected.size()), "round " + round);
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    List<String> texts = Samples.texts(400);
    String one = new BpeTrainer(500, 1, 1 << 20).train(texts.iterator()).digest();
    assertEquals(one, new BpeTrainer(500, 4, 1 << 20).train(texts.iterator()).digest());
    assertEquals(one, new BpeTrainer(500, 3, 1 << 20).train(texts.reversed().iterator()).digest());
  }

  @Test
  void aTableThatIsTooSmallIsThinnedFairlyAndAlikeOnAnyNumberOfThreads() {
    PieceTable table = new PieceTable();
    for (int i = 0; i < 20_000; i++) {
      byte[] piece = ("piece" + i).getBytes(StandardCharsets.US_ASCII);
      int hash = PieceTable.hash(piece, 0, piece.length);
      table.add(piece, 0, piece.length, hash, 1 + 1000 / (i + 1));
    }
    long before = sum(table);
    PieceTable kept = table.sample(20_000, 1);
    assertTrue(kept.byteSize() < 24_000, "bytes " + kept.byteSize());
    assertEquals(before, sum(kept), before * 0.05);
    assertEquals(1001, kept.count(0));

    List<String> texts = new ArrayList<>(); // 20 batches of words that are mostly new
    var random = new Seed(5).split("words").random();
    for (int i = 0; i < 160; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < 2_000; k++) {
        text.append("word").append((char) ('a' + random.nextInt(26))).append(' ');
        random.ints(6, 'a', 'z').forEach(c -> text.append((char) c));
      }
      texts.add(text.toString().repeat(4));
    }
    String one = new BpeTrainer(400, 1, 1 << 17).train(texts.iterator()).digest();
    assertEquals(one, new BpeTrainer(400, 3, 1 << 17).train(texts.iterator()).digest());
  }

  private static long sum(PieceTable table) {
    return IntStream.range(0, table.size()).mapToLong(table::count).sum();
  }

  @Test
  void tokensAreTheBytesThenTheMergesThenTheSpecials() {
    Tokenizer tokenizer = Samples.tokenizer();
    assertEquals(500, tokenizer.size());
    assertEquals("!", tokenizer.decode(0));
    assertEquals(500 - SPECIALS, tokenizer.endOfText());
    assertEquals(501 - SPECIALS, tokenizer.special(Tokenizer.MESSAGE_START));
    assertEquals(499, tokenizer.special("<|reserved_12|>"));
    assertTrue(tokenizer.encode("北京是中国的首都").length <= 2);
  }

  @Test
  void refusesAVocabularyThatTheCorpusDoesNotSupport() {
    BadInput refused =
        assertThrows(
            BadInput.class, () -> BpeTrainer.train(List.of("abab abab abab").iterator(), 8192));
    // ab, abab and " abab" occur twice
    assertEquals(
        "--vocab 8192 is more than this corpus supports: it has 3 merges that occur at least twice;"
            + " use --vocab 275 or less, or give more text",
        refused.getMessage());
    Tokenizer most = BpeTrainer.train(List.of("abab abab abab").iterator(), 275);
    assertEquals(3, most.encode("abab abab abab").length);
    assertThrows(BadInput.class, () -> new BpeTrainer(271, 1, 1));
  }

  @Test
  void aPreTokenOfAnyLengthIsCounted() {
    String run = "北京".repeat(20_000);
    Tokenizer tokenizer =
        new BpeTrainer(280, 2, 1 << 20).train(Stream.of(run, "a".repeat(99_999)).iterator());
    assertEquals(run, tokenizer.decode(tokenizer.encode(run)));
    int longest = IntStream.range(0, 264).map(tokenizer::byteLength).max().orElseThrow();
    assertTrue(longest <= 32, "longest " + longest);
  }
}
