package org.zhizhi.data.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;

class LanguageIdentifierTest {
  @Test
  void sentencesAreInTheirLanguages() {
    String[][] sentences = {
      {"zh", "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"},
      {"zh", "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神互相對待。"},
      {"en", "All human beings are born free and equal in dignity and rights."},
      {"ja", "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。"},
      {"ko", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."},
      {"fr", "Tous les êtres humains naissent libres et égaux en dignité et en droits."},
      {"de", "Alle Menschen sind frei und gleich an Würde und Rechten geboren."},
      {"es", "Todos los seres humanos nacen libres e iguales en dignidad y derechos."},
      {"pt", "Todos os seres humanos nascem livres e iguais em dignidade e em direitos."},
      {"it", "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti."},
      {"nl", "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren."},
      {"pl", "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw."},
      {"tr", "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar."},
      {"vi", "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi."},
      {"id", "Semua orang dilahirkan merdeka dan mempunyai martabat dan hak-hak yang sama."},
      {"ru", "Все люди рождаются свободными и равными в своём достоинстве и правах."},
      {"uk", "Всі люди народжуються вільними і рівними у своїй гідності та правах."},
      {"ar", "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق."},
      {"fa", "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند."},
      {
        "hi",
        "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।"
      },
      {"th", "มนุษย์ทั้งปวงเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"},
      {"el", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα."},
      {"he", "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם."},
    };
    for (String[] sentence : sentences) {
      assertEquals(sentence[0], lang(sentence[1]), sentence[1]);
    }
  }

  @Test
  void textWithoutWordsIsInNoLanguage() {
    for (String text :
        List.of("", " \n", "12 345,67\n3.14", "→ ★ ☆", "😀😀", "\ud800\udc00\ud83d", "…")) {
      assertEquals("und", lang(text), text);
    }
    assertEquals("und", lang("xqzv wkjq zzxq qqwx vvkz jjqx wwzq xxkv qzxj kkvw zqjx wvxz"));
  }

  @Test
  void chineseIsSimplifiedOrTraditional() {
    assertEquals("Hans", LanguageIdentifier.identify("汉语的书写系统").script());
    assertEquals("Hant", LanguageIdentifier.identify("漢語的書寫系統").script());
    assertEquals("", LanguageIdentifier.identify("道可道").script(), "written alike");
    assertEquals("", LanguageIdentifier.identify("no Chinese").script());
  }

  @Test
  void longTextsAreJudgedAllOverNotByTheirStart() {
    String english = "The quick brown fox jumps over the lazy dog. ".repeat(20);
    String chinese = "敏捷的棕色狐狸跳过了懒狗。".repeat(3000);
    assertEquals("zh", lang(english + chinese));
    assertEquals("en", lang(chinese.substring(0, 500) + english.repeat(100)));
  }

  @Test
  void aDeclaredLanguageStandsWhereTheTextBearsItOut() {
    Guess chinese = LanguageIdentifier.identify("人人生而自由，在尊严和权利上一律平等。");
    assertEquals("zh", chinese.settle("zh-CN"));
    assertEquals("zh", chinese.settle("lzh"), "classical Chinese counts as Chinese");
    assertEquals("zh", chinese.settle("en"));
    assertEquals("zh", chinese.settle(""));
    Guess english = LanguageIdentifier.identify("All human beings are born free and equal.");
    assertEquals("en", english.settle("eng"));
    assertEquals("en", english.settle("zh"));
    assertEquals("en", english.settle("la"));
    Guess malay = LanguageIdentifier.identify("Semua orang dilahirkan bebas dan sama.");
    assertEquals("ms", malay.settle("ms"), "as near as Indonesian");
    Guess latin = LanguageIdentifier.identify("Gallia est omnis divisa in partes tres.");
    assertEquals("la", latin.settle("la"), "a language that is not told apart from others");
    Guess none = LanguageIdentifier.identify("1 2 3");
    assertEquals("zh", none.settle("zh-Hans"));
    assertEquals("fr", none.settle("fr"));
    assertEquals("und", none.settle("und"));
  }

  /**
   * Lines that mix scripts. A line's language is that of the words that hold it together, not of
   * the names, terms, quotations and code among them; a line of code is in its comment's language.
   */
  @Test
  void mixedLinesAreInTheLanguageThatHoldsThemTogether() throws IOException {
    List<String> wrong = new ArrayList<>();
    int[][] halves = halves("mixed-lines.tsv", wrong);
    int[] right = halves[0];
    int[] all = halves[1];
    double share = (right[0] + right[1]) / (double) (all[0] + all[1]);
    assertTrue(all[0] + all[1] > 480);
    assertTrue(share >= 0.965, () -> share + " " + String.join("\n", wrong));
    // The first half of each pair of lines was never looked at while weights were tuned.
    assertTrue(right[0] >= 0.95 * all[0], () -> "of the lines not tuned on " + right[0]);
  }

  /** Shorter and harder ones, all of which weights were tuned on. */
  @Test
  void shortLinesThatWeightsWereTunedOnAreInTheirLanguages() throws IOException {
    List<String> wrong = new ArrayList<>();
    int[][] halves = halves("mixed-lines-more.tsv", wrong);
    int right = halves[0][0] + halves[0][1];
    int all = halves[1][0] + halves[1][1];
    assertTrue(right >= 0.92 * all, () -> right + " of " + all + " " + String.join("\n", wrong));
  }

  /** How many lines are right and how many there are, each of the first and second of a pair. */
  private int[][] halves(String name, List<String> wrong) throws IOException {
    int[] right = new int[2];
    int[] all = new int[2];
    try (InputStream in = getClass().getResourceAsStream(name);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] pair = line.split("\t");
        int half = number++ % 2;
        all[half]++;
        if (lang(pair[1]).equals(pair[0])) {
          right[half]++;
        } else {
          wrong.add(pair[0] + " taken for " + lang(pair[1]) + ": " + pair[1]);
        }
      }
    }
    return new int[][] {right, all};
  }

