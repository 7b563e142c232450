package org.zhizhi.data.privacy;

/** A number where it stands: its groups of digits, its clue, and what is right beside it. */
final class NumberInText {
  /** Chinese and English units that follow amounts. */
  private static final String UNITS = "元万亿次股吨人页年月倍秒";

  private static final String[] ENGLISH_UNITS = {
    "bytes",
    "people",
    "dollars",
    "users",
    "times",
    "views",
    "ms",
    "seconds",
    "usd",
    "rmb",
    "yuan",
    "kb",
    "mb",
    "gb",
    "km",
    "records",
    "rows",
    "items",
    "inhabitants",
    "tons",
    "euros"
  };

  private final Plain plain;
  final DigitGroups groups = new DigitGroups();

  /** Where its digits start. */
  int start;

  Clue clue = Clue.NONE;

  NumberInText(Plain plain) {
    this.plain = plain;
  }

  /** Moves to the digits at {@code at}. */
  void moveTo(int at) {
    start = at;
    clue = Clue.NONE;
    groups.read(plain, at);
  }

  /** Whether a plus stands right before the number, and not between two. */
  boolean plus() {
    return plain.at(start - 1) == '+'
        && !plain.alphanumeric(start - 2)
        && plain.at(start - 2) != ')';
  }

  /** Whether the number is the fraction of another: {@code 3.138…}. */
  boolean decimalBefore() {
    return plain.at(start - 1) == '.' && plain.word(start - 2);
  }

  /** Whether nothing right before the number makes it part of something longer. */
  boolean leftOpen() {
    return switch (plain.at(start - 1)) {
      case '.' -> !plain.word(start - 2);
      case '-' -> !plain.word(start - 2) || clue == Clue.PHONE && plain.letter(start - 2);
      case '/' -> !plain.letter(start - 2) && plain.at(start - 2) != '/';
      case '$', '#', '@', '~', '^', '%', '\\' -> false;
      case '*' -> !plain.word(start - 2) && plain.at(start - 2) != '*' || plain.at(start - 3) < 0;
      default -> !plain.other(start - 1) || "￥¥€£№".indexOf(plain.text.charAt(start - 1)) < 0;
    };
  }

  /** Whether digits and a slash come right before the number. */
  boolean digitsAndSlashBefore() {
    return plain.at(start - 1) == '/' && plain.digit(start - 2);
  }

  /** Whether group {@code k} may be the last: no letter, digit or fraction follows it. */
  boolean ends(int k) {
    int i = groups.to[k];
    return switch (plain.at(i)) {
      case '.' -> !plain.digit(i + 1);
      case '-' -> !plain.alphanumeric(i + 1);
      case '@' -> !plain.alphanumeric(i + 1);
      case '%' -> false;
      case '*' -> plain.at(i + 1) == '*' && plain.at(i + 2) != '*';
      default -> !plain.word(i) || clue == Clue.PHONE && plain.capital(i) && plain.letter(i + 1);
    };
  }

  /** Whether a unit follows the first group: it counts something. */
  boolean amountAfter() {
    int i = groups.to[0];
    if (plain.at(i) == ' ') {
      i++;
      for (String unit : ENGLISH_UNITS) {
        if (plain.starts(i, unit) && !plain.word(i + unit.length())) {
          return true;
        }
      }
    }
    if (!plain.other(i)) {
      return false;
    }
    String text = plain.text;
    return UNITS.indexOf(text.charAt(i)) >= 0
        || text.startsWith("字节", i)
        || text.startsWith("美元", i)
        || text.startsWith("平方", i)
        || text.startsWith("千", i)
        || text.startsWith("公里", i);
  }

  /**
   * Where a finding of the first {@code k} groups starts: a bracket that they close is part of it.
   */
  int from(int k, boolean withPlus) {
    int from = withPlus && plus() ? start - 1 : start;
    for (int i = 1; i < k; i++) {
      if (groups.sign[i] == ')' && plain.at(from - 1) == '(') {
        return from - 1;
      }
    }
    return from;
  }
}
