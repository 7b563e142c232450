package org.zhizhi.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;

class DocumentWriterTest {
  private static final int[] LETTERS = {
    'a', ' ', '"', '\\', '/', '\n', '\r', '\t', 1, 0x1f, 0x7f, 0x80, 0x7ff, 0x800, 0x2028, '知',
    0xfffd, 0x10000, 0x1f600, 0x10ffff
  };

  @Test
  void aLineReadsBackAsTheDocumentWhateverItsText() throws Exception {
    SplittableRandom random = new Seed(5).split("lines").random();
    DocumentWriter writer = new DocumentWriter();
    for (int i = 0; i < 2000; i++) {
      Document document =
          new Document(
              text(random, 12),
              text(random, i % 100 == 0 ? 50_000 : 60),
              text(random, 8),
              text(random, 4),
              text(random, 4),
              i % 3 == 0 ? Double.NaN : random.nextDouble(),
              i % 2 == 0 ? Map.of() : Map.of(text(random, 3), text(random, 9), "z", "1"));
      writer.document(document);
      byte[] line = Arrays.copyOf(writer.bytes(), writer.size());
      assertEquals(line.length, writer.lineBytes());
      assertEquals('\n', line[line.length - 1]);
      JsonNode read = Json.JSON.readTree(line);
      assertEquals(document.id(), read.path("id").textValue());
      assertEquals(document.text(), read.path("text").textValue());
      assertEquals(document.source(), read.path("source").textValue());
      assertEquals(document.lang(), read.path("lang").textValue());
      assertEquals(document.license(), read.path("license").textValue());
      assertEquals(document.quality(), read.path("quality").asDouble(Double.NaN));
      assertEquals(
          document.meta(),
          Json.JSON.convertValue(read.path("meta"), Map.class) == null
              ? Map.of()
              : Json.JSON.convertValue(read.path("meta"), Map.class));
      byte[] inside = DocumentWriter.inside(document.text());
      byte[] there = Arrays.copyOfRange(line, writer.textAt(), writer.textAt() + inside.length);
      assertArrayEquals(inside, there);
      assertEquals('"', line[writer.textAt() + inside.length]);
      assertEquals(document.text().getBytes(UTF_8).length, DocumentWriter.utf8(document.text()));
      writer.clear();
    }
  }

  @Test
  void escapesNoMoreThanItMust() {
    for (int c = 0; c < 0x3000; c++) {
      String text = Character.toString(c);
      byte[] expected = JsonStringEncoder.getInstance().quoteAsUTF8(text);
      assertEquals(
          new String(expected, UTF_8).toLowerCase(),
          new String(DocumentWriter.inside(text), UTF_8).toLowerCase(),
          "U+" + Integer.toHexString(c));
    }
  }

  @Test
  void halfASurrogatePairBecomesTheReplacementCharacter() {
    assertEquals("a\ufffdb\ufffd", new String(DocumentWriter.inside("a\ud83db\ude00"), UTF_8));
  }

  @Test
  void aRejectedDocumentSaysWhere() throws Exception {
    Document document = new Document("1", "text", "s", "", "");
    DocumentWriter writer = new DocumentWriter().rejected(document, "rules", "too short", "4");
    assertEquals(
        "{\"id\":\"1\",\"text\":\"text\",\"source\":\"s\",\"lang\":\"\",\"license\":\"\","
            + "\"stage\":\"rules\",\"reason\":\"too short\",\"detail\":\"4\"}\n",
        new String(writer.bytes(), 0, writer.size(), UTF_8));
    writer.clear();
    writer.refused("a.pdf", "s", "read", "damaged", "");
    assertEquals(
        "{\"id\":\"a.pdf\",\"source\":\"s\",\"stage\":\"read\",\"reason\":\"damaged\"}\n",
        new String(writer.bytes(), 0, writer.size(), UTF_8));
  }

  private static String text(SplittableRandom random, int most) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }
}
