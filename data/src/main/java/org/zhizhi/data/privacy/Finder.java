package org.zhizhi.data.privacy;

import java.util.List;

/** One walk over one text. At each sign that could start something, asks the matcher for it. */
final class Finder {
  private final Plain plain;
  private final Clues clues;
  private final Findings findings = new Findings();
  private final Numbers numbers;
  private final HostAddress hosts;
  private final MailAddress mail;
  private final KnownKeys keys;
  private final NamedSecret named;

  private Finder(String text) {
    plain = new Plain(text);
    clues = new Clues(plain);
    numbers = new Numbers(plain, clues, findings);
    hosts = new HostAddress(plain, clues);
    mail = new MailAddress(plain);
    keys = new KnownKeys(plain);
    named = new NamedSecret(plain);
  }

  static List<Finding> find(String text) {
    Finder finder = new Finder(text);
    finder.walk();
    return finder.findings.list();
  }

  private void walk() {
    int i = 0;
    while (i < plain.length) {
      int c = plain.at(i);
      if (c < 0) {
        i = plain.other(i + 1) ? i + 1 : han(i);
      } else if (plain.digit(i)) {
        i = digits(i);
      } else if (plain.word(i)) {
        i = word(i);
      } else {
        i = sign(i, c);
      }
    }
  }

  private int found(Kind kind, int from, int to) {
    findings.add(kind, from, to);
    return to;
  }

  /** A Han character before something in ASCII: 密码：, 微信号. */
  private int han(int i) {
    int end = named.afterHan(i + 1);
    if (end > 0) {
      return found(Kind.SECRET, named.from(), end);
    }
    String text = plain.text;
    int last = "是为叫".indexOf(text.charAt(i)) >= 0 ? i - 1 : i;
    boolean id = text.startsWith("微信号", last - 2);
    if (id || text.startsWith("微信", last - 1)) {
      return weChat(i + 1, id);
    }
    return i + 1;
  }

  /** The WeChat account named before {@code start}: a letter, then 5 to 19 letters, digits, _ -. */
  private int weChat(int start, boolean sure) {
    int i = start;
    boolean colon = false;
    if (plain.starts(i, "id")) {
      i += 2;
    }
    while (i < start + 5
        && (isGap(i) || plain.other(i) && "是为叫".indexOf(plain.text.charAt(i)) >= 0)) {
      colon |= plain.at(i) == ':';
      i++;
    }
    int from = i;
    int digits = 0;
    int marks = 0;
    while (i < from + 21 && KnownKeys.isKey(plain.at(i))) {
      digits += plain.digit(i) ? 1 : 0;
      marks += plain.at(i) == '_' ? 1 : 0;
      i++;
    }
    boolean account = plain.letter(from) && i - from >= 6 && i - from <= 20;
    account &= plain.at(i) != '@' && plain.at(i) != '.';
    boolean made = sure ? digits + marks > 0 : colon ? digits + marks > 0 : digits > 2 || marks > 0;
    return account && made ? found(Kind.ACCOUNT, from, i) : start;
  }

  private boolean isGap(int i) {
    return " :=(\"'".indexOf(plain.at(i)) >= 0;
  }

  /** A word that starts with a digit. */
  private int digits(int start) {
    int end = plain.digitsEnd(start);
    if (end - start <= 4 && hosts.startsQuad(start)) {
      int address = hosts.quad(start, Clue.NONE);
      if (address > 0) {
        return found(Kind.IP, start, address);
      }
    }
    int six = ipv6(start);
    if (six > 0) {
      return six;
    }
    int bot = keys.bot(start, end);
    if (bot > 0) {
      return found(Kind.SECRET, start, bot);
    }
    int next = numbers.look(start, Clue.NONE);
    return next > end ? next : plain.wordEnd(end);
  }

  private int ipv6(int start) {
    int colon = start;
    while (colon < start + 5 && plain.hex(colon)) {
      colon++;
    }
    int end = plain.at(colon) == ':' ? hosts.ipv6(start) : 0;
    return end > 0 ? found(Kind.IP, start, end) : 0;
  }

