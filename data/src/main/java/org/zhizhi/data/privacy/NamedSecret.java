package org.zhizhi.data.privacy;

/**
 * Recognises a password or a token by the word before it: {@code password=}, {@code 密码：}, {@code
 * Authorization: Bearer}. The value has to look made up; "password: required" and {@code
 * password=${DB}} are none.
 */
final class NamedSecret {
  private static final int LONGEST_PASSWORD = 64;
  private static final int LONGEST_TOKEN = 1024;

  /** What stands before "key" where the key opens something. */
  private static final String[] KEYS = {
    "api",
    "access",
    "secret",
    "private",
    "auth",
    "app",
    "encryption",
    "master",
    "account",
    "service"
  };

  private static final String[] PLACEHOLDERS = {
    "your", "example", "placeholder", "xxxx", "redacted", "token", "secret", "password", "dummy"
  };

  private enum Name {
    NONE,
    PASSWORD,
    TOKEN,
    /** The bare word "key", which names other things as well. */
    KEY
  }

  private final Plain plain;

  /** Where the last value found starts. */
  private int from;

  NamedSecret(Plain plain) {
    this.plain = plain;
  }

  int from() {
    return from;
  }

  /** The end of the value that the word between two indices names; 0 if it names none. */
  int afterWord(int start, int end) {
    Name name = name(start, end);
    if (name == Name.NONE || plain.starts(start, "public")) {
      return 0;
    }
    int i = end;
    while (i < end + 2 && "\"'`])*".indexOf(plain.at(i)) >= 0) {
      i++;
    }
    return value(name, i, plain.starts(start, "bearer"));
  }

  /** The end of the value that the Han word ending at {@code end} names; 0 if it names none. */
  int afterHan(int end) {
    int i = end;
    while (i > end - 3 && i > 0 && "为是成了叫改设：".indexOf(plain.text.charAt(i - 1)) >= 0) {
      i--;
    }
    if (i < 2) {
      return 0;
    }
    String word = plain.text.substring(i - 2, i);
    Name name =
        switch (word) {
          case "密码", "口令", "密碼" -> Name.PASSWORD;
          case "密钥", "秘钥", "令牌", "私钥", "权码", "密鑰" -> Name.TOKEN;
          default -> Name.NONE;
        };
    return name == Name.NONE ? 0 : value(name, end, true);
  }

  private Name name(int start, int end) {
    return switch (plain.at(end - 1) | 0x20) { // few words get past their last letter
      case 'd' -> named(start, end, Name.PASSWORD, "password", "passwd", "pwd");
      case 'e' -> named(start, end, Name.PASSWORD, "passphrase", "passcode");
      case 't' -> named(start, end, Name.TOKEN, "secret");
      case 'n' -> named(start, end, Name.TOKEN, "token", "authorization");
      case 'r' -> named(start, end, Name.TOKEN, "bearer");
      case 's' -> plain.at(end) == '=' ? named(start, end, Name.PASSWORD, "pass") : Name.NONE;
      case 'y' -> ends(start, end, "key") ? key(start, end - 3) : Name.NONE;
      default -> Name.NONE;
    };
  }

  private Name named(int start, int end, Name name, String... words) {
    for (String word : words) {
      if (ends(start, end, word)) {
        return name;
      }
    }
    return Name.NONE;
  }

  private boolean ends(int start, int end, String word) {
    return end - start >= word.length() && plain.starts(end - word.length(), word);
  }

  private Name key(int start, int end) {
    int i = end;
    if (i > start && plain.at(i - 1) == '_' || i == start && plain.at(i - 1) == '-') {
      i--;
    }
    if (i == start && !plain.word(i - 1)) {
      return Name.KEY;
    }
    for (String before : KEYS) {
      if (plain.starts(i - before.length(), before)) {
        return Name.TOKEN;
      }
    }
    return Name.NONE;
  }

  private int value(Name name, int end, boolean loose) {
    int i = spaces(end);
    boolean separated = false;
    while (i < end + 6 && (plain.at(i) == ':' || plain.at(i) == '=' || plain.at(i) == '>')) {
      separated = true;
      i++;
    }
    i = spaces(i);
    if (!separated && !loose && name == Name.PASSWORD && i > end) {
      i = plain.starts(i, "is ") ? i + 3 : i;
    } else if (!separated && !loose) {
      return 0;
    }
    if (plain.starts(i, "bearer ") || plain.starts(i, "basic ")) {
      i += plain.starts(i, "basic ") ? 6 : 7;
    }
    boolean quoted = plain.at(i) == '"' || plain.at(i) == '\'' || plain.at(i) == '`';
    int left = plain.at(i);
    if (quoted
        || left == '('
        || left == '['
        || left < 0 && "“「【".indexOf(plain.text.charAt(i)) >= 0) {
      i++;
    }
    from = i;
    return name == Name.PASSWORD
        ? password(i, i + LONGEST_PASSWORD)
        : token(i, name == Name.KEY ? 20 : 16);
  }

