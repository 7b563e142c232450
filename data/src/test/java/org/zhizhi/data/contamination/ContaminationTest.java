package org.zhizhi.data.contamination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.stage.Stage;

class ContaminationTest {
  private static final String PASSAGE = "一九五八年夏天，考古队在渭水北岸的台地上发现了一处完整的制陶作坊，出土陶轮三件、窑址五座。";
  private static final String ENGLISH =
      "In the spring of that year the surveyors measured the whole valley from the mill to the old"
          + " stone bridge and back.";

  @TempDir Path folder;

  @Test
  void aDocumentThatQuotesAnExamIsRejectedWithItsName() throws IOException {
    Contamination stage = stage(exam("history.jsonl", PASSAGE, ENGLISH));
    assertEquals(
        new Stage.Rejected("overlaps exam history"), apply(stage, "前文不相干。\n" + PASSAGE + "后文。"));
    assertEquals(
        new Stage.Rejected("overlaps exam history"),
        apply(stage, "IN THE SPRING, of that year: the surveyors measured the whole valley from"),
        "case and punctuation do not count; thirteen words are enough");
    assertKept(stage, "In the spring of that year the surveyors measured the whole valley.");
    assertKept(stage, "考古队在渭水北岸发现了作坊。");
  }

  @Test
  void widthAndScriptDoNotCount() throws IOException {
    Contamination stage = stage(exam("e.jsonl", PASSAGE, ENGLISH));
    assertRejected(stage, "一九五八年夏天 考古隊在渭水北岸的臺地上發現了一處完整的製陶作坊");
    assertRejected(
        stage, "ｉｎ ｔｈｅ ｓｐｒｉｎｇ of that year the surveyors measured the whole valley from");
  }

  @Test
  void thirteenCharactersOfAPassageAreNoOverlapButTwentyAre() throws IOException {
    Contamination stage = stage(exam("e.jsonl", PASSAGE));
    assertKept(stage, "甲" + PASSAGE.substring(8, 21) + "乙");
    assertKept(stage, "甲" + PASSAGE.substring(8, 27) + "乙");
    assertRejected(stage, "甲" + PASSAGE.substring(8, 28) + "乙");
  }

  @Test
  void aQuestionNeedsThreeQuartersOrToStandAloneIfItIsShort() throws IOException {
    Path exam = folder.resolve("q.jsonl");
    Files.writeString(
        exam,
        "{\"question\":\"青铜器上的铭文最早出现在哪一个朝代的礼器上\",\"answers\":[\"商朝\"],\"choices\":[\"全国人民代表大会常务委员会\"]}\n"
            + "{\"question\":\"光合作用发生在哪个细胞器\"}\n"
            + "{\"question\":\"太短的问题吗\"}\n",
        UTF_8);
    Contamination stage = stage(exam);
    assertRejected(stage, "他问：青铜器上的铭文最早出现在哪一个朝代的礼器上？");
    assertRejected(stage, "青铜器上的铭文最早出现在哪一个朝代的鼎");
    assertKept(stage, "青铜器上的铭文最早出现在哪一处");
    assertRejected(stage, "1. 光合作用发生在哪个细胞器？A. 线粒体");
    assertKept(stage, "研究光合作用发生在哪个细胞器里的人", "part of a longer sentence");
    assertKept(stage, "太短的问题吗？");
    assertKept(stage, "决定由全国人民代表大会常务委员会作出。", "choices are no questions");
  }

  @Test
  void whatManyStringsShareAndWhatIsMostlyNumbersIsNobodys() throws IOException {
    String heading =
        "read the following passage and then choose the one best answer to each question ";
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      strings.add(
          heading + "about topic" + i + " which differs from all the other ones in here " + i);
    }
    strings.add("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 eins zwei drei");
    Contamination stage = stage(exam("e.jsonl", strings.toArray(new String[0])));
    assertKept(stage, heading);
    assertKept(stage, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18");
    assertRejected(stage, "question about topic3 which differs from all the other ones in here 3");
  }

  @Test
  void cuttingTakesTheSentencesAndLeavesTheRest() throws IOException {
    String before = "序言写在这里，说的是别的事情，和考试没有关系。\n第一段讲河流的来历。它很长，有许多支流。";
    String after = "第三段讲桥梁。\n" + "此后的内容全部属于另一个话题，不应当受到影响。".repeat(8);
    Contamination stage =
        new Contamination(
            new Contamination.Settings(
                List.of(exam("e.jsonl", PASSAGE)), 13, 10, Contamination.Action.CUT, 0));
    Document kept = kept(apply(stage, before + PASSAGE + after));
    assertEquals(before + "\n" + after, kept.text());
    assertRejected(stage, PASSAGE + "只有这一句。");
    Contamination wide =
        new Contamination(
            new Contamination.Settings(
                List.of(folder.resolve("e.jsonl")), 13, 10, Contamination.Action.CUT, 3));
    assertEquals(
        "序言写在这里，说的是别的事情，和考试没有关系。\n第一段讲河流的来历。\n" + "此后的内容全部属于另一个话题，不应当受到影响。".repeat(8),
        kept(apply(wide, before + PASSAGE + after)).text());
  }

