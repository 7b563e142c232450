package org.zhizhi.data.privacy;

/** Recognises keys and tokens by the form that their issuers give them. */
final class KnownKeys {
  private static final String WEBHOOK = "hooks.slack.com/services/";

  private final Plain plain;

  KnownKeys(Plain plain) {
    this.plain = plain;
  }

  /**
   * The end of the key that starts at {@code start}, where a word begins.
   *
   * @param wordEnd end of that word
   * @return the index after the key; 0 if there is none
   */
  int end(int start, int wordEnd) {
    int size = wordEnd - start;
    return switch (plain.at(start)) {
      case 'A' ->
          starts(start, "AKIA") || starts(start, "ASIA")
              ? size == 20 && upper(start, wordEnd) ? wordEnd : 0
              : starts(start, "AIza")
                  ? run(start, 4, 30, 45)
                  : starts(start, "AKID") && size >= 32 && size <= 44 ? random(start, wordEnd) : 0;
      case 'L' -> starts(start, "LTAI") && size >= 16 && size <= 30 ? random(start, wordEnd) : 0;
      case 'G' -> starts(start, "GOCSPX-") ? run(start, 7, 20, 40) : 0;
      case 'S' -> starts(start, "SG.") ? dotted(start + 3, 20, 40) : twilio(start, wordEnd, size);
      case 'd' ->
          starts(start, "dop_v1_")
              ? run(start, 7, 64, 64)
              : starts(start, "dckr_pat_") ? run(start, 9, 20, 64) : 0;
      case 'e' -> starts(start, "eyJ") ? jwt(start) : 0;
      case 'g' ->
          starts(start, "github_pat_")
              ? run(start, 11, 22, 100)
              : starts(start, "glpat-")
                  ? run(start, 6, 20, 64)
                  : plain.at(start + 1) == 'h' && plain.at(start + 3) == '_'
                      ? run(start, 4, 30, 255)
                      : 0;
      case 'h' ->
          starts(start, "hf_")
              ? run(start, 3, 30, 64)
              : starts(start, WEBHOOK) ? webhook(start + WEBHOOK.length()) : 0;
      case 'n' -> starts(start, "npm_") ? run(start, 4, 36, 36) : 0;
      case 'p' -> starts(start, "pypi-") ? run(start, 5, 50, 400) : 0;
      case 'r' -> starts(start, "rk_live_") ? run(start, 8, 20, 200) : 0;
      case 's' ->
          starts(start, "sk-")
              ? run(start, 3, 20, 255)
              : starts(start, "sk_live_") || starts(start, "sk_test_") ? run(start, 8, 16, 200) : 0;
      case 'w' -> starts(start, "whsec_") ? run(start, 6, 24, 64) : 0;
      case 'x' ->
          starts(start, "xox") && plain.at(start + 4) == '-'
              ? run(start, 5, 20, 255)
              : starts(start, "xapp-") ? run(start, 5, 40, 255) : 0;
      case 'y' -> starts(start, "ya29.") ? run(start, 5, 40, 1024) : 0;
      default -> 0;
    };
  }

  /** The end of a bot's token of Telegram whose digits are at {@code start}; 0 if there is none. */
  int bot(int start, int digitsEnd) {
    int size = digitsEnd - start;
    boolean begins = size >= 8 && size <= 10 && plain.at(digitsEnd) == ':';
    return begins && starts(digitsEnd + 1, "AA") ? run(digitsEnd + 1, 2, 33, 33) : 0;
  }

  private boolean starts(int i, String prefix) {
    for (int k = 0; k < prefix.length(); k++) {
      if (plain.at(i + k) != prefix.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /** Signs of base64url after a prefix: between {@code least} and {@code most}, random ones. */
  private int run(int start, int prefix, int least, int most) {
    int from = start + prefix;
    int end = from;
    while (end <= from + most && isKey(plain.at(end))) {
      end++;
    }
    int size = end - from;
    return size >= least && size <= most ? random(start, end) : 0;
  }

  private boolean upper(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!plain.digit(i) && !plain.capital(i)) {
        return false;
      }
    }
    return true;
  }

  /** {@code end}, or 0 where letters alone make rather a name: {@code sk-learn-contrib…}. */
  private int random(int start, int end) {
    int digits = 0;
    for (int i = start; i < end; i++) {
      digits += plain.digit(i) ? 1 : 0;
    }
    return digits >= 2 ? end : 0;
  }

  private int webhook(int from) {
    int end = from;
    while (isKey(plain.at(end)) || plain.at(end) == '/') {
      end++;
    }
    return end - from >= 30 ? random(from, end) : 0;
  }

  private int twilio(int start, int end, int size) {
    if (size != 34 || plain.at(start + 1) != 'K') {
      return 0;
    }
    for (int i = start + 2; i < end; i++) {
      if (!plain.hex(i) || plain.capital(i)) {
        return 0;
      }
    }
    return end;
  }

  private int dotted(int from, int first, int second) {
    int dot = from;
    while (isKey(plain.at(dot))) {
      dot++;
    }
    int end = dot + 1;
    while (plain.at(dot) == '.' && isKey(plain.at(end))) {
      end++;
    }
    return dot - from >= first && end - dot > second ? end : 0;
  }

  /** A JSON web token, RFC 7519: header, claims and signature in base64url. */
  private int jwt(int start) {
    int i = start;
    for (int part = 0; part < 3; part++) {
      int end = i;
      while (isKey(plain.at(end))) {
        end++;
      }
      if (end - i < (part < 2 ? 10 : 6) || part < 2 && plain.at(end) != '.') {
        return 0;
      }
      i = part < 2 ? end + 1 : end;
    }
    return i;
  }

  /** Whether a sign is one of base64url. */
  static boolean isKey(int c) {
    return c >= '0' && c <= '9'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c == '-';
  }

  /**
   * The end of the private key whose "-----BEGIN" is at {@code start}, RFC 7468; without its last
   * line, where that has been lost.
   *
   * @return the index after it; 0 if there is none
   */
  int pem(int start) {
    if (!starts(start, "-----BEGIN ")) {
      return 0;
    }
    int i = start + 11;
    while (i < start + 60 && (plain.capital(i) || plain.digit(i) || plain.at(i) == ' ')) {
      i++;
    }
    String text = plain.text;
    boolean secret =
        text.startsWith("PRIVATE KEY", i - 11) || text.startsWith("PRIVATE KEY BLOCK", i - 17);
    if (!starts(i, "-----") || !secret) {
      return 0;
    }
    i += 5;
    int body = i;
    while (isBase64(i)) {
      i++;
    }
    int lost = i - body >= 20 ? random(body, i) : 0; // without its last line
    while (isBody(i)) {
      i++;
    }
    if (!starts(i, "-----END ")) {
      return lost;
    }
    int last = i + 9;
    while (last < i + 60 && (plain.capital(last) || plain.digit(last) || plain.at(last) == ' ')) {
      last++;
    }
    return starts(last, "-----") ? last + 5 : lost;
  }

  private boolean isBase64(int i) {
    int c = plain.at(i);
    boolean sign = c == '+' || c == '/' || c == '=' || c == '\n' || c == '\r' || c == '\\';
    return i < plain.length && (sign || plain.alphanumeric(i));
  }

  /** What a key may hold beside base64: lines of a header, blanks where lines have been joined. */
  private boolean isBody(int i) {
    int c = plain.at(i);
    return isBase64(i)
        || c == ' '
        || c == '\t'
        || c == ':'
        || c == ','
        || c == '.'
        || c == '-' && plain.at(i + 1) != '-';
  }
}
