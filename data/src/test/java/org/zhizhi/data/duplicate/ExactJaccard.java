package org.zhizhi.data.duplicate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jaccard similarity of sets of shingles, by strings and sets of strings: the oracle. */
final class ExactJaccard {
  private static final Pattern TOKEN =
      Pattern.compile("\\p{IsIdeographic}|[\\p{L}\\p{N}\\p{M}&&[^\\p{IsIdeographic}]]+");

  private ExactJaccard() {}

  /** Of shingles of {@code n} characters (Han) or words, mixed where the text mixes them. */
  static double of(String a, String b, int n) {
    return of(shingles(a, n), shingles(b, n));
  }

  static <T> double of(Set<T> a, Set<T> b) {
    Set<T> both = new HashSet<>(a);
    both.retainAll(b);
    int union = a.size() + b.size() - both.size();
    return union == 0 ? 0 : (double) both.size() / union;
  }

  static Set<String> shingles(String text, int n) {
    List<String> tokens = tokens(text);
    Set<String> shingles = new HashSet<>();
    for (int i = 0; i + n <= tokens.size(); i++) {
      shingles.add(String.join(" ", tokens.subList(i, i + n)));
    }
    return shingles;
  }

  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    StringBuilder narrow = new StringBuilder();
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      narrow.append(c >= 0xff01 && c <= 0xff5e ? (char) (c - 0xfee0) : c);
    }
    Matcher matcher = TOKEN.matcher(narrow.toString().toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }
}