  @Test
  void documentsAndParagraphsOfTheSharedDataAreInTheirLanguages() throws IOException {
    Path shared = shared();
    TreeMap<String, int[]> counts = new TreeMap<>();
    try (var folders = Files.list(shared)) {
      for (Path folder : folders.sorted().toList()) {
        Path file = folder.resolve("part-000.txt.gz");
        if (!Files.exists(file)) {
          continue; // the pairs of sentences in two languages
        }
        String expected = folder.getFileName().toString().substring(0, 2);
        int number = 0;
        for (Document document : Documents.read(List.of(file))) {
          count(counts, expected + " documents", expected, document.text());
          if (number++ % 16 == 0) {
            paragraphs(counts, expected, document.text());
          }
        }
      }
    }
    assertEquals(4, counts.size());
    counts.forEach(
        (what, count) ->
            assertTrue(
                count[0] >= 0.99 * count[1], () -> what + ": " + count[0] + " of " + count[1]));
  }

  /** Lines of at least 40 characters; those of Chinese sources that hold any Chinese. */
  private static void paragraphs(TreeMap<String, int[]> counts, String expected, String text) {
    text.lines()
        .filter(line -> line.length() >= 40)
        .filter(
            line ->
                expected.equals("en")
                    || line.chars().anyMatch(c -> Script.of((char) c) == Script.HAN))
        .forEach(line -> count(counts, expected + " paragraphs", expected, line));
  }

  private static void count(
      TreeMap<String, int[]> counts, String what, String expected, String text) {
    int[] count = counts.computeIfAbsent(what, key -> new int[2]);
    count[0] += lang(text).equals(expected) ? 1 : 0;
    count[1]++;
  }

  @Test
  void anyCharactersGiveAnAnswerAndTheSameOne() {
    SplittableRandom random = new Seed(2).split("identify").random();
    for (int trial = 0; trial < 3000; trial++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(200);
      for (int i = 0; i < length; i++) {
        text.append((char) random.nextInt(1 << 16));
      }
      Guess guess = LanguageIdentifier.identify(text.toString());
      assertEquals(guess, LanguageIdentifier.identify(text.toString()));
    }
  }

  private static String lang(String text) {
    return LanguageIdentifier.identify(text).lang();
  }

  private static Path shared() {
    String given = System.getenv("ZHIZHI_DATA");
    Path root = given == null ? Path.of("../../shared/data") : Path.of(given);
    Path text = root.resolve("text");
    Assumptions.assumeTrue(Files.isDirectory(text), text + " is not there");
    return text;
  }
}
