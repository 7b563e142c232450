package org.zhizhi.data.privacy;

import static org.zhizhi.data.privacy.MadeUp.grouped;
import static org.zhizhi.data.privacy.MadeUp.wide;

import java.util.Locale;

/** The forms in which values stand in the half of the labelled set that was developed on. */
final class DevelopValues implements LabelledText.Values {
  @Override
  public String draw(String name, MadeUp made) {
    return switch (name) {
      // personal
      case "id" -> made.identity();
      case "id-low" -> made.identity().toLowerCase(Locale.ROOT);
      case "id-sep" -> grouped(made.identity(), made.one(" ", "-"), 6, 8, 4);
      case "id-wide" -> wide(made.identity());
      case "id15" -> made.identity15();
      case "passport" ->
          made.one("E", "G", "EA", "EB").transform(p -> p + made.digits(9 - p.length()));
      case "ssn" ->
          made.between(101, 665) + "-" + made.between(10, 99) + "-" + made.between(1000, 9999);
      case "mobile" -> made.mobile();
      case "mobile-sep" -> grouped(made.mobile(), made.one("-", " "), 3, 4, 4);
      case "mobile-86" -> made.one("+86 ", "+86", "+86-", "0086") + made.mobile();
      case "mobile-wide" -> wide(made.mobile());
      case "landline" -> made.one("010-", "021-", "020-") + made.between(2, 8) + made.digits(7);
      case "landline4" ->
          made.one("0571-", "0755-", "0531-", "0311-") + made.between(2, 8) + made.digits(7);
      case "landline-paren" ->
          made.one("(010)", "（021）", "(0755)") + made.between(2, 8) + made.digits(7);
      case "local" -> made.between(2, 8) + made.digits(7);
      case "us-phone" ->
          String.format(
              made.one("(%d) %d-%s", "%d-%d-%s"),
              made.between(201, 799),
              made.between(201, 989),
              made.digits(4));
      case "us-plain" -> "" + made.between(201, 799) + made.between(201, 989) + made.digits(4);
      case "intl" ->
          made.one(
              "+1 415 " + made.between(201, 989) + " " + made.digits(4),
              "+44 20 7" + made.digits(3) + " " + made.digits(4),
              "+852 9" + made.digits(3) + " " + made.digits(4));
      case "email" ->
          made.one(
              made.pinyin() + made.between(1, 999) + "@" + made.one("qq.com", "163.com", "126.com"),
              made.english() + "." + made.surname() + "@" + made.one("gmail.com", "outlook.com"),
              made.digits(9) + "@qq.com",
              made.english() + "_" + made.between(1, 99) + "@example.com.cn",
              made.surname() + "+" + made.chars(MadeUp.LOWER, 4) + "@mail.tsinghua.edu.cn");
      case "email-wide" -> made.pinyin() + "＠" + made.one("qq.com", "163.com");
      case "email-obf" -> made.english() + " (at) " + made.one("gmail", "yahoo") + " dot com";
      case "card" -> made.anyCard();
      case "card-sep" -> grouped(made.unionPay(), made.one(" ", "-"), 4, 4, 4, 4);
      case "ip" -> made.ip();
      case "ip6" -> made.ip6();
      case "aws" -> "AKIA" + made.chars(MadeUp.UPPER + "234567", 16);
      case "aws-secret" -> made.token(40);
      case "github" -> made.one("ghp_", "gho_", "ghs_") + made.token(36);
      case "openai" -> "sk-" + made.token(48);
      case "slack" -> "xoxb-" + made.digits(11) + "-" + made.digits(12) + "-" + made.token(24);
      case "google" -> "AIza" + made.token(35);
      case "jwt" -> "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx" + made.token(24) + "." + made.token(43);
      case "hex-token" -> made.chars(MadeUp.HEX, 32);
      case "token" -> made.token(made.between(24, 40));
      case "password" ->
          made.one(
              made.token(10),
              made.english() + "@" + made.between(1000, 9999),
              "Aa" + made.digits(6) + "!",
              made.digits(6));
      case "pem" ->
          "-----BEGIN RSA PRIVATE KEY-----\n"
              + made.token(64)
              + "\n"
              + made.token(64)
              + "\n-----END RSA PRIVATE KEY-----";
      case "plate" -> made.plate();
      case "qq" -> made.between(1, 9) + made.digits(made.between(5, 9));
      case "wechat" -> made.one("wxid_" + made.token(12), made.pinyin() + "_" + made.digits(4));

      // look-alikes
      case "order" ->
          made.one(
              "2023" + made.digits(13),
              made.between(1, 9) + made.digits(14),
              made.digits(20),
              "20230" + made.digits(7));
      case "order11" -> made.mobile();
      case "order16" -> made.card("62220" + made.digits(2), 16);
      case "tracking" -> made.one("SF1", "YT", "JD00", "ZTO") + made.digits(12);
      case "ts10" -> "16" + made.digits(8);
      case "ts13" -> "1699" + made.digits(9);
      case "ts16" -> "1699" + made.digits(12);
      case "iso-date" ->
          String.format(
              "20%02d-%02d-%02d", made.below(24), made.between(1, 12), made.between(1, 28));
      case "date8" ->
          String.format("20%02d%02d%02d", made.below(24), made.between(1, 12), made.between(1, 28));
      case "date14" -> "20230" + made.between(1, 9) + "1" + made.digits(1) + "1" + made.digits(5);
      case "time" ->
          String.format("%02d:%02d:%02d", made.below(24), made.below(60), made.below(60));
      case "version3" -> made.below(20) + "." + made.below(30) + "." + made.below(30);
      case "version4" ->
          made.below(12) + "." + made.below(20) + "." + made.below(30) + "." + made.below(10);
      case "build4" ->
          "10." + made.below(9) + "." + made.between(10000, 22631) + "." + made.below(999);
      case "isbn" -> "978" + made.digits(10);
      case "isbn-sep" -> "978-7-" + made.digits(3) + "-" + made.digits(5) + "-" + made.below(10);
      case "price" -> made.between(1, 99999) + "." + made.digits(2);
      case "amount" -> made.between(13, 19) + made.digits(9);
      case "grouped-amount" ->
          made.between(1, 999) + "," + made.digits(3) + "," + made.digits(3) + ".00";
      case "coordinate" -> made.between(73, 135) + "." + made.digits(6);
      case "decimal" -> "0." + made.mobile();
      case "sha1" -> made.chars(MadeUp.HEX, 40);
      case "md5" -> made.chars(MadeUp.HEX, 32);
      case "uuid" -> grouped(made.chars(MadeUp.HEX, 32), "-", 8, 4, 4, 4, 12);
      case "bad-id" -> made.wrongIdentity();
      case "bad-card" -> made.wrongCard();
      case "bad-mobile" -> made.one("120", "110", "100", "123") + made.digits(8);
      case "netmask" -> made.one("255.255.255.0", "255.255.0.0", "255.255.255.240");
      case "loopback" -> made.one("127.0.0.1", "0.0.0.0");
      case "bad-ip" ->
          "256." + made.below(999) + "." + made.below(999) + "." + made.between(256, 999);
      case "section" -> made.between(1, 9) + "." + made.between(1, 9) + "." + made.between(1, 9);
      case "section4" ->
          made.between(1, 9)
              + "."
              + made.between(1, 9)
              + "."
              + made.between(1, 9)
              + "."
              + made.between(1, 9);
      case "hotline" -> made.one("10086", "95588", "12345", "110", "12315");
      case "service" -> made.one("400-", "800-") + made.digits(3) + "-" + made.digits(4);
      case "credit-code" -> "91110105MA0" + made.chars(DIGITS_UPPER, 7);
      case "serial" -> made.chars(MadeUp.UPPER, 3) + made.digits(11);
      case "package" -> made.one("lodash@4.17.21", "react@18.2.0", "vue@3.3.4", "icon@2x.png");
      case "masked" -> made.mobile().replaceAll("(...)....(....)", "$1****$2");
      case "no-password" ->
          made.one("required", "${DB_PASSWORD}", "string", "********", "null", "getPassword()");
      case "code7" -> made.between(100, 999) + "-" + made.digits(4);

      // what is neither
      case "name" -> made.han();
      case "first" -> made.english();
      case "last" -> made.surname();
      case "small" -> "" + made.between(2, 99);
      case "year" -> "" + made.between(1950, 2023);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static final String DIGITS_UPPER = MadeUp.DIGITS + "ABCDEFGHJKLMNPQRTUWXY";
}