  private int spaces(int i) {
    int end = i;
    while (end < i + 4 && (plain.at(end) == ' ' || plain.at(end) == '\t' || plain.at(end) == '*')) {
      end++;
    }
    return end;
  }

  private int password(int start, int limit) {
    int i = start;
    int digits = 0;
    int letters = 0;
    int marks = 0;
    while (i < limit && isPassword(i)) {
      digits += plain.digit(i) ? 1 : 0;
      letters += plain.letter(i) ? 1 : 0;
      marks += "@#!$%^*~+".indexOf(plain.at(i)) >= 0 ? 1 : 0;
      i++;
    }
    while (i > start && ".:?".indexOf(plain.at(i - 1)) >= 0) {
      i--;
    }
    int first = plain.at(start);
    boolean call = plain.at(i) == '(' || plain.at(i) == '[' || plain.at(i) == '{';
    boolean cut = limit - start == LONGEST_PASSWORD && isPassword(i) && i == limit;
    if (i - start < 6 || cut || call || first == '$' || first == '%' || first == '/') {
      return 0;
    }
    boolean mixed = letters > 0 && digits > 0 || letters > 1 && marks > 0 && first != '*';
    boolean pin = letters == 0 && digits == i - start && digits <= 20 && !counted(i);
    return mixed && !dotted(start, i) || pin ? i : 0;
  }

  /** Whether a unit follows: 密码6～16位. */
  private boolean counted(int i) {
    return plain.other(i) && plain.text.charAt(i) == '位';
  }

  /** Whether this is code that computes the password: {@code args.v2}. */
  private boolean dotted(int start, int end) {
    for (int i = start + 1; i < end - 1; i++) {
      if (plain.at(i) == '.' && plain.letter(i - 1) && plain.letter(i + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean isPassword(int i) {
    int c = plain.at(i);
    return c > ' '
        && "\"'`<>()[]{},;|&\\".indexOf(c) < 0
        && (plain.text.charAt(i) < 128 || plain.alphanumeric(i));
  }

  private int token(int start, int least) {
    int i = start;
    while (i < start + LONGEST_TOKEN && isToken(plain.at(i))) {
      i++;
    }
    while (i > start && (plain.at(i - 1) == '.' || plain.at(i - 1) == '-')) {
      i--;
    }
    boolean open = isToken(plain.at(i)) && plain.at(i) != '.' && plain.at(i) != '-';
    return i - start >= least && !open && random(start, i) ? i : 0;
  }

  private static boolean isToken(int c) {
    return KnownKeys.isKey(c) || c == '+' || c == '/' || c == '=' || c == '.' || c == '~';
  }

  /** Whether a value looks drawn at random: letters and digits, many different ones. */
  private boolean random(int start, int end) {
    long low = 0;
    long high = 0;
    int digits = 0;
    int capitals = 0;
    int small = 0;
    int slashes = 0;
    int run = 0;
    int longest = 0; // small letters in a row, as in words
    for (int i = start; i < end; i++) {
      int c = plain.at(i);
      run = c >= 'a' && c <= 'z' ? run + 1 : 0;
      longest = Math.max(longest, run);
      digits += plain.digit(i) ? 1 : 0;
      capitals += plain.capital(i) ? 1 : 0;
      small += plain.letter(i) && !plain.capital(i) ? 1 : 0;
      slashes += c == '/' ? 1 : 0;
      low |= c < 64 ? 1L << c : 0;
      high |= c < 64 ? 0 : 1L << (c - 64);
    }
    int different = Long.bitCount(low) + Long.bitCount(high);
    boolean path = slashes > (end - start) / 16;
    if (different < 9 || path) {
      return false;
    }
    boolean all = digits > 0 && capitals > 2 && small > 2 && longest < 6;
    return all || digits > 1 && capitals + small > 1 && !placeholder(start, end);
  }

  private boolean placeholder(int start, int end) {
    for (int i = start; i < end; i++) {
      for (String placeholder : PLACEHOLDERS) {
        if ((plain.at(i) | 0x20) == placeholder.charAt(0) && plain.starts(i, placeholder)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The end of the password in {@code ://user:password@host}; 0 if there is none. */
  int inUrl(int colon) {
    int i = colon + 3;
    int split = 0;
    while (i < colon + 3 + 2 * LONGEST_PASSWORD) {
      int c = plain.at(i);
      if (c == '@' && split > 0) {
        from = split + 1;
        return password(from, i) == i ? i : 0;
      }
      if (c == ':' && split == 0) {
        split = i;
      } else if (c <= ' ' || c == '/' || c == '"' || c == '\'' || c == '<' || c == '@') {
        return 0;
      }
      i++;
    }
    return 0;
  }
}
