package org.zhizhi.language.facts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers and dates as people write them in Chinese and English, each in one form: {@code 1,949},
 * {@code 一九四九} and {@code 1949年} are {@code 1949}; {@code 1949年10月1日} and {@code October 1, 1949}
 * are {@code 1949-10-01}; {@code 3.5 million} and {@code 350万} are {@code 3500000}.
 */
final class Values {
  private static final String MONTHS =
      "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
  private static final List<String> MONTH_HEADS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String HAN = "[〇零一二三四五六七八九十百千万亿两]";
  private static final String DIGITS =
      "[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|[0-9]+(?:\\.[0-9]+)?";

  /** What may stand somewhere in a text; a longer form stands before those that it contains. */
  private static final Pattern VALUE =
      Pattern.compile(
          ("(?<bc>(?:公元)?前\\s*)?(?<y>[0-9]{1,4}|[〇零一二三四五六七八九]{2,4})\\s*年"
                  + "(?:\\s*(?<m>[0-9]{1,2}|HAN{1,2})\\s*月(?:份)?(?:\\s*(?<d>[0-9]{1,2}|HAN{1,3})\\s*[日号])?)?"
                  + "|(?<iy>[0-9]{4})(?<sep>[-/.])(?<im>[0-9]{1,2})\\k<sep>(?<id>[0-9]{1,2})(?![0-9])"
                  + "|\\b(?<em>MONTHS)\\.?\\s+(?:(?<ed>[0-9]{1,2})(?:st|nd|rd|th)?(?:,\\s*|\\s+))?"
                  + "(?:of\\s+)?(?<ey>[0-9]{4})\\b"
                  + "|\\b(?<fd>[0-9]{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?<fm>MONTHS)\\.?,?"
                  + "\\s+(?<fy>[0-9]{4})\\b"
                  + "|(?<sm>[0-9]{1,2}|HAN{1,2})\\s*月\\s*(?<sd>[0-9]{1,2}|HAN{1,3})\\s*[日号]"
                  + "|\\b(?<tm>MONTHS)\\.?\\s+(?<td>[0-9]{1,2})(?:st|nd|rd|th)?\\b"
                  + "|(?<sign>(?<![\\p{L}\\p{N}])[-−])?(?<n>DIGITS)"
                  + "(?:\\s*(?<scale>thousand|million|billion|trillion|[百千万亿]+))?"
                  + "(?<after>\\s*(?:bce?|b\\.c\\.)(?![a-z]))?"
                  + "|(?<han>HAN+)")
              .replace("HAN", HAN)
              .replace("MONTHS", MONTHS)
              .replace("DIGITS", DIGITS));

