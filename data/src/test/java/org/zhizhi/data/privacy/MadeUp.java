package org.zhizhi.data.privacy;

import java.util.SplittableRandom;

/**
 * Made-up numbers, addresses and keys: right in their checksums, drawn at random, nobody's. Written
 * without a look at the code under test.
 */
final class MadeUp {
  static final String DIGITS = "0123456789";
  static final String HEX = "0123456789abcdef";
  static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  static final String MIXED = UPPER + LOWER + DIGITS;

  private static final String[] REGIONS = {
    "110101", "110105", "120104", "130102", "140106", "150102", "210102", "220104", "230103",
    "310101", "310115", "320102", "330106", "340104", "350203", "360102", "370202", "410105",
    "420106", "430102", "440106", "440305", "450103", "460106", "500103", "510107", "520103",
    "530102", "540102", "610113", "620102", "630104", "640104", "650102"
  };
  private static final String[] MOBILE = {
    "130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "145", "147", "149",
    "150", "151", "152", "153", "155", "156", "157", "158", "159", "162", "165", "166", "167",
    "170", "171", "172", "173", "175", "176", "177", "178", "180", "181", "182", "183", "184",
    "185", "186", "187", "188", "189", "190", "191", "193", "195", "196", "197", "198", "199"
  };

  private final SplittableRandom random;

  MadeUp(SplittableRandom random) {
    this.random = random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  String chars(String alphabet, int count) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < count; i++) {
      s.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return s.toString();
  }

  String digits(int count) {
    return chars(DIGITS, count);
  }

  /** Letters and digits with at least two digits, two small and two capital letters. */
  String token(int length) {
    while (true) {
      String s = chars(MIXED, length);
      if (s.chars().filter(c -> c <= '9').count() >= 2
          && s.chars().filter(c -> c >= 'a').count() >= 2
          && s.chars().filter(c -> c >= 'A' && c <= 'Z').count() >= 2) {
        return s;
      }
    }
  }

  String birth() {
    return String.format("%d%02d%02d", between(1945, 2012), between(1, 12), between(1, 28));
  }

  /** An identity number of 18 digits, GB 11643. */
  String identity() {
    String body = one(REGIONS) + birth() + digits(3);
    return body + checkOf(body);
  }

  static char checkOf(String body) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (body.charAt(i) - '0') * (int) (Math.pow(2, 17 - i) % 11);
    }
    int check = (12 - sum % 11) % 11;
    return check == 10 ? 'X' : (char) ('0' + check);
  }

  /** The old form of 15 digits. */
  String identity15() {
    return one(REGIONS) + birth().substring(2) + digits(3);
  }

  /** 18 digits with a birth date whose last is not the check digit. */
  String wrongIdentity() {
    String right = identity();
    char wrong;
    do {
      wrong = DIGITS.charAt(below(10));
    } while (wrong == right.charAt(17));
    return right.substring(0, 17) + wrong;
  }

  String mobile() {
    return one(MOBILE) + between(1, 9) + digits(7);
  }

  /** A card number: {@code prefix}, random digits and Luhn's check digit. */
  String card(String prefix, int length) {
    String body = prefix + digits(length - 1 - prefix.length());
    return body + luhn(body);
  }

  String unionPay() {
    return card(one("622202", "621700", "622848", "621661", "625904", "622588"), one16or19());
  }

  String anyCard() {
    return switch (below(6)) {
      case 0 -> card("4" + digits(5), 16);
      case 1 -> card("5" + between(1, 5) + digits(4), 16);
      case 2 -> card(one("34", "37"), 15);
      default -> unionPay();
    };
  }

  private int one16or19() {
    return random.nextBoolean() ? 16 : 19;
  }

  String wrongCard() {
    String right = unionPay();
    int last = right.charAt(right.length() - 1) - '0';
    return right.substring(0, right.length() - 1) + (last + between(1, 9)) % 10;
  }

  static int luhn(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int d = body.charAt(body.length() - 1 - i) - '0';
      int twice = i % 2 == 0 ? 2 * d : d;
      sum += twice > 9 ? twice - 9 : twice;
    }
    return (10 - sum % 10) % 10;
  }

  String ip() {
    return switch (below(4)) {
      case 0 -> "192.168." + below(256) + "." + between(1, 254);
      case 1 -> "10." + below(256) + "." + below(256) + "." + between(40, 254);
      case 2 -> "172." + between(16, 31) + "." + below(256) + "." + between(1, 254);
      default -> {
        int first;
        do {
          first = between(36, 223);
        } while (first == 127);
        yield first + "." + below(256) + "." + below(256) + "." + between(1, 254);
      }
    };
  }

  String ip6() {
    String net = one("2001:", "2408:", "240e:", "2a02:") + hex4() + ":";
    return switch (below(3)) {
      case 0 -> net + hex4() + ":" + hex4() + "::" + hex4();
      case 1 -> net + hex4() + "::" + hex4() + ":" + hex4();
      default ->
          net + hex4() + ":" + hex4() + ":" + hex4() + ":" + hex4() + ":" + hex4() + ":" + hex4();
    };
  }

  private String hex4() {
    return chars("123456789abcdef", 1) + chars(HEX, 3);
  }

  String english() {
    return one(
        "alice", "john", "mary", "robert", "linda", "james", "susan", "peter", "laura", "kevin");
  }

  String surname() {
    return one("smith", "jones", "miller", "wang", "chen", "garcia", "brown", "lee", "zhao", "kim");
  }

  String pinyin() {
    return one(
        "zhangwei", "wangfang", "liuyang", "chenjing", "zhaolei", "sunli", "zhoujie", "wuhao");
  }

  String han() {
    return one("张伟", "王芳", "李娜", "刘洋", "陈静", "赵磊", "孙丽", "周杰", "吴昊", "郑爽", "欧阳雪");
  }

  String plate() {
    String start = one("京", "沪", "粤", "苏", "浙", "鲁", "川", "豫", "鄂", "渝") + chars("ABCDEFGH", 1);
    String rest;
    do {
      rest = chars("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", 1) + digits(3) + chars(DIGITS + "KXM", 1);
    } while (rest.chars().allMatch(c -> c > '9'));
    return start + (below(2) == 0 ? "" : "·") + (below(4) == 0 ? "D" : "") + rest;
  }

  /** Digits in groups of the given lengths, the last group taking what is left. */
  static String grouped(String digits, String separator, int... lengths) {
    StringBuilder s = new StringBuilder();
    int at = 0;
    for (int length : lengths) {
      if (at >= digits.length()) {
        break;
      }
      int end = Math.min(at + length, digits.length());
      s.append(at == 0 ? "" : separator).append(digits, at, end);
      at = end;
    }
    if (at < digits.length()) {
      s.append(separator).append(digits, at, digits.length());
    }
    return s.toString();
  }

  /** The same in full-width characters. */
  static String wide(String s) {
    StringBuilder w = new StringBuilder();
    s.chars().forEach(c -> w.append((char) (c > ' ' && c < 127 ? c + 0xfee0 : c)));
    return w.toString();
  }
}
