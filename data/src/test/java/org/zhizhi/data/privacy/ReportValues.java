package org.zhizhi.data.privacy;

import static org.zhizhi.data.privacy.MadeUp.grouped;
import static org.zhizhi.data.privacy.MadeUp.wide;

/** The forms in which values stand in the half of the labelled set that is reported on. */
final class ReportValues implements LabelledText.Values {
  @Override
  public String draw(String name, MadeUp made) {
    return switch (name) {
      // personal
      case "id" -> made.identity();
      case "id-groups" ->
          made.one(
              grouped(made.identity(), " ", 6, 4, 4, 4),
              grouped(made.identity(), "-", 6, 8, 3, 1),
              grouped(made.identity(), " ", 3, 3, 4, 4, 4));
      case "id-wide" -> wide(made.identity());
      case "id15" -> made.identity15();
      case "passport" -> made.one("EC", "EH", "EJ") + made.digits(7);
      case "passport-g" -> "G" + made.digits(8);
      case "ssn" ->
          String.format(
              "%03d-%02d-%04d", made.between(1, 665), made.between(1, 99), made.between(1, 9999));
      case "mobile" -> made.mobile();
      case "mobile-dots" -> grouped(made.mobile(), made.one(".", "－", " "), 3, 4, 4);
      case "mobile-86" ->
          made.one("86-", "+86 (0)", "(+86)", "+86-").transform(p -> p + made.mobile());
      case "mobile-86-sep" -> "+86 " + grouped(made.mobile(), made.one(" ", "-"), 3, 4, 4);
      case "mobile-wide" -> wide(grouped(made.mobile(), "-", 3, 4, 4));
      case "landline" ->
          made.one(
              "0"
                  + made.one("22", "23", "25", "27", "28", "29")
                  + "-"
                  + made.between(2, 8)
                  + made.digits(7),
              "0592-" + made.between(2, 8) + made.digits(6),
              "+86-21-" + made.between(2, 8) + made.digits(7),
              "+86 10 " + grouped(made.between(2, 8) + made.digits(7), " ", 4, 4));
      case "landline-space" ->
          made.one("0571 ", "010 ", "0755 ")
              + grouped(made.between(2, 8) + made.digits(7), " ", 4, 4);
      case "landline-ext" ->
          "010-" + made.between(2, 8) + made.digits(7) + "-" + made.between(100, 8999);
      case "local" -> made.between(2, 8) + made.digits(made.between(6, 7));
      case "us-dots" ->
          made.between(201, 799) + "." + made.between(201, 989) + "." + made.digits(4);
      case "us-phone" ->
          String.format(
              made.one("(%d)%d-%s", "+1-%d-%d-%s", "1-%d-%d-%s", "+1 (%d) %d-%s"),
              made.between(201, 799),
              made.between(201, 989),
              made.digits(4));
      case "us-local" -> made.between(222, 989) + "-" + made.digits(4);
      case "uk" ->
          made.one(
              "07" + made.digits(3) + " " + made.digits(6),
              "020 7" + made.digits(3) + " " + made.digits(4));
      case "intl" ->
          made.one(
              "+81 90-" + made.digits(4) + "-" + made.digits(4),
              "+65 9" + made.digits(3) + " " + made.digits(4),
              "+49 151 " + made.digits(8),
              "+886 912 " + made.digits(3) + " " + made.digits(3),
              "+61412" + made.digits(6));
      case "email" ->
          made.one(
              made.chars(MadeUp.LOWER, 6) + made.digits(2) + "@foxmail.com",
              made.surname()
                  + "-"
                  + made.english()
                  + "@corp."
                  + made.chars(MadeUp.LOWER, 5)
                  + ".io",
              made.english().substring(0, 1)
                  + made.surname()
                  + "@cs."
                  + made.chars(MadeUp.LOWER, 4)
                  + ".ac.uk",
              made.mobile() + "@139.com",
              made.english().toUpperCase(java.util.Locale.ROOT) + "@EXAMPLE.ORG",
              made.pinyin() + "." + made.between(1970, 2005) + "@sina.com.cn");
      case "email-obf" ->
          made.one(
              made.english() + "[at]" + made.surname() + ".org",
              made.english() + "." + made.surname() + " [at] gmail [dot] com",
              made.pinyin() + "(at)pku.edu.cn",
              made.english() + " {at} " + made.surname() + " {dot} net");
      case "card" -> made.anyCard();
      case "card19" -> made.card("6217", 19);
      case "card-old" -> made.card(made.one("955880", "436742"), 19);
      case "card-groups" ->
          grouped(made.card("4" + made.digits(5), 16), made.one(" ", "-"), 4, 4, 4, 4);
      case "amex" -> grouped(made.card("37", 15), " ", 4, 6, 5);
      case "card-wide" -> wide(made.card("6228", 19));
      case "ip" -> made.ip();
      case "ip-low" -> "10." + made.below(10) + "." + made.below(10) + "." + made.between(2, 20);
      case "ip6" -> made.ip6();
      case "aws" -> "ASIA" + made.chars(MadeUp.UPPER + "234567", 16);
      case "aws-secret" -> made.token(18) + "/" + made.token(12) + "+" + made.token(8);
      case "github" ->
          made.one("ghp_" + made.token(36), "github_pat_" + made.token(22) + "_" + made.token(59));
      case "gitlab" -> "glpat-" + made.token(20);
      case "openai" ->
          made.one(
              "sk-proj-" + made.token(48),
              "sk-ant-api03-" + made.token(80),
              "sk-" + made.chars(MadeUp.HEX, 32));
      case "slack" ->
          "xoxp-" + made.digits(12) + "-" + made.digits(12) + "-" + made.chars(MadeUp.HEX, 32);
      case "stripe" -> "sk_live_" + made.token(24);
      case "hugging" -> "hf_" + made.token(34);
      case "aliyun" -> "LTAI5t" + made.token(18);
      case "google" -> "AIzaSy" + made.token(33);
      case "jwt" ->
          "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJ1aWQiOjEwMDQ2"
              + made.token(30)
              + "."
              + made.token(86);
      case "token" ->
          made.one(
              made.token(32), made.chars(MadeUp.HEX, 40), made.token(20) + "_-" + made.token(12));
      case "password" ->
          made.one(
              made.pinyin() + made.digits(3),
              "P@ss" + made.digits(4),
              made.token(12),
              made.chars(MadeUp.UPPER, 1) + made.english() + "#" + made.digits(2),
              made.digits(8));
      case "pem" ->
          "-----BEGIN OPENSSH PRIVATE KEY-----\n"
              + made.token(70)
              + "\n"
              + made.token(70)
              + "\n"
              + made.token(22)
              + "==\n-----END OPENSSH PRIVATE KEY-----";
      case "plate" -> made.plate();
      case "qq" -> made.between(1, 9) + made.digits(made.between(7, 9));
      case "wechat" ->
          made.one(
              made.english() + made.digits(5),
              made.surname() + "-" + made.digits(3) + made.english());

      // look-alikes
      case "long-order" -> made.one("E", "") + "202" + made.between(1, 4) + made.digits(15);
      case "order11" -> made.mobile();
      case "order-luhn" -> made.card("6228" + made.digits(3), 19);
      case "invoice" -> made.one("No.", "№ ") + made.digits(8);
      case "waybill" -> made.one("73", "75", "43") + made.digits(13);
      case "ts13" -> "17" + made.digits(11);
      case "ts-range" -> "17" + made.digits(8) + "-" + "17" + made.digits(8);
      case "slash-date" ->
          String.format("20%02d/%d/%d", made.below(24), made.between(1, 12), made.between(1, 28));
      case "date-range" -> "2019.0" + made.between(1, 9) + "-2023.0" + made.between(1, 9);
      case "years" -> made.between(1949, 1999) + "-" + made.between(2000, 2023);
      case "stamp" ->
          "2024-05-1"
              + made.below(10)
              + " 1"
              + made.below(10)
              + ":"
              + made.between(10, 59)
              + ":"
              + made.between(10, 59);
      case "stamp17" -> "2024051" + made.below(10) + "1" + made.digits(8);
      case "version4" ->
          made.one("v", "V")
              + made.below(10)
              + "."
              + made.below(200)
              + "."
              + made.below(200)
              + "."
              + made.below(200);
      case "version4-bare" ->
          made.between(1, 9)
              + "."
              + made.below(9)
              + "."
              + made.below(20)
              + "."
              + made.between(1, 20);
      case "chrome" ->
          made.between(80, 126) + ".0." + made.between(4000, 6500) + "." + made.below(255);
      case "isbn" ->
          made.one(
              "ISBN 978-7-" + made.digits(2) + "-" + made.digits(6) + "-" + made.below(10),
              "ISBN：9787" + made.digits(9),
              "ISBN 7-" + made.digits(4) + "-" + made.digits(4) + "-X");
      case "issn" -> "ISSN " + made.digits(4) + "-" + made.digits(4);
      case "barcode" -> "69" + made.digits(11);
      case "money" -> made.one("￥", "¥", "$") + made.mobile();
      case "quantity" -> made.mobile() + made.one("元", "人次", "字节", "股", "次");
      case "ratio" -> made.between(1, 9) + "." + made.mobile();
      case "latlon" ->
          made.between(18, 53)
              + "."
              + made.digits(7)
              + ", "
              + made.between(73, 135)
              + "."
              + made.digits(7);
      case "commit" -> made.chars(MadeUp.HEX, 40);
      case "sha256" -> made.chars(MadeUp.HEX, 64);
      case "guid" ->
          grouped(
              made.chars(MadeUp.HEX, 32).toUpperCase(java.util.Locale.ROOT), "-", 8, 4, 4, 4, 12);
      case "bad-id" -> made.wrongIdentity();
      case "bad-birth" -> "110101" + "2023" + "13" + made.digits(6);
      case "bad-card" -> made.wrongCard();
      case "short-mobile" -> made.mobile().substring(0, 10);
      case "long-mobile" -> made.mobile() + made.digits(1);
      case "mask4" -> made.one("255.255.254.0", "255.255.255.128", "255.0.0.0");
      case "home" -> made.one("127.0.0.1", "0.0.0.0", "::1", "127.0.1.1");
      case "octets" -> made.between(300, 999) + "." + made.below(300) + ".1.1";
      case "heading" ->
          made.between(2, 9)
              + "."
              + made.between(1, 9)
              + "."
              + made.between(1, 9)
              + "."
              + made.between(1, 9);
      case "mac" -> grouped(made.chars(MadeUp.HEX, 12), ":", 2, 2, 2, 2, 2, 2);
      case "namespace" -> made.one("std::vector", "abc::def", "Foo::Bar::baz", "de::ad::be");
      case "toll-free" -> made.one("1-800-", "1-888-") + made.digits(3) + "-" + made.digits(4);
      case "service" -> "400" + made.digits(7);
      case "short" -> made.one("12306", "95533", "911", "10010", "120");
      case "doi" ->
          "10."
              + made.digits(4)
              + "/j.cnki."
              + made.digits(4)
              + "-"
              + made.digits(4)
              + ".2021.0"
              + made.below(9)
              + "."
              + made.digits(3);
      case "arxiv" -> "arXiv:" + made.between(1701, 2312) + "." + made.digits(5);
      case "patent" -> "ZL20" + made.between(10, 23) + made.digits(8) + "." + made.below(10);
      case "court" -> "（2021）京01民终" + made.between(1000, 19999) + "号";
      case "stock" -> made.one("600519", "000858", "300750", "00700");
      case "postcode" -> made.between(10, 85) + made.digits(4);
      case "scale" -> "1:" + made.between(1, 9) + "00000";
      case "model" -> made.one("XPS13-9310", "RTX-4090", "SM-G9980", "ThinkPad-X1-2023");
      case "imei" -> made.card("86" + made.digits(5), 15);
      case "repo" ->
          made.one("git@github.com:apache/spark.git", "git@gitee.com:mindspore/docs.git");
      case "npm" ->
          made.one("@babel/core@7.22.5", "webpack@5.88.2", "banner@3x.jpg", "typescript@5.1.6");
      case "handle" -> "@" + made.english() + "_" + made.surname();
      case "starred" ->
          made.one(
              "138****" + made.digits(4),
              "6222 **** **** " + made.digits(4),
              "110105********002X",
              "zh***@qq.com");
      case "placeholder" ->
          made.one(
              "your_password",
              "<password>",
              "changeme",
              "{{ secret }}",
              "$PASSWORD",
              "os.environ['PW']",
              "true");
      case "code6" -> made.digits(6);
      case "fraction" -> made.between(1, 31) + "/" + made.between(32, 400) + "/" + made.digits(4);
      case "student" -> "20" + made.between(15, 23) + made.digits(6);
      case "phones-sold" -> made.one("iPhone 15", "Mate 60", "Galaxy S23");
      case "key-name" -> made.one("primary_key", "foreign_key", "cache_key_prefix");

      // what is neither
      case "name" -> made.han();
      case "first" -> made.english();
      case "last" -> made.surname();
      case "small" -> "" + made.between(2, 99);
      case "year" -> "" + made.between(1950, 2023);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
