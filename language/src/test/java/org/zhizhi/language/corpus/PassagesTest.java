package org.zhizhi.language.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zhizhi.language.corpus.Passages.Passage;
import org.zhizhi.language.tokenizer.Samples;
import org.zhizhi.language.tokenizer.Tokenizer;

class PassagesTest {
  private static Tokenizer tokenizer;

  @BeforeAll
  static void learn() {
    tokenizer = Samples.tokenizer();
  }

  private static List<Passage> passages(List<String> texts, String given) {
    return texts.stream().map(text -> new Passage(given, text)).toList();
  }

  /** A value for each position that tells the place and the target apart. */
  private static List<double[]> targets(Passages passages) {
    List<double[]> values = new ArrayList<>();
    for (Row row : passages.rows()) {
      values.add(Arrays.stream(row.targets()).mapToDouble(t -> t < 0 ? 0 : t + 0.001).toArray());
    }
    return values;
  }

  @Test
  void everyTokenOfATextIsAskedForOnceAndBelongsToIt() {
    List<String> texts = Samples.texts(200);
    Passages passages = Passages.of(tokenizer, passages(texts, ""), 24, 0, Integer.MAX_VALUE);
    double[] sums = passages.sums(targets(passages));
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int[] tokens = tokenizer.encode(text);
      double expected =
          Arrays.stream(tokens).sum() + tokenizer.endOfText() + 0.001 * (tokens.length + 1);
      assertEquals(expected, sums[i], 1e-6);
      assertEquals(text.getBytes(StandardCharsets.UTF_8).length, passages.bytes()[i]);
    }
  }

  @Test
  void whatIsGivenIsReadAndNotAskedFor() {
    List<String> texts = Samples.texts(60);
    String tag = "source: 法律\n";
    int room = tokenizer.encode(tag).length + 2;
    Passages plain = Passages.of(tokenizer, passages(texts, ""), 32, room, 3);
    Passages given = Passages.of(tokenizer, passages(texts, tag), 32, room, 3);
    assertArrayEquals(plain.bytes(), given.bytes());
    assertArrayEquals(plain.sums(targets(plain)), given.sums(targets(given)), 1e-9);
    int begun = 0;
    for (Row row : given.rows()) {
      for (int i = 0; i < row.tokens().length; i++) {
        if (row.starts()[i] == i
            && row.tokens()[i] == tokenizer.endOfText()
            && i + room - 2 < 32
            && row.starts()[i + room - 2] == i) {
          int[] read = Arrays.copyOfRange(row.tokens(), i + 1, i + 1 + room - 2);
          assertEquals(tag, tokenizer.decode(read));
          begun++;
        }
      }
    }
    assertEquals(texts.size(), begun, "each text begins behind its tag");
    assertThrows(
        IllegalArgumentException.class,
        () -> Passages.of(tokenizer, passages(texts, tag), 32, room - 3, 3));
  }

  @Test
  void ofALongTextPiecesFromAllOverAreTaken() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append(i).append(' ');
    }
    Passages passages = Passages.of(tokenizer, List.of(new Passage("", text.toString())), 20, 0, 4);
    assertEquals(4, passages.rows().size());
    List<Integer> firsts = new ArrayList<>();
    for (Row row : passages.rows()) {
      String[] words = tokenizer.decode(row.targets()).strip().split(" ");
      firsts.add(Integer.valueOf(words[1]));
    }
    firsts.sort(null);
    for (int k = 0; k < 4; k++) {
      assertEquals(250 * k, firsts.get(k), 60, firsts::toString);
    }
  }
}
