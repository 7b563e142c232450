package org.zhizhi.language.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

class TokenizerTest {
  private static Tokenizer tokenizer;

  @TempDir Path dir;

  @BeforeAll
  static void learn() {
    tokenizer = Samples.tokenizer();
  }

  @Test
  void everyTextComesBackUnchanged() {
    var random = new Seed(1).split("round trip").random();
    for (int i = 0; i < 20_000; i++) {
      String text = RandomText.next(random, 12);
      int[] tokens = tokenizer.encode(text);
      assertEquals(text, tokenizer.decode(tokens));
      for (int token : tokens) {
        assertFalse(tokenizer.isSpecial(token), "plain text made a special token");
      }
    }
  }

  @Test
  void loneSurrogatesBecomeReplacementCharacters() {
    assertEquals("a\ufffdb", tokenizer.decode(tokenizer.encode("a\ud800b")));
    assertEquals("\ufffd\ufffd😀", tokenizer.decode(tokenizer.encode("\udc00\ud83d😀")));
    assertEquals("x\ufffd", tokenizer.decode(tokenizer.encode("x\ud83d")));
  }

  @Test
  void mergesOneAfterTheOtherAsTheDefinitionSays() {
    var random = new Seed(2).split("merges").random();
    Merges merges = new Merges(60);
    int[][] pairs = new int[60][];
    for (int i = 0; i < pairs.length; i++) { // tokens 0 to 3, then each merge a token of its own
      pairs[i] = new int[] {random.nextInt(4 + i), random.nextInt(4 + i)};
      merges.add(pairs[i][0], pairs[i][1], 4 + i);
    }
    for (int round = 0; round < 300; round++) {
      int n = round % 3 == 0 ? 200 + random.nextInt(400) : 1 + random.nextInt(150);
      int[] tokens = random.ints(n, 0, 4).toArray();
      List<Integer> expected = new ArrayList<>(Arrays.stream(tokens).boxed().toList());
      boolean merged = true;
      while (merged) {
        merged = false;
        search:
        for (int rank = 0; rank < pairs.length; rank++) {
          for (int i = 0; i + 1 < expected.size(); i++) {
            if (expected.get(i) == pairs[rank][0] && expected.get(i + 1) == pairs[rank][1]) {
              expected.set(i, first(pairs, rank) + 4);
              expected.remove(i + 1);
              merged = true;
              break search;
            }
          }
        }
      }
      int left = merges.apply(tokens, n);
      assertEquals(expected, Arrays.stream(tokens, 0, left).boxed().toList());
    }
  }

  private static int first(int[][] pairs, int rank) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(pairs[i], pairs[rank])) {
        return i;
      }
    }
  }

  @Test
  void onlyEncodeWithSpecialsSeesSpecials() {
    String text = "a<|endoftext|><|im_end|>b";
    int[] plain = tokenizer.encode(text);
    assertEquals(text, tokenizer.decode(plain));
    int[] structured = tokenizer.encodeWithSpecials(text);
    assertEquals(4, structured.length);
    assertEquals(tokenizer.endOfText(), structured[1]);
    assertEquals("ab", tokenizer.decode(structured));
    assertEquals(text, tokenizer.decodeWithSpecials(structured));
    assertEquals(0, tokenizer.byteLength(tokenizer.endOfText()));
  }

  @Test
  void threadsMayShareOneTokenizer() throws Exception {
    List<String> texts = Samples.texts(300);
    List<int[]> alone = texts.stream().map(tokenizer::encode).toList();
    Tokenizer fresh = Samples.tokenizer();
    try (var pool = Executors.newFixedThreadPool(4)) {
      List<Future<List<int[]>>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(pool.submit(() -> texts.stream().map(fresh::encode).toList()));
      }
      for (Future<List<int[]>> run : runs) {
        for (int i = 0; i < alone.size(); i++) {
          assertArrayEquals(alone.get(i), run.get().get(i));
        }
      }
    }
  }

  @Test
  void streamedTextEqualsTheWhole() {
    var random = new Seed(3).split("stream").random();
    StreamDecoder decoder = new StreamDecoder(tokenizer);
    for (int i = 0; i < 3_000; i++) {
      boolean anything = i % 2 == 0; // also bytes that are no UTF-8
      int[] tokens =
          anything
              ? random.ints(random.nextInt(20), 0, tokenizer.size()).toArray()
              : tokenizer.encode(RandomText.next(random, 12));
      StringBuilder text = new StringBuilder();
      for (int token : tokens) {
        text.append(decoder.push(token));
      }
      text.append(decoder.finish());
      assertEquals(tokenizer.decode(tokens), text.toString());
    }
  }

  @Test
  void aFileReadBackEncodesAlike() {
    tokenizer.write(dir);
    Tokenizer read = Tokenizer.read(dir);
    assertEquals(tokenizer.digest(), read.digest());
    assertEquals(tokenizer.size(), read.size());
    assertEquals(tokenizer.added(), read.added());
    for (String text : Samples.texts(50)) {
      assertArrayEquals(tokenizer.encode(text), read.encode(text));
    }
  }

  @Test
  void aDamagedFileIsRefusedInOneLine() throws IOException {
    tokenizer.write(dir);
    Path file = dir.resolve("tokenizer.json");
    byte[] whole = Files.readAllBytes(file);
    var random = new Seed(4).split("damage").random();
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      byte[] bytes = whole.clone();
      if (i % 2 == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length - 2));
      } else {
        for (int k = 1 + random.nextInt(3); k > 0; k--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
        }
      }
      Files.write(file, bytes);
      try {
        Tokenizer.read(file).encode("北京 is the capital");
      } catch (BadInput e) {
        refused++;
        assertTrue(e.getMessage().contains("tokenizer.json"), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
      }
    }
    assertTrue(refused >= 300, "refused " + refused);
  }

  @Test
  void aHostileFileIsRefusedByItsField() throws IOException {
    tokenizer.write(dir);
    Path file = dir.resolve("tokenizer.json");
    String whole = Files.readString(file);
    refuses(file, whole.replace("\"BPE\"", "\"Unigram\""), "model.type is Unigram");
    refuses(file, whole.replace("\"!\" : 0,", "\"!\" : 2000000000,"), "has id 2000000000");
    refuses(file, whole.replace("\"!\" : 0,", "\"!\" : -1,"), "has id -1");
    refuses(file, whole.replace("\"!\" : 0,", "\"!\" : 1,"), "gives id 1 twice");
    refuses(file, whole.replace("\"!\" : 0,", ""), "lacks the byte 33");
    refuses(file, whole.replace("\\\\p{N}{1,3}", "\\\\p{N}"), "pre_tokenizer");
    refuses(file, whole.replace("\"fuse_unk\" : false,", "\"dropout\" : 0.1,"), "model.dropout");
    refuses(file, whole.replace("\"!\" : 0,", "\"!\\n\" : -1, \"x\\n\" : -1,"), "has id -1");
    refuses(file, "[".repeat(100_000), "tokenizer.json");
    refuses(file, "{}", "field model is missing");
    refuses(file, "", "empty");
  }

  private static void refuses(Path file, String content, String why) throws IOException {
    Files.writeString(file, content);
    BadInput e = assertThrows(BadInput.class, () -> Tokenizer.read(file));
    assertTrue(e.getMessage().contains(why), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }
}