  private static final Map<String, Integer> SCALES =
      Map.of("thousand", 3, "million", 6, "billion", 9, "trillion", 12);
  private static final String HAN_DIGITS = "零一二三四五六七八九";
  private static final List<String> ONES =
      List.of(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              .concat(" fifteen sixteen seventeen eighteen nineteen")
              .split(" "));
  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));

  private Values() {}

  /** The one form of {@code text} if all of it is a number or a date; in small letters, NFKC. */
  static Optional<String> of(String text) {
    Matcher matcher = VALUE.matcher(text);
    return matcher.matches() ? form(matcher) : words(text);
  }

  /** The numbers and dates in {@code text}, each in its one form; in small letters, NFKC. */
  static List<String> in(String text) {
    List<String> all = new ArrayList<>();
    Matcher matcher = VALUE.matcher(text);
    while (matcher.find()) {
      form(matcher).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<String> form(Matcher m) {
    if (m.group("y") != null) {
      String year = (m.group("bc") == null ? "" : "-") + digits(m.group("y"));
      return Optional.of(date(year, m.group("m"), m.group("d")));
    }
    if (m.group("iy") != null) {
      return Optional.of(date(m.group("iy"), m.group("im"), m.group("id")));
    }
    if (m.group("ey") != null) {
      return Optional.of(date(m.group("ey"), month(m.group("em")), m.group("ed")));
    }
    if (m.group("fy") != null) {
      return Optional.of(date(m.group("fy"), month(m.group("fm")), m.group("fd")));
    }
    if (m.group("sm") != null) {
      return Optional.of(date("", m.group("sm"), m.group("sd")));
    }
    if (m.group("tm") != null) {
      return Optional.of(date("", month(m.group("tm")), m.group("td")));
    }
    if (m.group("n") != null) {
      BigDecimal number = new BigDecimal(m.group("n").replace(",", ""));
      if (m.group("scale") != null) {
        number = number.scaleByPowerOfTen(power(m.group("scale")));
      }
      boolean minus = m.group("sign") != null || m.group("after") != null;
      return Optional.of(plain(minus ? number.negate() : number));
    }
    return han(m.group("han"));
  }

  private static String date(String year, String month, String day) {
    StringBuilder date = new StringBuilder(year.replaceFirst("^(-?)0+(?=.)", "$1"));
    for (String part : new String[] {month, day}) {
      if (part != null) {
        String n = Character.isDigit(part.charAt(0)) ? part : han(part).orElse(part);
        date.append('-').append(n.length() < 2 ? "0" + n : n);
      }
    }
    return date.toString();
  }

  private static String month(String name) {
    return Integer.toString(MONTH_HEADS.indexOf(name.substring(0, 3)) + 1);
  }

  private static int power(String scale) {
    int power = SCALES.getOrDefault(scale, 0);
    for (char c : scale.toCharArray()) {
      power += c == '百' ? 2 : c == '千' ? 3 : c == '万' ? 4 : c == '亿' ? 8 : 0;
    }
    return power;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** 一九四九 digit by digit to 1949; other numerals stay as they are. */
  private static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    for (char c : text.toCharArray()) {
      int digit = HAN_DIGITS.indexOf(c == '〇' ? '零' : c);
      digits.append(digit < 0 ? c : (char) ('0' + digit));
    }
    return digits.toString();
  }

  /** Chinese numerals, said digit by digit (一九四九) or with units (一千九百四十九). */
  private static Optional<String> han(String text) {
    if (text.matches("[〇零一二三四五六七八九]+")) {
      return Optional.of(plain(new BigDecimal(digits(text))));
    }
    if (!text.matches("[一二三四五六七八九十两].*")) {
      return Optional.empty(); // 万 and 百 alone are words
    }
    long all = 0; // above the present 万 or 亿
    long section = 0;
    long digit = 0;
    for (char c : text.toCharArray()) {
      int value = c == '两' ? 2 : HAN_DIGITS.indexOf(c == '〇' ? '零' : c);
      if (value >= 0) {
        digit = value;
      } else if (c == '万' || c == '亿') {
        long unit = c == '万' ? 10_000 : 100_000_000;
        all = c == '亿' ? (all + section + digit) * unit : all + (section + digit) * unit;
        section = 0;
        digit = 0;
      } else {
        long unit = c == '十' ? 10 : c == '百' ? 100 : 1000;
        section += Math.max(digit, section == 0 && c == '十' ? 1 : 0) * unit;
        digit = 0;
      }
    }
    long value = all + section + digit;
    return value < 0 || text.length() > 16 ? Optional.empty() : Optional.of(Long.toString(value));
  }

  /** English number words up to the billions: {@code forty-two}, {@code three hundred and five}. */
  private static Optional<String> words(String text) {
    long all = 0;
    long section = 0;
    String[] words = text.toLowerCase(Locale.ROOT).split("[\\s-]+");
    if (words.length > 12) {
      return Optional.empty();
    }
    for (String word : words) {
      if (ONES.contains(word)) {
        section += ONES.indexOf(word);
      } else if (TENS.contains(word)) {
        section += 10L * (TENS.indexOf(word) + 2);
      } else if (word.equals("hundred") && section > 0 && section < 100) {
        section *= 100;
      } else if (SCALES.containsKey(word) && section > 0 && SCALES.get(word) < 12) {
        all += section * Math.powExact(10L, SCALES.get(word));
        section = 0;
      } else if (!word.equals("and") || section == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(Long.toString(all + section));
  }
}
