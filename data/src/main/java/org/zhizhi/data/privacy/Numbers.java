package org.zhizhi.data.privacy;

/** Recognises what is written in digits: identity numbers, cards, telephones, accounts. */
final class Numbers {
  /** Fewer digits are never looked at, but after "QQ". */
  private static final int FEWEST = 7;

  private final Plain plain;
  private final Clues clues;
  private final Findings findings;
  private final NumberInText number;
  private final DigitGroups g;
  private final Telephones telephones;

  /** Where the last number that was looked at ended, and its clue: lists share one. */
  private int lastEnd = -1;

  private Clue lastClue = Clue.NONE;

  Numbers(Plain plain, Clues clues, Findings findings) {
    this.plain = plain;
    this.clues = clues;
    this.findings = findings;
    this.number = new NumberInText(plain);
    this.g = number.groups;
    this.telephones = new Telephones(number);
  }

  /**
   * Looks at the number whose digits start at {@code at}.
   *
   * @param given its clue where letters right before it say so, else NONE
   * @return where to go on
   */
  int look(int at, Clue given) {
    int end = plain.digitsEnd(at);
    number.moveTo(at);
    if (g.count == 0) {
      return end; // longer than any number that is looked for
    }
    int all = g.before[g.count];
    if (all < FEWEST && !(all >= 5 && qqBefore(at))) {
      return end;
    }
    number.clue = given;
    if (given == Clue.NONE) {
      number.clue = inList(at) ? lastClue : clues.before(number.plus() ? at - 1 : at);
    }
    int used = match();
    lastEnd = used > 0 ? findings.end() : end;
    lastClue = number.clue;
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
    if (!number.leftOpen()) {
      return 0;
    }
    if (number.clue == Clue.QQ) {
      return qq();
    }
    if (number.clue == Clue.PASSPORT && g.size(0) >= 8 && g.size(0) <= 9 && number.ends(0)) {
      return found(Kind.ID, 1);
    }
    k = card();
    if (k == 0 && number.clue != Clue.THING && number.clue != Clue.VERSION) {
      k = telephones.match(findings.end() == number.start - 1);
      k = k > 0 ? found(Kind.PHONE, k) : socialSecurity();
    }
    return k;
  }

  // ---- identity

  private int identity() {
    if (number.decimalBefore()) {
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
          findings.add(Kind.ID, number.start, x + 1);
          return k;
        }
        if (x >= 0 && k < g.count) {
          return 0;
        }
        if (k < g.count) {
          g.digits[17] = plain.at(g.from[k]) - '0';
        }
      } else if (digits == 18 && number.ends(k - 1) && IdentityNumber.valid(g.digits, 0)) {
        return found(Kind.ID, k);
      }
    }
    boolean old = g.size(0) == 15 && number.clue == Clue.IDENTITY && number.ends(0);
    return old && IdentityNumber.validOld(g.digits, 0) ? found(Kind.ID, 1) : 0;
  }

  private boolean isX(int i) {
    return plain.at(i) == 'X' || plain.at(i) == 'x';
  }

  /** Three, two and four digits, as the SSA writes them; never 000, 666 or 9xx in front. */
  private int socialSecurity() {
    boolean told = number.clue == Clue.SOCIAL;
    if (told && g.size(0) == 9 && number.ends(0)) {
      return found(Kind.ID, 1);
    }
    if (!g.shaped(0, 3, 2, 4) || !g.oneSign(0, 3) || !number.ends(2)) {
      return 0;
    }
    boolean written = g.sign[1] == '-' || g.sign[1] == ' ' && told;
    int area = g.value(0);
    boolean issued = area > 0 && area != 666 && area < 900 && g.value(1) > 0 && g.value(2) > 0;
    return written && issued ? found(Kind.ID, 3) : 0;
  }

  private int qq() {
    boolean account = g.size(0) >= 5 && g.size(0) <= 11 && g.digits[0] > 0 && number.ends(0);
    return account ? found(Kind.ACCOUNT, 1) : 0;
  }

  // ---- cards

  private int card() {
    for (int k = Math.min(g.count, 5); k > 0; k--) {
      int count = g.before[k];
      if (count < 13 || count > 19 || !number.ends(k - 1)) {
        continue;
      }
      int range = CardNumber.range(g.digits, 0, count);
      if (range == 0 || !CardNumber.luhn(g.digits, 0, count)) {
        continue;
      }
      boolean told = number.clue == Clue.CARD;
      boolean sure;
      if (k == 1) {
        sure = told || range == 2 && number.clue != Clue.THING && number.clue != Clue.VERSION;
      } else if (fours(k)) {
        boolean row = k < g.count && g.sign[k] == g.sign[1] && g.size(k) == 4;
        sure = told || number.clue != Clue.THING && !row && !round(k);
      } else {
        sure = told || range == 2 && g.shaped(0, 4, 6, 5) && number.clue != Clue.THING;
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

  private int found(Kind kind, int k) {
    findings.add(kind, number.from(k, kind == Kind.PHONE), g.to[k - 1]);
    return k;
  }
}
