package org.zhizhi.data.decode;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class EncodingsTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset BIG5 = Charset.forName("Big5-HKSCS");
  private static final Charset WESTERN = Charset.forName("windows-1252");

  @Test
  void sentencesAreReadInTheEncodingTheyWereWrittenIn() {
    read("知之为知之，不知为不知，是知也。", GB18030);
    read("测试", GB18030);
    read("第1章 Introduction 简介", GB18030);
    read("知之為知之，不知為不知，是知也。這是繁體中文的文件。", BIG5);
    read("これは日本語の文章です。", Charset.forName("Shift_JIS"));
    read("これは日本語の文章です。", Charset.forName("EUC-JP"));
    read("이것은 한국어로 쓴 문서입니다. 지식에 대하여.", Charset.forName("EUC-KR"));
    read("Déjà vu, naïve café — “quoted” text", WESTERN);
    read("Über die Fähigkeit, etwas nicht zu wissen", WESTERN);
    read("plain ASCII", UTF_8);
  }

  @Test
  void flawsInUtf8StayFlaws() {
    byte[] bytes = "知之为知之，不知为不知，是知也。".getBytes(UTF_8);
    bytes[4] = (byte) 0xff;
    Encodings.Decoded decoded = decode(bytes).orElseThrow();
    assertTrue(decoded.encoding().startsWith("UTF-8 with "), decoded.encoding());
    assertTrue(decoded.text().startsWith("知\ufffd"), decoded.text());
    assertTrue(decoded.text().endsWith("，不知为不知，是知也。"), decoded.text());
  }

  @Test
  void wideEncodingsAreSeenByMarkOrPattern() {
    String text = "知之为知之，不知为不知，是知也。\n";
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      assertEquals(Optional.of(charset), wide(text.getBytes(charset)));
      assertEquals(Optional.of(charset), wide("plain words\n".getBytes(charset)));
      assertEquals(Optional.of(charset), wide(("\ufeff" + text).getBytes(charset)));
    }
    for (String name : List.of("UTF-32LE", "UTF-32BE")) {
      Charset charset = Charset.forName(name);
      assertEquals(Optional.of(charset), wide(("\ufeff" + text).getBytes(charset)));
    }
    for (Charset charset : List.of(UTF_8, GB18030)) {
      assertEquals(Optional.empty(), wide(text.getBytes(charset)));
    }
    assertEquals(Optional.empty(), wide("déjà vu ".repeat(20).getBytes(WESTERN)));
  }

  @Test
  void anyBytesAreDecodedOrNot() {
    SplittableRandom random = new Seed(6).split("encodings").random();
    int none = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) random.nextInt(256);
      }
      Encodings.wide(bytes, bytes.length);
      int from = random.nextInt(bytes.length + 1);
      Optional<Charset> likely = random.nextBoolean() ? Optional.of(GB18030) : Optional.empty();
      none += Encodings.decode(bytes, from, bytes.length, likely).isEmpty() ? 1 : 0;
    }
    assertTrue(none > 5_000, "random bytes make sense in too many cases: none in " + none);
  }

  @Test
  void utf8IsJudgedAsTheJdkDoes() {
    SplittableRandom random = new Seed(7).split("utf8").random();
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(9)];
      for (int k = 0; k < bytes.length; k++) {
        // bytes that begin, continue and end characters, and their neighbours
        int[] edges = {
          0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4,
          0xf5
        };
        bytes[k] = (byte) edges[random.nextInt(edges.length)];
      }
      String text = new String(bytes, UTF_8);
      boolean valid = text.indexOf('\ufffd') < 0;
      assertEquals(valid, Utf8.isValid(bytes, 0, bytes.length));
      assertEquals(valid, Utf8.scan(bytes, 0, bytes.length, true).valid());
      if (valid) {
        assertEquals(text.length(), Utf8.units(bytes, 0, bytes.length));
        assertEquals(bytes.length, Utf8.length(text));
      }
    }
  }

  /** Documents of each kind of text, as a file in another encoding would hold them. */
  @Test
  void documentsOfTheSharedTextsAreRecognised() throws IOException {
    String set = System.getenv("ZHIZHI_DATA");
    Path data = set == null ? Path.of("../../shared/data") : Path.of(set);
    Assumptions.assumeTrue(Files.isDirectory(data.resolve("text")), "no shared data at " + data);
    int wrong = 0;
    int all = 0;
    for (String name : List.of("zh-wiki", "zh-classics", "zh-laws")) {
      for (String text : documents(data.resolve("text/" + name + "/part-000.txt.gz"))) {
        for (Charset charset : List.of(GB18030, BIG5, UTF_16LE, UTF_16BE)) {
          if (charset.newEncoder().canEncode(text) && text.chars().anyMatch(c -> c > 0x4e00)) {
            byte[] bytes = text.getBytes(charset);
            Optional<Charset> wide = wide(bytes);
            String read =
                wide.map(w -> new String(bytes, w))
                    .orElseGet(() -> decode(bytes).map(Encodings.Decoded::text).orElse(""));
            all++;
            wrong += read.equals(text) ? 0 : 1;
          }
        }
      }
    }
    assertTrue(all > 2000, "documents: " + all);
    assertTrue(wrong <= all / 1000 + 1, wrong + " of " + all + " wrong");
  }

  private static List<String> documents(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      String all = new String(in.readNBytes(6_000_000), UTF_8);
      List<String> documents = List.of(all.split("\n<\\|endoftext\\|>\n"));
      return documents.subList(0, Math.min(documents.size(), 400));
    }
  }

  private static void read(String text, Charset charset) {
    Encodings.Decoded decoded = decode(text.getBytes(charset)).orElseThrow();
    assertEquals(text, decoded.text());
    assertEquals(charset.name(), decoded.encoding());
  }

  private static Optional<Encodings.Decoded> decode(byte[] bytes) {
    return Encodings.decode(bytes, 0, bytes.length, Optional.empty());
  }

  private static Optional<Charset> wide(byte[] bytes) {
    return Encodings.wide(bytes, bytes.length);
  }
}
