package org.zhizhi.language.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhizhi.base.Seed;
import org.zhizhi.language.SharedData;

/** Hugging Face's own library reads the same files and must give the same tokens. */
class HuggingFaceParityTest {
  private static final String[] TEXTS = {
    "text/zh-wiki/part-000.txt.gz",
    "text/zh-poetry/part-000.txt.gz",
    "text/zh-javaguide/part-000.txt.gz",
    "text/en-cpp-docs/part-000.txt.gz",
    "text/en-books/part-000.txt.gz",
  };

  @TempDir Path dir;

  private record Both(Tokenizer ours, HuggingFaceTokenizer theirs) implements AutoCloseable {
    static Both open(Path file) throws IOException {
      Map<String, String> plain = Map.of("addSpecialTokens", "false", "truncation", "false");
      return new Both(Tokenizer.read(file), HuggingFaceTokenizer.newInstance(file, plain));
    }

    void compare(String text) {
      Encoding encoding = theirs.encode(text);
      int[] expected = ints(encoding.getIds());
      int[] actual = ours.encodeWithSpecials(text);
      if (!Arrays.equals(expected, actual)) { // the message is dear to make
        assertArrayEquals(expected, actual, () -> "text " + escaped(text));
      }
    }

    /** Where the cuts are, which equal tokens may hide. */
    void compareCuts(String text) {
      List<Integer> words = new ArrayList<>();
      int word = 0;
      for (int start = 0, end; start < text.length(); start = end, word++) {
        end = ours.splitRule().end(text, start);
        for (int n = ours.encode(text.substring(start, end)).length; n > 0; n--) {
          words.add(word);
        }
      }
      List<Integer> expected =
          Arrays.stream(theirs.encode(text).getWordIds()).mapToObj(id -> (int) id).toList();
      assertEquals(expected, words, () -> "cuts of " + escaped(text));
    }

    @Override
    public void close() {
      theirs.close();
    }
  }

  private static int[] ints(long[] ids) {
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.substring(0, Math.min(200, text.length()))
        .chars()
        .forEach(c -> out.append(c > 32 && c < 127 ? (char) c : String.format("\\u%04x", c)));
    return out.toString();
  }

  private Path shipped(String name) throws IOException {
    Path file = dir.resolve("tokenizer.json");
    Files.write(file, SharedData.bytes("weights/tokenizers/" + name + "-tokenizer.json.gz"));
    return file;
  }

  @Test
  void readsOurFilesAndEncodesRandomTextAsWeDo() throws IOException {
    Samples.tokenizer().write(dir);
    try (Both both = Both.open(dir.resolve("tokenizer.json"))) {
      var random = new Seed(1).split("parity").random();
      for (int i = 0; i < 20_000; i++) {
        String text = RandomText.next(random, 12);
        both.compare(text);
        if (i % 4 == 0) {
          both.compareCuts(text.replace("<|", "<"));
        }
      }
    }
  }

  @Test
  void decodesAsWeDo() throws IOException {
    Samples.tokenizer().write(dir);
    try (Both both = Both.open(dir.resolve("tokenizer.json"))) {
      var random = new Seed(2).split("parity").random();
      for (int i = 0; i < 2_000; i++) {
        int[] ids = random.ints(1 + random.nextInt(12), 0, both.ours.size()).toArray();
        long[] longs = Arrays.stream(ids).asLongStream().toArray();
        assertEquals(both.theirs.decode(longs, true), both.ours.decode(ids));
        assertEquals(both.theirs.decode(longs, false), both.ours.decodeWithSpecials(ids));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepseek_v3", "qwen3"})
  void shippedTokenizersEncodeAlike(String name) throws IOException {
    try (Both both = Both.open(shipped(name))) {
      var random = new Seed(3).split(name).random();
      for (int i = 0; i < 10_000; i++) {
        String text = RandomText.next(random, 12);
        both.compare(text);
        if (i % 4 == 0 && name.equals("deepseek_v3")) { // Qwen's are cut after normalisation
          both.compareCuts(text);
        }
      }
      for (String file : TEXTS) {
        String text = SharedData.text(file, 150_000);
        for (int at = 0; at < text.length(); at += 10_000) {
          both.compare(text.substring(at, Math.min(at + 10_000, text.length())));
        }
        both.compare(text.substring(0, 50_000).replace("\n", "\r\n"));
      }
    }
  }

  @Test
  void writesAShippedTokenizerBackUnchanged() throws IOException {
    Tokenizer shipped = Tokenizer.read(shipped("qwen3"));
    Path copy = dir.resolve("copy");
    shipped.write(copy);
    assertEquals(shipped.digest(), Tokenizer.read(copy).digest());
  }
}
