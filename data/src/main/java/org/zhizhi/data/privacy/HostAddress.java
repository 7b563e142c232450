package org.zhizhi.data.privacy;

/**
 * Recognises addresses of hosts. Private networks and those set aside for documentation (RFC 5737,
 * 3849) count: what stands there in a text was written for somebody's machine, or in place of one.
 * Netmasks, loopback, unspecified, multicast and reserved addresses do not, nor do the numbers of
 * versions and chapters.
 */
final class HostAddress {
  /** Four numbers all below this are rather a version than an address, if no word says more. */
  private static final int SMALL = 32;

  private final Plain plain;
  private final Clues clues;

  HostAddress(Plain plain, Clues clues) {
    this.plain = plain;
    this.clues = clues;
  }

  /** Whether the digit at {@code i} and a point after its group could start an IPv4 address. */
  boolean startsQuad(int i) {
    int end = i + 1;
    while (end < i + 3 && plain.digit(end)) {
      end++;
    }
    return plain.at(end) == '.' && plain.digit(end + 1);
  }

  /**
   * The end of the IPv4 address at {@code start}.
   *
   * @param given what letters right before it say it is
   * @return the index after it; 0 if there is none
   */
  int quad(int start, Clue given) {
    int i = start;
    int most = 0;
    int first = 0;
    int third = 0;
    int last = 0;
    for (int octet = 0; octet < 4; octet++) {
      int end = i;
      int value = 0;
      while (end < i + 3 && plain.digit(end)) {
        value = 10 * value + plain.at(end) - '0';
        end++;
      }
      if (end == i || value > 255 || plain.at(i) == '0' && end > i + 1) {
        return 0;
      }
      most = Math.max(most, value);
      first = octet == 0 ? value : first;
      third = octet == 2 ? value : third;
      last = value;
      i = end;
      if (octet < 3 && plain.at(i++) != '.') {
        return 0;
      }
    }
    boolean host = first > 0 && first < 224 && first != 127 && !(third == 255 && last == 255);
    if (!host || plain.word(i) || plain.at(i) == '.' && plain.digit(i + 1)) {
      return 0;
    }
    if (plain.at(i) == '-' && plain.letter(i + 1) || plain.at(i) == '%') {
      return 0;
    }
    return isAddress(start, i, given, most, first, last) ? i : 0;
  }

  private boolean isAddress(int start, int end, Clue given, int most, int first, int last) {
    int left = plain.at(start - 1);
    boolean login = left == '@' || left == '/' && plain.at(start - 2) == '/';
    boolean range = left == '-' && plain.digit(start - 2) && afterPoint(start - 2);
    boolean joined = (left == '-' || left == '/') && plain.word(start - 2) && !range;
    if (!login && (joined || left == '.' || left == '$')) {
      return false;
    }
    boolean network = plain.at(end) == '/' && plain.digit(end + 1) && last == 0;
    if (network || versionAfter(end)) {
      return false;
    }
    boolean port = plain.at(end) == ':' && plain.digit(end + 1) && plain.digit(end + 2);
    Clue clue = given != Clue.NONE ? given : clues.before(start);
    if (login || port || clue == Clue.ADDRESS || clue == Clue.PHONE) {
      return true;
    }
    if (clue == Clue.VERSION || clue == Clue.THING && most < 100) {
      return false;
    }
    boolean heading = left == '\n' && (plain.at(end) == '.' || plain.at(end) == ' ');
    return last > 0 && (most >= SMALL || first == 10 && !heading);
  }

  /** Whether the digits that end at {@code i} follow a point. */
  private boolean afterPoint(int i) {
    int before = i;
    while (before > i - 3 && plain.digit(before)) {
      before--;
    }
    return plain.at(before) == '.';
  }

  private boolean versionAfter(int end) {
    int i = plain.at(end) == ' ' ? end + 1 : end;
    return plain.other(i)
        ? "版节章".indexOf(plain.text.charAt(i)) >= 0
        : plain.starts(i, "version") || plain.starts(i, "release");
  }

  /**
   * The end of the IPv6 address, RFC 4291, at {@code start}: eight groups, or fewer and a double
   * colon. It must be global unicast, unique local or link local, so that neither times nor
   * hardware addresses nor names like {@code std::dec} pass.
   *
   * @return the index after it; 0 if there is none
   */
  int ipv6(int start) {
    boolean inside =
        plain.at(start - 1) == ':' && (plain.hex(start - 2) || plain.at(start - 2) == ':');
    if (inside || plain.word(start - 1)) {
      return 0;
    }
    int groups = 0;
    boolean gap = false;
    int i = start;
    int first = 0;
    while (true) {
      int end = i;
      int value = 0;
      while (plain.hex(end) && end <= i + 4) {
        value = 16 * value + Character.digit(plain.at(end), 16);
        end++;
      }
      if (end > i + 4 || end == i) {
        return 0;
      }
      first = groups == 0 ? value : first;
      groups++;
      i = end;
      if (plain.at(i) != ':' || groups > 8) {
        break;
      }
      if (plain.at(i + 1) == ':') {
        if (gap) {
          return 0;
        }
        gap = true;
        i += 2;
        if (!plain.hex(i)) {
          break;
        }
      } else if (plain.hex(i + 1)) {
        i++;
      } else {
        break;
      }
    }
    boolean whole = gap ? groups <= 7 && groups >= 1 : groups == 8;
    boolean host = first >= 0x2000 && first < 0x4000 || first >= 0xfc00 && first < 0xfec0;
    boolean more = plain.word(i) || plain.at(i) == ':' && plain.at(i + 1) == ':';
    boolean network = plain.at(i) == '/' && plain.at(i - 1) == ':';
    return whole && host && !more && !network ? i : 0;
  }
}