  /** A word that starts with a letter or an underscore. */
  private int word(int start) {
    int end = plain.wordEnd(start);
    int key = keys.end(start, end);
    if (key > 0) {
      return found(Kind.SECRET, start, key);
    }
    int value = named.afterWord(start, end);
    if (value > 0) {
      return found(Kind.SECRET, named.from(), value);
    }
    if (plain.capital(start)) {
      int plate = Plates.end(plain, start);
      if (plate > 0) {
        return found(Kind.PLATE, start - 1, plate);
      }
    }
    if (end - start <= 4 && plain.at(end) == ':') {
      int six = ipv6(start);
      if (six > 0) {
        return six;
      }
    }
    if (end - start >= 16 && end - start <= 25 && plain.starts(start, "wxid_")) {
      return found(Kind.ACCOUNT, start, end);
    }
    if (end - start == 2 && plain.starts(start, "at")) {
      int address = mail.hidden(start);
      if (address > 0) {
        findings.replace(Kind.EMAIL, mail.from(), address);
        return address;
      }
    }
    return plain.digit(end - 1) ? lettersThenDigits(start, end) : named(start, end);
  }

  /** A word that names an account after it: QQ, WeChat. */
  private int named(int start, int end) {
    boolean weChat =
        plain.starts(start, "wechat")
            || plain.starts(start, "weixin")
            || end - start == 2 && (plain.starts(start, "vx") || plain.starts(start, "wx"));
    if (weChat && (plain.at(end) == ':' || plain.at(end) == ' ' || plain.other(end))) {
      int i = plain.other(end) && plain.text.charAt(end) == '号' ? end + 1 : end;
      int account = weChat(i, i > end);
      return account > i ? account : end;
    }
    return end;
  }

  /** Letters with digits after them in one word: {@code tel13812345678}, {@code E12345678}. */
  private int lettersThenDigits(int start, int end) {
    int digit = start;
    while (plain.letter(digit)) {
      digit++;
    }
    int size = digit - start;
    boolean all = plain.digitsEnd(digit) == end;
    if (size == 0 || size > 9 || !all && !hosts.startsQuad(digit)) {
      return end;
    }
    if (size <= 2 && passport(start, digit, end)) {
      return found(Kind.ID, start, end);
    }
    if (size == 1 && plain.capital(start) && end - digit == 6) {
      int hongKong = hongKong(start, end);
      if (hongKong > 0) {
        return found(Kind.ID, start, hongKong);
      }
    }
    Clue clue = clues.before(digit);
    if (clue == Clue.ADDRESS && hosts.startsQuad(digit)) {
      int address = hosts.quad(digit, clue);
      return address > 0 ? found(Kind.IP, digit, address) : end;
    }
    boolean named =
        clue == Clue.PHONE || clue == Clue.QQ || clue == Clue.IDENTITY || clue == Clue.CARD;
    return named || size <= 2 && end - digit >= 17
        ? Math.max(end, numbers.look(digit, named ? clue : Clue.THING))
        : end;
  }

  /** One or two letters and seven to nine digits after a word that says what they are. */
  private boolean passport(int start, int digit, int end) {
    int digits = end - digit;
    boolean sized = digits >= 6 && digits <= 10 && plain.capital(start);
    if (!sized || plain.at(end) == '-' && plain.alphanumeric(end + 1)) {
      return false;
    }
    Clue clue = clues.before(start);
    boolean taiwan = clue == Clue.IDENTITY && digit - start == 1 && digits == 9;
    return clue == Clue.PASSPORT || taiwan;
  }

  /** {@code A123456(3)} with its check digit, weights 9 (for a blank), 8 to 2, modulo 11. */
  private int hongKong(int start, int end) {
    if (plain.at(end) != '(' || plain.at(end + 2) != ')') {
      return 0;
    }
    int sum = 9 * 36 + 8 * (plain.at(start) - 'A' + 10);
    for (int i = 0; i < 6; i++) {
      sum += (7 - i) * (plain.at(start + 1 + i) - '0');
    }
    int last = plain.at(end + 1);
    int check = last == 'A' ? 10 : plain.digit(end + 1) ? last - '0' : -1;
    return check >= 0 && (sum + check) % 11 == 0 ? end + 3 : 0;
  }

  private int sign(int i, int c) {
    switch (c) {
      case '@' -> {
        int end = mail.around(i);
        if (end > 0) {
          findings.replace(Kind.EMAIL, mail.from(), end);
          return end;
        }
      }
      case '-' -> {
        int end = keys.pem(i);
        if (end > 0) {
          return found(Kind.SECRET, i, end);
        }
      }
      case ':' -> {
        int end = plain.at(i + 1) == '/' && plain.at(i + 2) == '/' ? named.inUrl(i) : 0;
        if (end > 0) {
          return found(Kind.SECRET, named.from(), end);
        }
      }
      default -> {}
    }
    return i + 1;
  }
}
