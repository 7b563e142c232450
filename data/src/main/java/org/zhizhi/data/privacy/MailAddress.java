package org.zhizhi.data.privacy;

import java.util.Set;

/** Recognises e-mail addresses, plain and written so that programs should not find them. */
final class MailAddress {
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 255;

  /** Top-level domains of more than two letters that people have their mail at, and RFC 2606. */
  private static final Set<String> TOP =
      Set.of(
          ("com net org edu gov mil int info biz name pro xyz top site online tech store app dev"
                  + " cloud club shop vip wang ltd group work live email mobi asia cat coop jobs"
                  + " museum post tel travel aero arpa link ink icu fun space website press host"
                  + " wiki design art blog team zone today news media world life company center"
                  + " network systems solutions services agency digital academy education school"
                  + " university college science bio health care clinic bank finance fund money"
                  + " law legal consulting software engineering energy global international ren"
                  + " cool chat games studio video photos page gmbh swiss berlin london paris tokyo"
                  + " test example invalid local localhost internal intranet corp lan home")
              .split(" "));

  /** Endings of files that look like domains of two letters. */
  private static final Set<String> FILES =
      Set.of(
          "png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "ts", "tsx", "jsx", "json",
          "html", "md", "py", "sh", "so", "gz", "xz", "bz", "rs", "pl", "cc", "hh", "mm", "ps");

  private final Plain plain;

  /** Where the last address found starts. */
  private int from;

  MailAddress(Plain plain) {
    this.plain = plain;
  }

  int from() {
    return from;
  }

  /**
   * The end of the address around the sign at {@code at}; {@link #from} is its start.
   *
   * @return the index after it; 0 if there is none
   */
  int around(int at) {
    int end = domain(at + 1);
    return end > 0 && local(at) && !remote(end) ? end : 0;
  }

  /**
   * The end of an address written {@code name (at) domain dot com} around the "at" at {@code at}.
   */
  int hidden(int at) {
    int left = at - 1;
    int open = plain.at(left);
    int close = plain.at(at + 2);
    boolean bracketed =
        open == '(' && close == ')' || open == '[' && close == ']' || open == '{' && close == '}';
    boolean shouted = open == ' ' && close == ' ' && plain.capital(at) && plain.capital(at + 1);
    if (!bracketed && !shouted) {
      return 0;
    }
    if (bracketed && plain.at(left - 1) == ' ') {
      left--;
    }
    int i = at + 3;
    if (bracketed && plain.at(i) == ' ') {
      i++;
    }
    int labels = 0;
    int labelStart = i;
    while (true) {
      int end = labelEnd(i);
      if (end == i) {
        return 0;
      }
      labels++;
      labelStart = i;
      i = end;
      int after = dot(i);
      if (after == 0) {
        break;
      }
      i = after;
    }
    return labels > 1 && top(labelStart, i) && local(left) ? i : 0;
  }

  /** The index after a point, or a "dot" written out, at {@code i}; 0 if there is none. */
  private int dot(int i) {
    if (plain.at(i) == '.') {
      return labelEnd(i + 1) > i + 1 ? i + 1 : 0;
    }
    int at = plain.at(i) == ' ' ? i + 1 : i;
    int open = plain.at(at);
    boolean bracket = open == '(' || open == '[' || open == '{';
    int word = bracket ? at + 1 : at;
    if (!plain.starts(word, "dot") || !bracket && at == i) {
      return 0;
    }
    int after = word + 3 + (bracket ? 1 : 0);
    if (!bracket && plain.at(after) != ' ') {
      return 0;
    }
    return plain.at(after) == ' ' ? after + 1 : after;
  }

  private boolean local(int end) {
    int i = end;
    while (i > end - LONGEST_LOCAL && isLocal(plain.at(i - 1))) {
      i--;
    }
    while (i < end && !plain.alphanumeric(i)) {
      i++;
    }
    from = i;
    if (plain.at(i - 1) == ':' && inUrl(i - 1)) {
      return false;
    }
    boolean begins = plain.at(i - 1) != '@' && plain.at(i - 1) != '/' || plain.at(i - 2) == '/';
    return i < end && plain.at(end - 1) != '.' && begins && !plain.starts(i, "git@");
  }

  /** Whether the colon stands between the user and the password of a URL. */
  private boolean inUrl(int colon) {
    int i = colon;
    while (i > colon - LONGEST_LOCAL && (isLocal(plain.at(i - 1)) || plain.at(i - 1) == ':')) {
      i--;
    }
    return plain.at(i - 1) == '/' && plain.at(i - 2) == '/';
  }

  private static boolean isLocal(int c) {
    return c >= '0' && c <= '9'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '.'
        || c == '_'
        || c == '%'
        || c == '+'
        || c == '-';
  }

  private int labelEnd(int i) {
    int end = i;
    while (end < i + 63 && (plain.alphanumeric(end) || plain.at(end) == '-' && end > i)) {
      end++;
    }
    while (end > i && plain.at(end - 1) == '-') {
      end--;
    }
    return end;
  }

  private int domain(int start) {
    int i = start;
    int labels = 0;
    int numeric = 0;
    int last = start;
    while (i < start + LONGEST_DOMAIN) {
      int end = labelEnd(i);
      if (end == i) {
        break;
      }
      labels++;
      numeric += plain.digitsEnd(i) == end ? 1 : 0;
      last = i;
      i = end;
      if (plain.at(i) != '.' || !plain.alphanumeric(i + 1)) {
        break;
      }
      i++;
    }
    boolean version = numeric > 1 || labels > 1 && plain.digit(start) && multiple(start);
    if (labels < 2 || version || plain.at(i) == '_') {
      return 0;
    }
    return top(last, i) ? i : stuck(last, i);
  }

  /** The end of a top-level domain that a word with a capital has been stuck to; 0 if none. */
  private int stuck(int from, int to) {
    int i = from;
    while (i < to && plain.letter(i) && !plain.capital(i)) {
      i++;
    }
    return i < to && plain.capital(i) && plain.letter(i + 1) && top(from, i) ? i : 0;
  }

  /** Whether a picture for dense screens is named here: {@code @2x.png}. */
  private boolean multiple(int start) {
    return plain.at(start + 1) == 'x' && plain.at(start + 2) == '.';
  }

  private boolean top(int from, int to) {
    int length = to - from;
    for (int i = from; i < to; i++) {
      if (!plain.letter(i)) {
        return false;
      }
    }
    if (length < 2 || length > 24) {
      return false;
    }
    String name = plain.slice(from, to, true);
    return !FILES.contains(name) && (length == 2 || TOP.contains(name));
  }

  /** Whether a path follows: {@code deploy@host.com:group/project.git} is a place. */
  private boolean remote(int end) {
    if (plain.at(end) != ':') {
      return false;
    }
    for (int i = end + 1; i < end + 64 && (isLocal(plain.at(i)) || plain.at(i) == '/'); i++) {
      if (plain.at(i) == '/') {
        return true;
      }
    }
    return false;
  }
}
