package org.zhizhi.language.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TextStreamTest {

  @Test
  void textIsTheSameHoweverItsBytesAreCutIntoTokens() {
    SplittableRandom random = new SplittableRandom(1);
    String text = "知之为知之，不知为不知，是知也。 To know that you do not 🙂 know.";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int trial = 0; trial < 500; trial++) {
      TextStream stream = new TextStream(List.of("not in it", "知也，"));
      StringBuilder heard = new StringBuilder();
      for (int at = 0; at < bytes.length; ) {
        int to = Math.min(bytes.length, at + random.nextInt(1, 6));
        String piece = stream.push(Arrays.copyOfRange(bytes, at, to));
        assertFalse(piece.contains("\uFFFD"), piece);
        heard.append(piece);
        assertTrue(text.startsWith(heard.toString()));
        at = to;
      }
      heard.append(stream.finish());
      assertEquals(text, heard.toString());
      assertEquals(text, stream.text());
    }
  }

  @Test
  void nothingOfAStopStringIsLetOut() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 3000; trial++) {
      String text = random(random, random.nextInt(0, 30));
      List<String> stops = List.of(random(random, random.nextInt(1, 5)), random(random, 3));
      int end = text.length();
      for (int to = text.length(); to >= 0; to--) { // the stop string that ends first, the longest
        for (int from = to - 1; from >= 0; from--) {
          end = stops.contains(text.substring(from, to)) ? from : end;
        }
      }
      TextStream stream = new TextStream(stops);
      StringBuilder heard = new StringBuilder();
      for (int i = 0; i < text.length() && !stream.stopped(); ) {
        int to = random.nextInt(i, text.length()) + 1;
        heard.append(stream.push(text.substring(i, to).getBytes(StandardCharsets.UTF_8)));
        assertTrue(heard.length() <= end);
        i = to;
      }
      heard.append(stream.finish());
      assertEquals(text.substring(0, end), heard.toString(), text + " without " + stops);
      assertEquals(end < text.length(), stream.stopped());
    }
  }

  @Test
  void bytesThatAreNoTextComeOutAsReplacementCharacters() {
    TextStream stream = new TextStream(List.of());
    assertEquals("a\uFFFDb", stream.push(new byte[] {'a', (byte) 0xff, 'b'}));
    assertEquals("", stream.push(new byte[] {(byte) 0xe7, (byte) 0x9f}));
    assertEquals("\uFFFD", stream.finish());
  }

  private static String random(SplittableRandom random, int n) {
    StringBuilder text = new StringBuilder();
    random.ints(n, 'a', 'd').forEach(c -> text.append((char) c));
    return text.toString();
  }
}
