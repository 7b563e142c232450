package org.zhizhi.data.privacy;

/** Recognises what is written in digits: identity numbers, cards, telephones, accounts. */
final class Numbers {
  /** Fewer digits are never looked at, but after "QQ". */
  private static final int FEWEST = 7;

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
  private final Clues clues;
  private final Findings findings;
  private final DigitGroups g = new DigitGroups();

  /** Where the last number that was looked at ended, and its clue: lists share one. */
  private int lastEnd = -1;

  private Clue lastClue = Clue.NONE;

  // the number being looked at
  private int start;
  private Clue clue;

  Numbers(Plain plain, Clues clues, Findings findings) {
    this.plain = plain;
    this.clues = clues;
    this.findings = findings;
  }

  /**
   * Looks at the number whose digits start at {@code at}.
   *
   * @param given its clue where letters right before it say so, else NONE
   * @return where to go on
   */
  int look(int at, Clue given) {
    int end = plain.digitsEnd(at);
    g.read(plain, at);
    if (g.count == 0) {
      return end; // longer than any number that is looked for
    }
    int all = g.before[g.count];
    if (all < FEWEST && !(all >= 5 && qqBefore(at))) {
      return end;
    }
    start = at;
    clue = given;
    if (clue == Clue.NONE) {
      clue = inList(at) ? lastClue : clues.before(plus(at) ? at - 1 : at);
    }
    int used = match();
    lastEnd = used > 0 ? findings.end() : end;
    lastClue = clue;
    return used > 0 ? findings.end() : end;
  }

  private boolean qqBefore(int at) {
    return clues.before(at) == Clue.QQ;
  }

  private boolean inList(int at) {
    if (lastEnd < 0 || at - lastEnd > 4 || at <= lastEnd) {
      return false;
    }
    boolean separates = false;
    for (int i = lastEnd; i < at; i++) {
      int c = plain.at(i);
      boolean list = c < 0 ? "、和或及与".indexOf(plain.text.charAt(i)) >= 0 : ",/;".indexOf(c) >= 0;
      separates |= list;
      if (!list && c != ' ' && c != '+') {
        return false;
      }
    }
    return separates;
  }

  /** Number of groups that make up a finding, which has been added; 0 if there is none. */
  private int match() {
    int k = identity();
    if (k > 0) {
      return k;
    }
    if (!leftOpen()) {
      return 0;
    }
    if (clue == Clue.QQ) {
      return qq();
    }
    if (clue == Clue.PASSPORT && g.size(0) >= 8 && g.size(0) <= 9 && ends(0)) {
      return found(Kind.ID, 1);
    }
    k = card();
    if (k == 0 && clue != Clue.THING && clue != Clue.VERSION) {
      k = phone();
      k = k > 0 ? k : socialSecurity();
    }
    return k;
  }

  // ---- identity

  private int identity() {
    if (decimalBefore()) {
      return 0;
    }
    for (int k = 1; k <= Math.min(g.count, 6) && g.before[k] <= 18; k++) {
      if (k > 1 && g.sign[k - 1] != ' ' && g.sign[k - 1] != '-') {
        return 0;
      }
      int digits = g.before[k];
      int to = g.to[k - 1];
      if (digits == 17) {
        int x =
            isX(to)
                ? to
                : (plain.at(to) == ' ' || plain.at(to) == '-') && isX(to + 1) ? to + 1 : -1;
        g.digits[17] = x < 0 ? 0 : 10;
        if (x >= 0 && !plain.word(x + 1) && IdentityNumber.valid(g.digits, 0)) {
          findings.add(Kind.ID, start, x + 1);
          return k;
        }
        if (x >= 0 && k < g.count) {
          return 0;
        }
        if (k < g.count) {
          g.digits[17] = plain.at(g.from[k]) - '0';
        }
      } else if (digits == 18 && ends(k - 1) && IdentityNumber.valid(g.digits, 0)) {
        return found(Kind.ID, k);
      }
    }
    boolean old = g.size(0) == 15 && clue == Clue.IDENTITY && ends(0);
    return old && IdentityNumber.validOld(g.digits, 0) ? found(Kind.ID, 1) : 0;
  }

