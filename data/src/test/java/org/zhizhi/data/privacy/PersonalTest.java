package org.zhizhi.data.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.stage.Stage;

class PersonalTest {
  private static final Personal ALL = new Personal(Personal.Settings.DEFAULT);

  @Test
  void findsWhatWasDevelopedOn() {
    reaches(LabelledText.develop(7));
  }

  @Test
  void findsWhatItWasNotDevelopedOn() {
    reaches(LabelledText.report(6));
  }

  private static void reaches(List<LabelledText> texts) {
    Scores scores = Scores.of(texts);
    assertTrue(scores.gold >= 500, scores.toString());
    assertTrue(scores.alike >= 500, scores.toString());
    assertTrue(scores.recall() >= 0.98, scores + "\n" + String.join("\n", scores.errors));
    assertTrue(scores.precision() >= 0.95, scores + "\n" + String.join("\n", scores.errors));
  }

  @Test
  void findsEveryHandWrittenCase() {
    Scores scores = Scores.of(LabelledText.hard());
    assertEquals(List.of(), scores.errors);
    assertTrue(scores.gold >= 90 && scores.alike >= 50, scores.toString());
  }

  @Test
  void identityNumbersCarryTheRightCheckDigit() {
    // GB 11643-1999, annex A, and numbers published as examples
    for (String number :
        "11010519491231002X 440524188001010014 34052419800101001X 11010519491231002x".split(" ")) {
      assertEquals(value(number.charAt(17)), IdentityNumber.check(values(number), 0), number);
    }
    SplittableRandom random = new Seed(1).split("identity").random();
    for (int trial = 0; trial < 2000; trial++) {
      int[] d = new int[18];
      for (int i = 0; i < 17; i++) {
        d[i] = random.nextInt(10);
      }
      // ISO 7064 as the standard states it: the pure system's recursion over the digits
      int p = 0;
      for (int i = 0; i < 17; i++) {
        p = (p + d[i]) * 2 % 11;
      }
      int check = (12 - p) % 11;
      assertEquals(check, IdentityNumber.check(d, 0));
    }
  }

  @Test
  void identityNumbersNeedARegionAndADay() {
    assertEquals(1, Personal.find("11010519491231002X").size());
    assertEquals(0, Personal.find(withCheck("10010519491231002")).size(), "no province 10");
    assertEquals(0, Personal.find(withCheck("11010519490231002")).size(), "no 31 February");
    assertEquals(0, Personal.find(withCheck("11010519491331002")).size(), "no month 13");
    assertEquals(0, Personal.find(withCheck("11010518491231002")).size(), "born 1849");
    assertEquals(1, Personal.find(withCheck("11010520000229002")).size(), "2000 was a leap year");
    assertEquals(0, Personal.find(withCheck("11010519000229002")).size(), "1900 was none");
    assertEquals(0, Personal.find("110105194912310021").size(), "wrong check digit");
  }

  @Test
  void cardsPassLuhn() {
    for (String card :
        ("4111111111111111 5555555555554444 378282246310005 6011111111111117 3530111333300000"
                + " 6222600260001072444")
            .split(" ")) {
      assertEquals(
          List.of(new Finding(Kind.CARD, 3, 3 + card.length())), Personal.find("付款 " + card), card);
      for (int i = 0; i < card.length(); i++) {
        char other = (char) ('0' + (card.charAt(i) - '0' + 1) % 10);
        String wrong = card.substring(0, i) + other + card.substring(i + 1);
        assertEquals(List.of(), Personal.find("付款 " + wrong), wrong);
      }
    }
  }

  @Test
  void mobileNumbersStartAsOperatorsDo() {
    String valid =
        "130 131 132 133 134 135 136 137 138 139 145 146 147 148 149 150 151 152 153 155 156 157 158"
            + " 159 162 165 166 167 170 171 172 173 174 175 176 177 178 180 181 182 183 184 185 186"
            + " 187 188 189 190 191 192 193 195 196 197 198 199";
    for (int prefix = 100; prefix < 200; prefix++) {
      boolean found = !Personal.find("打" + prefix + "12345678吧").isEmpty();
      assertEquals(valid.contains("" + prefix), found, prefix + "12345678");
    }
  }

  @Test
  void masksNameTheKind() {
    assertEquals(
        "电话<PHONE>，邮箱<EMAIL>；IP <IP>",
        ALL.mask("电话13812345678，邮箱a.b@qq.com；IP 192.168.1.10").text());
    assertEquals(
        Map.of(Kind.PHONE, 2, Kind.EMAIL, 1), ALL.mask("13812345678、13912345678 x@y.cn").counts());
  }

