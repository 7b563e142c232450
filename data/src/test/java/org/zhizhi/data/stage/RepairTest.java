package org.zhizhi.data.stage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zhizhi.data.stage.Texts.document;
import static org.zhizhi.data.stage.Texts.json;
import static org.zhizhi.data.stage.Texts.kept;
import static org.zhizhi.data.stage.Texts.reason;

import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;

class RepairTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final Charset GBK = Charset.forName("GBK");
  private static final Repair REPAIR = Repair.of(null);

  @Test
  void goodTextIsReturnedAsItIs() {
    for (String good :
        List.of(
            "学而时习之，不亦说乎？\n有朋自远方来，不亦乐乎？",
            "道可道，非常道。",
            "Tabs\tand  two spaces stay.\n\n\nTwo blank lines stay.",
            "    indented code\n        more",
            "Émile déjà vu, naïve façade; « été »; „Übung“; São Paulo, MANHÃ…",
            "félicité\u00a0»".replace('\u00a0', ' '),
            "联通、移动。龘龘芝罘岛",
            "emoji 👩‍👩‍👧 ❤️ 🇨🇳",
            "می‌خواهم",
            "𠮷野家",
            "第一章 总则")) {
      Document document = document(good);
      assertSame(document, ((Stage.Kept) REPAIR.apply(document)).document(), good);
    }
  }

  @Test
  void utf8ReadAsLatinIsReadBack() {
    for (String right :
        List.of(
            "It’s a “quoted” word – really…",
            "Ä ö ü ß – große Straße",
            "中文也是这样。",
            "Привет, мир!",
            "naïve café",
            "日本語テキスト",
            "😀 smile",
            "50 € or £40")) {
      assertEquals(right, repaired(read(right, WINDOWS)), "Windows 1252");
      assertEquals(right, repaired(read(right, ISO_8859_1)), "Latin-1");
      assertEquals(right, repaired(read(read(right, ISO_8859_1), ISO_8859_1)), "twice");
    }
    assertEquals("a ” lost", repaired("a â€\ufffd lost"));
    assertEquals("© 2020", repaired("Â© 2020"));
    assertEquals("text", repaired("ï»¿text"), "a byte order mark");
  }

  @Test
  void utf8ReadAsGbkIsReadBack() {
    assertEquals("中文信息处理", repaired(read("中文信息处理", GBK)));
    assertEquals("《数据结构\ufffd，中文版\ufffd", repaired(read("《数据结构》，中文版。", GBK)));
    assertEquals("中文，编码，mojibake", repaired(read("中文，编码，mojibake", GBK)));
    // 9 bytes an odd number of times: the last byte is lost, and says so.
    assertEquals("数据结构与算\ufffd 2020", repaired("鏁版嵁缁撴瀯涓庣畻娉? 2020"));
  }

  @Test
  void whatMayBeMeantStays() {
    for (String meant :
        List.of(
            "il a dit « née »",
            "Ü“, „Ä“",
            "锟斤拷是什么？锟斤拷是乱码的一种，常见于编码转换。".repeat(20) + "汉字编码的历史很长。".repeat(1000),
            "AMANHÃ…",
            "涓涓细流，汇成江河。")) {
      assertEquals(meant, repaired(meant));
    }
  }

  @Test
  void lineEndsSpacesAndWhatCannotBeSeen() {
    assertEquals("a\nb\nc\nd\ne\nf\ng", repaired("a\r\nb\rc\u2028d\fe\u0085f\u000bg"));
    assertEquals("ab", repaired("\ufeffa\u200b\u2060b\u00ad\u200e"));
    assertEquals("a b c", repaired("a\u00a0b\u2003\u2009c"));
    assertEquals("第一条 为了发展", repaired("　　第一条　为了发展　"));
    assertEquals("  code\n    more", repaired("\u00a0\u00a0code\n\u00a0\u00a0\u00a0\u00a0more"));
    assertEquals("a\n\n\nb", repaired("\n\n a\n\n\n\n \t\n\nb  \n\n".replace("\n\n a", "\n\na")));
    assertEquals("x", repaired("\u0000x\u0007\u001b"));
    assertEquals("half \ufffd one", repaired("half \ud800 one"));
    assertEquals("• item", repaired("\uf0b7 item"));
    assertEquals("example\nof", repaired("exam\u00ad\nple\nof"));
    assertEquals("hidden", repaired("hid\udb40\udc41den"));
  }

  @Test
  void fullWidthDigitsAndLettersBecomeAsciiAndChineseMarksStay() {
    assertEquals("2024年，GDP增长5％。", repaired("２０２４年，ＧＤＰ增长５％。"));
    assertEquals("a@b.com（邮箱）：；！？", repaired("ａ＠ｂ．ｃｏｍ（邮箱）：；！？"));
    assertEquals("复杂度为 $O(1)$．证毕．", repaired("复杂度为 $O(1)$．证毕．"));
    assertEquals("ｱｲｳ ￥100", repaired("ｱｲｳ ￥１００"));
  }

  @Test
  void unicodeIsInNormalFormC() {
    SplittableRandom random = new Seed(1).split("nfc").random();
    String letters = "ae\u0301\u0308\u0323ọ가\u1100\u1161\u11a8ก\u0e33か\u3099漢\u212b\u2126é";
    for (int trial = 0; trial < 2000; trial++) {
      StringBuilder text = new StringBuilder("x");
      for (int i = 0; i < 12; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String expected = Normalizer.normalize(text, Normalizer.Form.NFC);
      assertEquals(expected, repaired(text.toString()));
    }
    String zalgo = "a" + "\u0301\u0323".repeat(1000) + "b";
    assertTrue(repaired(zalgo).length() <= 32, "no more marks on a letter than UAX #15 allows");
  }

  @Test
  void wordsCutAtLineEndsAreJoined() {
    String cut =
        """
        This page was taken from a file whose lines are cut in the mid-
        dle of words, and the document itself shows which words are en-
        tire elsewhere: a well-known word such as self-evident, cut at self-
        evident here, keeps its hyphen. The end-
        of the fourth line is too short, so it stays. A well-known fact.
        And here the last of these long lines ends in a well-
        known way, says the middle of the entire page.""";
    String joined =
        """
        This page was taken from a file whose lines are cut in the middle
        of words, and the document itself shows which words are entire
        elsewhere: a well-known word such as self-evident, cut at self-evident
        here, keeps its hyphen. The end of
        the fourth line is too short, so it stays. A well-known fact.
        And here the last of these long lines ends in a well-known
        way, says the middle of the entire page.""";
    assertEquals(joined.replace("The end of\nthe", "The endof\nthe"), repaired(cut));
    assertEquals(cut, kept(Repair.of(json("{\"join_lines\": false}")), cut));
    String once = "A single hyphen at the end of a line is no proof of any-\nthing at all.";
    assertEquals(once, repaired(once));
  }

  @Test
  void chineseLinesCutAtThePageAreJoinedAndVersesAreNot() {
    String prose =
        "统计学习方法是基于数据构建统计模型从而对数据进行预测与分析的一门学科，也称为统计机器学习。统计学习由监督学习、"
            + "无监督学习和强化学习等组成，本书叙述其中最常用的若干方法，并给出它们的模型、策略与算法，以及相应的例子与习题，"
            + "供读者在学习时参考使用，希望对初学者有所帮助，也希望对从事研究工作的人有一定的参考价值，使大家少走一些弯路，"
            + "这是作者写作此书的初衷所在。";
    StringBuilder cut = new StringBuilder();
    StringBuilder whole = new StringBuilder();
    for (int paragraph = 0; paragraph < 4; paragraph++) {
      for (int i = 0; i < prose.length(); i += 28) {
        cut.append(prose, i, Math.min(prose.length(), i + 28)).append('\n');
      }
      whole.append(prose).append('\n');
    }
    assertEquals(whole.toString().strip(), repaired(cut.toString()));
    assertEquals(whole.toString().strip(), repaired(whole.toString()), "once joined, for good");
    String verse = "红豆生南国春来发几枝\n愿君多采撷此物最相思\n".repeat(20).strip();
    assertEquals(verse, repaired(verse));
    String list = "本条例所称的数据是指任何以电子或者其他方式对信息的记录\n".repeat(3).strip();
    assertEquals(list, repaired(list), "too few lines to prove a page");
  }

  @Test
  void textsWithTooMuchLostAreRefused() {
    assertEquals("garbled characters", reason(REPAIR, "锟斤拷锟斤拷 烫烫 锟斤拷锟斤拷"));
    assertEquals("garbled characters", reason(REPAIR, "\ufffd\ufffd\ufffd\ufffd text"));
    assertEquals("garbled characters", reason(REPAIR, "\ue000\ue001\ue002\ue003\ue004 glyphs"));
    assertEquals("garbled characters", reason(REPAIR, "a\u0001b\u0002c\u0003d\u0004e\u0005"));
    assertEquals("no text", reason(REPAIR, "\ufeff\u200b　\n\u00a0"));
    assertEquals("the one \ufffd here", repaired("the one \ufffd here"));
    Repair lenient = Repair.of(json("{\"max_garbled\": 1}"));
    assertEquals("\ufffd\ufffd\ufffd\ufffd text", kept(lenient, "\ufffd\ufffd\ufffd\ufffd text"));
  }

  @Test
  void repairingTwiceIsRepairingOnce() {
    SplittableRandom random = new Seed(5).split("repair").random();
    String letters =
        "aé Ã©Â \u00a0»â€™œ\u0080\u0099\u009dï»¿中文，。ａ１．　\n\n\n\r\t-\u00ad\u200b\u200d\u0301\ud83d\ude00\ud800"
            + "涓枃鏁版嵁缁撴瀯?\ufffd\ue000\ufeffx\u2028\u0085‐锟斤拷\uf0b7가\u1161\udb40\udc41";
    Repair lenient = Repair.of(json("{\"max_garbled\": 1}"));
    for (int trial = 0; trial < 20_000; trial++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      if (lenient.apply(document(text.toString())) instanceof Stage.Kept once) {
        assertEquals(once, lenient.apply(once.document()), () -> escaped(text));
      }
    }
  }

  private static String escaped(CharSequence text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                escaped.append(c < 0x7f && c > 0x1f ? "" + (char) c : String.format("\\u%04x", c)));
    return escaped.toString();
  }

  /** UTF-8 of {@code text} read as {@code charset}. */
  private static String read(String text, Charset charset) {
    return new String(text.getBytes(UTF_8), charset);
  }

  private static String repaired(String text) {
    return Texts.kept(REPAIR, text);
  }
}