  private boolean isX(int i) {
    return plain.at(i) == 'X' || plain.at(i) == 'x';
  }

  /** Three, two and four digits, as the SSA writes them; never 000, 666 or 9xx in front. */
  private int socialSecurity() {
    if (!g.shaped(0, 3, 2, 4) || !g.oneSign(0, 3) || !ends(2)) {
      return 0;
    }
    boolean written = g.sign[1] == '-' || g.sign[1] == ' ' && clue == Clue.IDENTITY;
    int area = g.value(0);
    boolean issued = area > 0 && area != 666 && area < 900 && g.value(1) > 0 && g.value(2) > 0;
    return written && issued ? found(Kind.ID, 3) : 0;
  }

  private int qq() {
    boolean account = g.size(0) >= 5 && g.size(0) <= 11 && g.digits[0] > 0 && ends(0);
    return account ? found(Kind.ACCOUNT, 1) : 0;
  }

  // ---- cards

  private int card() {
    for (int k = Math.min(g.count, 5); k > 0; k--) {
      int count = g.before[k];
      if (count < 13 || count > 19 || !ends(k - 1)) {
        continue;
      }
      int range = CardNumber.range(g.digits, 0, count);
      if (range == 0 || !CardNumber.luhn(g.digits, 0, count)) {
        continue;
      }
      boolean told = clue == Clue.CARD;
      boolean sure;
      if (k == 1) {
        sure = told || range == 2 && clue != Clue.THING && clue != Clue.VERSION;
      } else if (fours(k)) {
        boolean row = k < g.count && g.sign[k] == g.sign[1] && g.size(k) == 4;
        sure = told || clue != Clue.THING && !row && !round(k);
      } else {
        sure = told || range == 2 && g.shaped(0, 4, 6, 5) && clue != Clue.THING;
      }
      if (sure) {
        return found(Kind.CARD, k);
      }
    }
    return 0;
  }

  private boolean fours(int k) {
    for (int i = 0; i < k - 1; i++) {
      if (g.size(i) != 4) {
        return false;
      }
    }
    return g.size(k - 1) <= 4 && (g.sign[1] == ' ' || g.sign[1] == '-') && g.oneSign(0, k);
  }

  /** Whether these are rather several numbers of a table: two of them multiples of a hundred. */
  private boolean round(int k) {
    int round = 0;
    for (int i = 0; i < k; i++) {
      round += g.size(i) == 4 && g.value(i) % 100 == 0 ? 1 : 0;
    }
    return round >= 2;
  }

  // ---- telephones

  private int phone() {
    boolean plus = plus(start);
    if (!plus && !phoneLeft() || amountAfter()) {
      return 0;
    }
    int skip = country(plus);
    int k = chineseMobile(skip);
    k = k > 0 ? k : landline(skip, skip > 0 || g.size(0) > 11);
    k = k > 0 ? k : american(plus);
    if (k == 0 && plus) {
      k = international();
    }
    if (k == 0 && !plus && g.shaped(0, 5, 6) && g.digits[0] == 0 && g.digits[1] == 7) {
      k = g.sign[1] == ' ' && ends(1) ? 2 : 0; // a British mobile
    }
    if (k == 0 && !plus && clue == Clue.PHONE) {
      k = local();
    }
    return k > 0 ? found(Kind.PHONE, k) : 0;
  }

  /** Groups of the prefix 86, with the 0 in brackets that some write after it; 0 if absent. */
  private int country(boolean plus) {
    if (g.count < 2 || !(g.size(0) == 2 || g.size(0) == 4 && !plus && g.value(0) == 86)) {
      return 0;
    }
    boolean china = g.value(0) == 86 && (g.size(0) == 2 || g.digits[0] == 0);
    return !china ? 0 : g.size(1) == 1 && g.digits[g.before[1]] == 0 && g.count > 2 ? 2 : 1;
  }