  @Test
  void findsExactlyWhatBruteForceFinds() throws IOException {
    SplittableRandom random = new Seed(5).split("brute").random();
    for (int trial = 0; trial < 150; trial++) {
      int n = random.nextInt(8, 16);
      List<List<String>> exams = new ArrayList<>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        exams.add(words(random, random.nextInt(1, 60), 3));
      }
      Path exam =
          exam(
              "r" + trial + ".jsonl",
              exams.stream().map(w -> String.join(" ", w)).toArray(String[]::new));
      Set<List<String>> grams = new HashSet<>();
      exams.forEach(w -> grams.addAll(grams(w, n)));
      if (grams.isEmpty()) {
        continue;
      }
      ExamIndex index = ExamIndex.read(List.of(exam), n, Integer.MAX_VALUE);
      assertEquals(grams.size(), index.size());
      for (int k = 0; k < 20; k++) {
        List<String> text = words(random, random.nextInt(80), 3);
        if (random.nextBoolean()) {
          text.addAll(exams.get(random.nextInt(exams.size())));
        }
        List<String> expected = new ArrayList<>();
        boolean[] covered = new boolean[text.size() + 1];
        for (int i = 0; i + n <= text.size(); i++) {
          if (grams.contains(text.subList(i, i + n))) {
            java.util.Arrays.fill(covered, i, i + n, true);
          }
        }
        // runs: neighbouring n-grams that both are in an exam
        for (int i = 0; i + n <= text.size(); i++) {
          if (grams.contains(text.subList(i, i + n))
              && (i == 0 || !grams.contains(text.subList(i - 1, i - 1 + n)))) {
            int end = i + n;
            while (end < text.size() && grams.contains(text.subList(end + 1 - n, end + 1))) {
              end++;
            }
            expected.add(String.join(" ", text.subList(i, end)));
          }
        }
        String joined = String.join(" ", text);
        List<String> found = new ArrayList<>();
        Overlaps.find(
            index,
            joined,
            (from, to, name) -> {
              found.add(joined.substring(from, to));
              return true;
            });
        assertEquals(expected, found, joined);
      }
    }
  }

  private static List<String> words(SplittableRandom random, int count, int different) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add("w" + (char) ('a' + random.nextInt(different)));
    }
    return words;
  }

  private static Set<List<String>> grams(List<String> words, int n) {
    Set<List<String>> grams = new HashSet<>();
    for (int i = 0; i + n <= words.size(); i++) {
      grams.add(List.copyOf(words.subList(i, i + n)));
    }
    return grams;
  }

  @Test
  void readsExamsOfAllKinds() throws IOException {
    Map<String, String> files =
        Map.of(
            "a.json", "{\"data\":[{\"paragraphs\":[{\"context\":\"" + ENGLISH + "\"}]}]}",
            "b.csv",
                ",Question,A\n0,\"" + ENGLISH.replace("valley", "\"\"valley\"\", so") + "\",x\n",
            "c.tsv", "id\ttext\n1\t" + ENGLISH + "\n",
            "d.txt", "\n" + ENGLISH + "\n",
            "e.json", "{\"sentence1\":\"" + ENGLISH + "\"}\n{\"sentence1\":\"b\"}\n");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path plain = folder.resolve(file.getKey());
      Files.writeString(plain, file.getValue());
      assertRejected(stage(plain), ENGLISH.replace("valley", "\"valley\", so").repeat(2) + ENGLISH);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(file.getValue().getBytes(UTF_8));
      }
      Path gz = folder.resolve(file.getKey() + ".gz");
      Files.write(gz, packed.toByteArray());
      Path zst = folder.resolve(file.getKey() + ".zst");
      Files.write(zst, Zstd.compress(file.getValue().getBytes(UTF_8)));
      String name = file.getKey().substring(0, 1);
      assertEquals(
          new Stage.Rejected("overlaps exam " + name), apply(stage(gz), said(file.getKey())));
      assertEquals(
          new Stage.Rejected("overlaps exam " + name), apply(stage(zst), said(file.getKey())));
    }
  }

  private static String said(String file) {
    return file.equals("b.csv") ? ENGLISH.replace("valley", "valley so") : ENGLISH;
  }

  @Test
  void filesOfAFolderAreNamedByItsParts() throws IOException {
    Path drcd = Files.createDirectories(folder.resolve("bench/drcd"));
    Files.writeString(drcd.resolve("test.jsonl"), "{\"context\":\"" + PASSAGE + "\"}");
    Files.writeString(folder.resolve("bench/mine.txt"), ENGLISH);
    Files.writeString(folder.resolve("bench/LICENSE.txt"), "one two three ".repeat(20));
    Contamination stage = stage(folder.resolve("bench"));
    assertEquals(new Stage.Rejected("overlaps exam bench/drcd"), apply(stage, PASSAGE));
    assertEquals(new Stage.Rejected("overlaps exam bench/mine"), apply(stage, ENGLISH));
    assertKept(stage, "one two three ".repeat(20));
  }

  @Test
  void whatIsNoExamIsRefused() throws IOException {
    refused("no such exam", "{\"exams\":[\"" + slashed(folder.resolve("none.jsonl")) + "\"]}");
    Path parquet = Files.writeString(folder.resolve("e.parquet"), "PAR1");
    refused("not a kind of exam", "{\"exams\":[\"" + slashed(parquet) + "\"]}");
    Path broken = Files.writeString(folder.resolve("e.jsonl"), "{\"question\":\n\n oops}");
    refused("line 3 is not JSON", "{\"exams\":[\"" + slashed(broken) + "\"]}");
    Path bytes = Files.write(folder.resolve("e.txt"), new byte[] {'a', (byte) 0xff, 'b'});
    refused("is not UTF-8", "{\"exams\":[\"" + slashed(bytes) + "\"]}");
    Path empty = Files.writeString(folder.resolve("empty.txt"), "too short");
    refused("holds no string of 13 words", "{\"exams\":[\"" + slashed(empty) + "\"]}");
    Path cut = Files.write(folder.resolve("e.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    refused("cannot be read", "{\"exams\":[\"" + slashed(cut) + "\"]}");
    refused("no exams", "{}");
    refused("contamination.n is 99; give a whole number from 8 to 32", "{\"n\":99}");
    refused("contamination.exams is []; give a list", "{\"exams\":[]}");
    refused("has no setting \"ngram\"", "{\"ngram\":13}");
    refused("contamination.action is \"drop\"; give one of reject, cut", "{\"action\":\"drop\"}");
  }

  @Test
  void aBrokenExamNeverDoesMoreThanSayThatItIsBroken() throws IOException {
    SplittableRandom random = new Seed(6).split("fuzz").random();
    byte[] good =
        ("{\"question\":\"" + ENGLISH + "\",\"answers\":[\"" + PASSAGE + "\"]}\n").getBytes(UTF_8);
    for (int trial = 0; trial < 400; trial++) {
      byte[] bytes = java.util.Arrays.copyOf(good, random.nextInt(1, good.length + 1));
      for (int k = random.nextInt(4); k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      String name = "f." + List.of("jsonl", "csv", "tsv", "txt", "json.gz").get(trial % 5);
      Path file = Files.write(folder.resolve(name), bytes);
      try {
        stage(file).apply(new Document("1", PASSAGE, "s", "", ""));
      } catch (BadInput e) {
        assertTrue(e.getMessage().contains("f."), e.getMessage());
      }
    }
  }

  private void refused(String what, String settings) throws JsonProcessingException {
    var json = Json.JSON.readTree(settings);
    String message = assertThrows(BadInput.class, () -> Contamination.of(json)).getMessage();
    assertTrue(message.contains(what), message);
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private Path exam(String name, String... contexts) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(
        file,
        java.util.Arrays.stream(contexts)
            .map(c -> Json.line(Map.of("context", c)))
            .collect(Collectors.joining("\n")),
        UTF_8);
    return file;
  }

  private static Contamination stage(Path exam) {
    return new Contamination(new Contamination.Settings(List.of(exam)));
  }

  private static Stage.Outcome apply(Stage stage, String text) {
    return stage.apply(new Document("1", text, "s", "", ""));
  }

  private static Document kept(Stage.Outcome outcome) {
    return ((Stage.Kept) outcome).document();
  }

  private static void assertKept(Stage stage, String text, String... why) {
    Document document = new Document("1", text, "s", "", "");
    assertSame(document, kept(stage.apply(document)), text + String.join("", why));
  }

  private static void assertRejected(Stage stage, String text) {
    assertFalse(apply(stage, text) instanceof Stage.Kept, text);
  }
}
