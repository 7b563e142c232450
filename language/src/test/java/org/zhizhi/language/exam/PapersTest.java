package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.language.SharedData;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.facts.World;

class PapersTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Paper one(String name, String text) throws IOException {
    List<Paper> papers = Papers.read(file(name, text));
    assertEquals(1, papers.size());
    return papers.getFirst();
  }

  @Test
  void theDemosExamIsReadAsItWasWritten() {
    List<ExamItem> items = World.of(new Seed(1)).exam();
    List<Question> questions = items.stream().map(Question::of).toList();
    Path file = folder.resolve("exam.jsonl");
    Papers.write(file, questions);
    Paper paper = Papers.read(file).getFirst();
    assertEquals(questions, paper.questions());
    assertEquals("exam", paper.name());
    assertEquals(Protocol.SHORT_ANSWER, paper.protocol());
    Question first = paper.questions().getFirst();
    assertEquals(items.getFirst().entity(), first.cluster());
    assertTrue(questions.stream().anyMatch(q -> q.answers().isEmpty()));
  }

  @Test
  void onesOwnFileMayHoldOpenQuestionsAndChoices() throws IOException {
    List<Paper> papers =
        Papers.read(
            file(
                "mine.jsonl",
                """
                {"question": "法国的首都？", "answers": ["巴黎"], "subject": "地理"}

                {"id": "7", "question": "Capital?", "answers": ["Rome"], "choices": ["Bonn", "Rome"]}
                {"question": "谁写的？", "answers": [], "known": false}
                """));
    assertEquals(
        List.of(Protocol.CHOICE, Protocol.SHORT_ANSWER),
        papers.stream().map(Paper::protocol).toList());
    Question choice = papers.getFirst().questions().getFirst();
    assertEquals("7", choice.id());
    assertEquals(List.of(1), choice.correct());
    assertEquals(Lang.EN, choice.lang());
    List<Question> open = papers.getLast().questions();
    assertEquals(List.of("1", "4"), open.stream().map(Question::id).toList());
    assertEquals(Optional.of("地理"), open.getFirst().subject());
    assertEquals(Optional.of(false), open.getLast().known());
  }

  @Test
  void readsHalluQa() throws IOException {
    Paper choice =
        one(
            "a.json",
            """
            [{"question_id": 1, "question": "Question: 你毕业于哪所大学？ A:我没有。 B:甲 C: 乙 B:丙 D:丁 ",
              "answer": "Answer: C"}]
            """);
    assertEquals("HalluQA-MC", choice.name());
    assertEquals("acc_letters", choice.headline());
    Question q = choice.questions().getFirst();
    assertEquals("你毕业于哪所大学？", q.text());
    assertEquals(List.of("我没有。", "甲", "乙 B:丙", "丁"), q.choices());
    assertEquals(List.of(2), q.correct());

    List<Paper> both =
        Papers.read(
            file(
                "b.json",
                """
                [{"Question": "你是谁？", "Best Answer1": "人工智能", "Best Answer2": "模型",
                  "Wrong_Answer1": "北京人", "Wrong_Answer2": "人工智能", "Category": "Misleading",
                  "question_id": 9}]
                """));
    assertEquals(2, both.size());
    assertEquals(List.of("人工智能", "模型", "北京人"), both.getFirst().questions().getFirst().choices());
    assertEquals(List.of(0, 1), both.getFirst().questions().getFirst().correct());
    assertEquals("mc1", both.getFirst().headline());
    assertEquals("rougeL_acc", both.getLast().headline());
  }

  @Test
  void readsTruthfulQaInThreeForms() throws IOException {
    Question letters =
        one(
                "a.csv",
                """
                ,prompt,answer,category,type
                0,"What, ""really""?

                A. This. And that
                B. Other",b,Myths,Adversarial
                """)
            .questions()
            .getFirst();
    assertEquals("What, \"really\"?", letters.text());
    assertEquals(List.of("This. And that", "Other"), letters.choices());
    assertEquals(List.of(1), letters.correct());
    Question targets =
        one(
                "b.json",
                """
                [{"question": "Why?", "mc1_targets": {"Because": 1, "No": 0},
                  "mc2_targets": {"So": 1, "Because": 1, "No": 0, "Never": 0}}]
                """)
            .questions()
            .getFirst();
    assertEquals(List.of("Because", "So", "No", "Never"), targets.choices());
    assertEquals(List.of(0, 1), targets.correct());
    List<Paper> csv =
        Papers.read(
            file(
                "c.csv",
                "Type,Category,Question,Best Answer,Correct Answers,Incorrect Answers,Source\n"
                    + "x,y,Why?,Because,So; Because; ,No; Never,z\n"));
    assertEquals(targets.choices(), csv.getFirst().questions().getFirst().choices());
  }

  @Test
  void readsMmluWithItsExamples() throws IOException {
    file("mmlu/test/anatomy_test.csv", "What?,a,b,c,d,C\n\"Which, then?\",e,f,g,h,A\n");
    file("mmlu/test/law_test.csv", "Where?,a,b,c,d,D\n");
    file("mmlu/dev/anatomy_dev.csv", "Example?,a,b,c,d,B\n");
    Paper all = Papers.read(folder.resolve("mmlu")).getFirst();
    assertEquals("MMLU", all.name());
    assertEquals(3, all.questions().size());
    assertEquals(1, all.examples().size());
    Paper one = Papers.read(folder.resolve("mmlu/test/anatomy_test.csv")).getFirst();
    assertEquals("MMLU anatomy", one.name());
    assertEquals(all.questions().subList(0, 2), one.questions());
    assertEquals(all.examples(), one.examples());
    assertEquals(
        "The following are multiple choice questions (with answers) about anatomy.\n\n",
        Wording.header(one.questions().getFirst()));
    assertEquals(
        "Which, then?\nA. e\nB. f\nC. g\nD. h\nAnswer:", Wording.lettered(one.questions().get(1)));

    Paper cmmlu = one("test/anatomy.csv", ",Question,A,B,C,D,Answer\n0,女性生殖腺是,卵巢,腺,球,乳腺,A\n");
    assertEquals("CMMLU anatomy", cmmlu.name());
    assertEquals("以下是关于解剖学的单项选择题，请直接给出正确答案的选项。\n\n", Wording.header(cmmlu.questions().getFirst()));
    Paper numbered = one("x.csv", "question,choice0,choice1,choice2,choice3,answer\nq,a,b,c,d,3\n");
    assertEquals(List.of(3), numbered.questions().getFirst().correct());
  }

  @Test
  void readsShortAnswersUnanswerableOnesAndTexts() throws IOException {
    Paper simple =
        one(
            "simple.jsonl",
            """
            {"id": "x", "primary_category": "文", "secondary_category": "医", "question": "什么？", "answer": "肺经", "urls": ["http://a"]}
            """);
    assertEquals("Chinese SimpleQA", simple.name());
    assertEquals("correct", simple.headline());
    Paper aware =
        one(
            "aware.json",
            """
            {"dataset_name": "SelfAware", "keywords": ["a"], "example": [
              {"question_id": 1, "question": "What?", "answer": ["song"], "answerable": true},
              {"question_id": 2, "question": "Why?", "answer": null, "answerable": false}]}
            """);
    assertEquals("SelfAware", aware.name());
    assertEquals(List.of(), aware.questions().getLast().answers());
    assertEquals(Optional.of(false), aware.questions().getLast().known());
    Paper squad =
        one(
            "squad.json",
            """
            {"version": "1", "data": [{"paragraphs": [{"id": "P", "context": "水泡击破为踢爆。", "qas": [
              {"question": "为什么？", "id": "P_0", "answers": [{"text": "踢爆"}, {"text": "踢爆"}]}]}]}]}
            """);
    assertEquals("水泡击破为踢爆。\n\n为什么？", squad.questions().getFirst().text());
    assertEquals(List.of("踢爆"), squad.questions().getFirst().answers());
    assertEquals("P", squad.questions().getFirst().cluster());
    Paper text = one("wiki.txt", " \n = One = \n \n a \n = = Part = = \n b \n = Two = \n c \n");
    assertEquals(Protocol.BITS_PER_BYTE, text.protocol());
    assertEquals(2, text.questions().size());
    assertEquals(
        2, one("lambada.jsonl", "{\"text\": \"a b\"}\n{\"text\": \"c\"}\n").questions().size());
    Question sum =
        one("gsm.jsonl", "{\"question\": \"q\", \"answer\": \"1+1\\n#### 2\"}")
            .questions()
            .getFirst();
    assertEquals(List.of("2"), sum.answers());
  }

  @Test
  void zippedFilesReadTheSame() throws IOException {
    String text = "{\"question\": \"法国的首都？\", \"answers\": [\"巴黎\"]}\n";
    Path zipped = folder.resolve("mine.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    Paper paper = Papers.read(zipped).getFirst();
    assertEquals(one("mine.jsonl", text).questions(), paper.questions());
    assertEquals("mine", paper.name());
  }

  @Test
  void saysWhatIsWrongWhereAndHowToMendIt() throws IOException {
    String good = "{\"question\": \"a?\", \"answers\": [\"b\"]}\n";
    for (Map.Entry<String, String> each :
        new TreeMap<>(
                Map.of(
                    good + "{\"question\": \"a?\"}\n",
                    "line 2: field answers is missing",
                    good + "{\"question\": \"a?\", \n",
                    "line 2: not JSON",
                    good + "[1]\n",
                    "line 2: is no JSON object",
                    good + "{\"question\": \"\", \"answers\": [\"b\"]}",
                    "line 2: field question is",
                    good + "{\"question\": \"a\", \"answers\": [{}]}",
                    "line 2: field answers holds {}",
                    good + "{\"question\": \"a\", \"answers\": []}",
                    "line 2: field answers is empty",
                    good
                        + "{\"question\": \"a\", \"answers\": [\"x\"], \"choices\": [\"y\", \"z\"]}",
                    "line 2: none of the 2 choices is among the answers",
                    good + "{\"question\": \"a\", \"answers\": [\"x\"], \"known\": 3}",
                    "line 2: field known is 3",
                    "{\"foo\": 1, \"bar\": 2}\n",
                    "line 1: fields are foo, bar",
                    "[]",
                    "holds no questions"))
            .entrySet()) {
      Path file = file("bad.jsonl", each.getKey());
      BadInput error = assertThrows(BadInput.class, () -> Papers.read(file), each.getKey());
      assertTrue(error.getMessage().contains("bad.jsonl"), error::getMessage);
      assertTrue(error.getMessage().contains(each.getValue()), error::getMessage);
      assertEquals(1, error.getMessage().lines().count());
    }
    Path table = file("bad.csv", "Question,A,B,C,D,Answer\nq,a,b,c,d,F\n");
    BadInput error = assertThrows(BadInput.class, () -> Papers.read(table));
    assertTrue(error.getMessage().contains("line 2: the answer is \"F\""), error::getMessage);
    Path cells = file("bad2.csv", "Question,A,B,C,D,Answer\nq,a,b,c,d\n");
    error = assertThrows(BadInput.class, () -> Papers.read(cells));
    assertTrue(error.getMessage().contains("line 2: has 5 cells"), error::getMessage);
    assertThrows(BadInput.class, () -> Papers.read(folder.resolve("nowhere")));
    Path binary = Files.write(folder.resolve("x.jsonl"), new byte[] {(byte) 0xff, 0, 1});
    assertThrows(BadInput.class, () -> Papers.read(binary));
  }

  @Test
  void whateverIsRubbishIsRefusedInOneLine() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    String pieces = "{}[]\",:\\ \n\ttrue0.e-questionanswersABCD答";
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "{" : "[");
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      Path file = file("r" + i % 3 + (i % 2 == 0 ? ".csv" : ".json"), text.toString());
      try {
        Papers.read(file);
      } catch (BadInput e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  @Test
  void choicesAreShuffledByTheSeedAndStayRight() {
    int[] places = new int[4];
    for (int i = 0; i < 400; i++) {
      Question q = Question.choice("q" + i, "?", List.of("a", "b", "c", "d"), List.of(1, 3));
      Question shuffled = q.shuffled(new Seed(1));
      assertEquals(shuffled, q.shuffled(new Seed(1)));
      assertEquals("b", shuffled.choices().get(shuffled.correct().getFirst()));
      assertEquals("d", shuffled.choices().get(shuffled.correct().getLast()));
      places[shuffled.correct().getFirst()]++;
    }
    for (int place : places) {
      assertEquals(100, place, 35); // four standard errors
    }
  }

  @Test
  void theSetsOfTheFieldAreReadWhole() {
    Map<String, Integer> expected =
        Map.ofEntries(
            Map.entry("trust/halluqa/HalluQA_mc.json.gz", 450),
            Map.entry("trust/halluqa/HalluQA.json.gz", 450),
            Map.entry("trust/chinese-simpleqa/chinese_simpleqa.jsonl.gz", 3000),
            Map.entry("trust/selfaware/SelfAware.json.gz", 3369),
            Map.entry("trust/honesty/nonambigqa.jsonl.gz", 5325),
            Map.entry("bench/truthfulqa/TruthfulQA.csv.gz", 817),
            Map.entry("bench/gsm8k-test/test.jsonl.gz", 1319),
            Map.entry("bench/cmmlu", 11582),
            Map.entry("bench/mmlu", 14042),
            Map.entry("bench/ocnli/dev.json.gz", 2950),
            Map.entry("bench/cmrc2018/cmrc2018_dev.json.gz", 3219),
            Map.entry("bench/wikitext2/test.txt.gz", 62),
            Map.entry("bench/lambada/lambada_test.jsonl.gz", 5153));
    expected.forEach(
        (name, n) -> {
          List<Paper> papers = Papers.read(SharedData.file(name));
          assertEquals(n, papers.getFirst().questions().size(), name);
        });
    Paper halluqa = Papers.read(SharedData.file("trust/halluqa/HalluQA_mc.json.gz")).getFirst();
    halluqa.questions().forEach(q -> assertTrue(q.choices().size() >= 2, q.toString()));
    Paper cmmlu = Papers.read(SharedData.file("bench/cmmlu")).getFirst();
    assertEquals(67, cmmlu.questions().stream().map(Question::subject).distinct().count());
    assertEquals(67 * 5, cmmlu.examples().size());
    cmmlu.questions().forEach(q -> assertTrue(Wording.header(q).matches("以下是关于[^a-z]+的.*\n\n")));
  }
}