  private int chineseMobile(int skip) {
    int at = g.before[skip];
    int size = g.size(skip);
    int inner = at;
    if (skip == 0 && (size == 13 || size == 15)) { // 86 or 0086 run together with the number
      inner = at + size - 11;
      boolean china = g.digits[inner - 2] == 8 && g.digits[inner - 1] == 6;
      boolean zeros = size == 13 || g.digits[0] == 0 && g.digits[1] == 0;
      size = china && zeros ? 11 : 0;
    }
    if (!PhoneNumber.mobile(g.digits, inner)) {
      return 0;
    }
    if (size == 11) {
      return ends(skip) ? skip + 1 : 0;
    }
    if (g.shaped(skip, 3, 4, 4) && g.oneSign(skip, skip + 3)) {
      return ends(skip + 2) ? skip + 3 : 0;
    }
    boolean two = g.shaped(skip, 3, 8) || g.shaped(skip, 7, 4);
    if (two && g.sign[skip + 1] != '.') {
      return ends(skip + 1) ? skip + 2 : 0;
    }
    boolean other = clue == Clue.PHONE || skip > 0;
    for (int k = skip + 2; other && k <= Math.min(g.count, skip + 4); k++) {
      if (g.before[k] - at == 11 && ends(k - 1)) {
        return k;
      }
    }
    return 0;
  }

  /** A number with its area code, and an extension if there is one. */
  private int landline(int skip, boolean abroad) {
    int at = g.before[skip];
    int area = 0;
    boolean zero = g.digits[at] == 0;
    if (zero || skip > 0 && abroad) {
      area = PhoneNumber.areaCode(g.digits, at, g.before[g.count] - at, zero);
    }
    if (area == 0) {
      return 0;
    }
    int k;
    int local = at + area;
    if (g.size(skip) == area) {
      if (skip + 1 >= g.count || g.sign[skip + 1] == '.') {
        return 0;
      }
      k = skip + 2;
      boolean halves = g.size(skip + 1) <= 4 && k < g.count && g.size(k) >= 3 && g.size(k) <= 4;
      k += halves ? 1 : 0;
    } else {
      k = skip + 1;
    }
    int left = g.before[k] - local;
    if (left < 7 || left > 8 || g.digits[local] < 2) {
      return 0;
    }
    boolean extension = k < g.count && g.sign[k] == '-' && g.size(k) >= 2 && g.size(k) <= 5;
    if (extension && ends(k)) {
      return k + 1;
    }
    return ends(k - 1) ? k : 0;
  }

  private int american(boolean plus) {
    int skip = g.size(0) == 1 && g.digits[0] == 1 && g.count > 3 ? 1 : 0;
    if (g.shaped(skip, 3, 3, 4) && ends(skip + 2)) {
      boolean signs = g.sign[skip + 2] == '-' || g.sign[skip + 2] == '.' || g.sign[skip + 1] == ')';
      signs &= g.sign[skip + 1] == ')' || g.sign[skip + 1] == g.sign[skip + 2] || skip > 0;
      boolean sure = signs || clue == Clue.PHONE || plus && skip > 0;
      return sure && PhoneNumber.american(g.digits, g.before[skip]) ? skip + 3 : 0;
    }
    boolean told = clue == Clue.PHONE && g.size(0) == 10 && ends(0);
    return told && PhoneNumber.american(g.digits, 0) ? 1 : 0;
  }

  /** After a plus: eight to fifteen digits, ITU-T E.164. */
  private int international() {
    if (g.digits[0] == 0 || g.digits[0] == 8 && g.digits[1] == 6) {
      return 0;
    }
    for (int k = Math.min(g.count, 6); k > 0; k--) {
      int count = g.before[k];
      boolean dots = k > 1 && g.sign[k - 1] == '.';
      if (count >= (k == 1 ? 10 : 8) && count <= 15 && !dots && ends(k - 1)) {
        boolean shape = k == 1 || g.size(0) <= 3;
        return shape ? k : 0;
      }
    }
    return 0;
  }