  @Test
  void aDocumentWithoutFindingsIsTheSame() {
    Document plain = new Document("1", "订单号20231234567890123，版本1.2.3.4", "s", "zh", "");
    assertSame(plain, assertInstanceOf(Stage.Kept.class, ALL.apply(plain)).document());
    Document found = plain.withText("手机13812345678");
    assertEquals(new Stage.Kept(plain.withText("手机<PHONE>")), ALL.apply(found));
  }

  @Test
  void eachKindIsTreatedAsTheRecipeSays() {
    Personal some = Personal.of(json("{\"phone\":\"remove\",\"ip\":\"keep\"}"));
    assertEquals(
        "打a给b <EMAIL> 10.0.0.5",
        some.mask("打a13812345678给b q@qq.com 10.0.0.5").text(),
        "not a word");
    assertEquals("打给 10.0.0.5 了", some.mask("打138-1234-5678给 10.0.0.5 了").text());
  }

  @Test
  void settingsAreCheckedByName() {
    BadInput kind = assertThrows(BadInput.class, () -> Personal.of(json("{\"names\":\"mask\"}")));
    assertEquals(
        "personal: has no setting \"names\"; there are id, phone, email, card, ip, secret, plate, account",
        kind.getMessage());
    BadInput how = assertThrows(BadInput.class, () -> Personal.of(json("{\"ip\":\"hide\"}")));
    assertEquals("personal.ip is \"hide\"; give one of mask, remove, keep", how.getMessage());
  }

  @Test
  void anyTextGivesSortedDisjointSpansAndIsMaskedOnce() {
    String[] parts = {
      "13812345678",
      "138-1234-5678",
      "0571",
      "010",
      "-",
      " ",
      ".",
      ":",
      "：",
      "/",
      "@",
      "qq.com",
      "密码",
      "password",
      "=",
      "key",
      "sk-",
      "电话",
      "号",
      "(",
      ")",
      "+86",
      "１３８",
      "110105",
      "19491231",
      "002X",
      "6222600260001072444",
      "4111",
      "1111",
      "192.168.",
      "1.10",
      "2001:",
      "::",
      "eyJ",
      "AKIA",
      "京A",
      "12345",
      "\n",
      "“",
      "是",
      "微信",
      "QQ",
      "wxid_",
      "at",
      "dot",
      "com",
      "Bearer ",
      "-----BEGIN ",
      "PRIVATE KEY-----",
      "😀",
      "\ud83d",
      "*",
      "，",
      "、",
      "x",
      "Z",
      "_",
      "<PHONE>",
      "a1B2c3D4e5F6g7H8i9"
    };
    SplittableRandom random = new Seed(2).split("any").random();
    for (int trial = 0; trial < 30_000; trial++) {
      StringBuilder s = new StringBuilder();
      for (int i = random.nextInt(1, 14); i > 0; i--) {
        s.append(parts[random.nextInt(parts.length)]);
      }
      String text = s.toString();
      int at = 0;
      for (Finding finding : Personal.find(text)) {
        assertTrue(finding.from() >= at && finding.to() > finding.from(), text);
        at = finding.to();
      }
      assertTrue(at <= text.length(), text);
      String masked = ALL.mask(text).text();
      assertEquals(masked, ALL.mask(masked).text(), text);
    }
  }

  @Test
  void randomBytesDoNoHarm() {
    SplittableRandom random = new Seed(3).split("bytes").random();
    for (int trial = 0; trial < 3000; trial++) {
      char[] chars = new char[random.nextInt(60)];
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) (random.nextInt(3) == 0 ? random.nextInt(65536) : random.nextInt(128));
      }
      String masked = ALL.mask(new String(chars)).text();
      assertEquals(masked, ALL.mask(masked).text());
    }
  }

  @Test
  void longRunsOfOneSignTakeLinearTime() {
    for (String sign :
        List.of(
            "1",
            "1 ",
            "1.",
            "@",
            "a@",
            "a@b.",
            "(",
            ":",
            "f:",
            "-----BEGIN RSA PRIVATE KEY-----\n",
            "密码：",
            "password=",
            "key",
            "eyJ.",
            "://a:",
            "13812345678,",
            "a",
            "_",
            "京A",
            "电话",
            "12-",
            "QQ",
            "sk-",
            "＠",
            "1.1.1.")) {
      String text = sign.repeat(1_000_000 / sign.length());
      assertFalse(ALL.mask(text).text().isEmpty(), sign);
    }
  }

  private static int[] values(String number) {
    return number.chars().map(c -> value((char) c)).toArray();
  }

  private static int value(char c) {
    return c == 'X' || c == 'x' ? 10 : c - '0';
  }

  private static String withCheck(String body) {
    return body + MadeUp.checkOf(body);
  }

  private static JsonNode json(String text) {
    try {
      return Json.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
