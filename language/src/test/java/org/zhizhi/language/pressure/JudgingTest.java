package org.zhizhi.language.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhizhi.language.pressure.Judging.Verdict;

class JudgingTest {
  private static final Judging EQUALITY = Judging.byEquality();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It is Oslo.      | RIGHT",
        "奥斯陆。         | RIGHT",
        "It is Bergen.    | WRONG",
        "我不知道。       | DECLINED",
        "I don’t know.    | DECLINED",
        "Sorry, I am not sure. | DECLINED",
        "''               | DECLINED"
      })
  void tellsRightWrongAndDeclined(String answer, Verdict verdict) {
    assertEquals(verdict, EQUALITY.of(answer, List.of("Oslo", "奥斯陆")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It is Oslo.   | Oslo           | true",
        "Oslo          | 奥斯陆         | true",
        "It is Bergen. | bergen         | true",
        "Bergen        | Oslo           | false",
        "Bergen        | Trondheim      | false",
        "我不知道。    | I do not know. | true",
        "''            | I do not know. | true",
        "……            | ……             | true",
        "……            | Bergen         | false"
      })
  void answersAgreeThatSayTheSame(String a, String b, boolean agree) {
    assertEquals(agree, EQUALITY.agree(a, b, List.of("Oslo", "奥斯陆")));
    assertEquals(agree, EQUALITY.agree(b, a, List.of("Oslo", "奥斯陆")));
  }

  @Test
  void takesAnotherJudge() {
    Judging contains =
        new Judging((said, right) -> right.stream().anyMatch(said::contains), s -> s.contains("?"));
    assertEquals(Verdict.RIGHT, contains.of("Well, Oslo, I think", List.of("Oslo")));
    assertEquals(Verdict.DECLINED, contains.of("Who knows?", List.of("Oslo")));
  }
}