  /** What only the word before it makes a telephone number. */
  private int local() {
    int one = g.size(0) == 1 && g.digits[0] == 1 ? 1 : 0;
    if (PhoneNumber.service(g.digits, one) || dated()) {
      return 0;
    }
    if (g.size(0) >= 7 && g.size(0) <= 8 && g.digits[0] >= 2 && ends(0)) {
      return 1;
    }
    if (g.size(0) >= 10 && g.size(0) <= 15 && g.value(0) < 10_000_000 && g.digits[1] == 0) {
      return g.digits[0] == 0 && ends(0) ? 1 : 0; // 00 for abroad
    }
    for (int k = Math.min(g.count, 4); k > 1; k--) {
      int count = g.before[k];
      boolean sized = count >= (g.size(0) > 1 ? 7 : 10) && count <= 12 && g.size(0) <= 5;
      boolean american = g.shaped(0, 3, 3, 4) && k == 3;
      if (sized && g.sign[k - 1] != '.' && ends(k - 1) && (g.digits[0] != 1 || american)) {
        return k;
      }
    }
    return 0;
  }

  /** Whether the digits are a date: {@code 20230115}, {@code 2023-01-15}. */
  private boolean dated() {
    boolean year = g.digits[0] == 1 && g.digits[1] == 9 || g.digits[0] == 2 && g.digits[1] == 0;
    if (!year || g.size(0) != 8 && g.size(0) != 4) {
      return false;
    }
    if (g.size(0) == 4) {
      return g.count > 1
          && (g.size(1) <= 2 || g.size(1) == 4 && g.value(1) / 200 == g.value(0) / 200);
    }
    int month = 10 * g.digits[4] + g.digits[5];
    return IdentityNumber.isDay(2000, month, 10 * g.digits[6] + g.digits[7]);
  }

  // ---- what stands around a number

  private boolean plus(int at) {
    return plain.at(at - 1) == '+' && !plain.alphanumeric(at - 2) && plain.at(at - 2) != ')';
  }

  /** Whether the number is the fraction of another: {@code 3.138…}. */
  private boolean decimalBefore() {
    return plain.at(start - 1) == '.' && plain.word(start - 2);
  }

  /** Whether nothing right before the number makes it part of something longer. */
  private boolean leftOpen() {
    return switch (plain.at(start - 1)) {
      case '.' -> !plain.word(start - 2);
      case '-' -> !plain.word(start - 2) || clue == Clue.PHONE && plain.letter(start - 2);
      case '/' -> !plain.letter(start - 2) && plain.at(start - 2) != '/';
      case '$', '#', '@', '~', '^', '%', '\\' -> false;
      case '*' -> !plain.word(start - 2) && plain.at(start - 2) != '*' || plain.at(start - 3) < 0;
      default -> !plain.other(start - 1) || "￥¥€£№".indexOf(plain.text.charAt(start - 1)) < 0;
    };
  }

  /** Telephone numbers follow a digit and a slash only in lists of them. */
  private boolean phoneLeft() {
    return plain.at(start - 1) != '/' || !plain.digit(start - 2) || findings.end() == start - 1;
  }

  /** Whether group {@code k} may be the last: no letter, digit or fraction follows it. */
  private boolean ends(int k) {
    int i = g.to[k];
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
  private boolean amountAfter() {
    int i = g.to[0];
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

  private int found(Kind kind, int k) {
    int from = plus(start) && kind == Kind.PHONE ? start - 1 : start;
    boolean closes = false;
    for (int i = 1; i < k; i++) {
      closes |= g.sign[i] == ')';
    }
    if (closes && plain.at(from - 1) == '(') {
      from--;
    }
    findings.add(kind, from, g.to[k - 1]);
    return k;
  }
}
