package org.zhizhi.language.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.zhizhi.base.BadInput;

/**
 * How much of each domain goes into a corpus.
 *
 * @param shares of the bytes of text, relative to one another; at least one above 0
 */
public record Mix(Map<String, Double> shares) {
  public Mix {
    shares = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    if (shares.values().stream().anyMatch(s -> !(s >= 0 && s < 1e9))
        || !(shares.values().stream().mapToDouble(s -> s).sum() > 0)) {
      throw new BadInput(
          "--mix " + shares + ": no mixture", "give shares of 0 and more, one of them above 0");
    }
  }

  /** Reads {@code zh-laws=75,zh-wiki=25}; a domain that is not named has no share. */
  public static Mix of(String text) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      int sign = part.lastIndexOf('=');
      try {
        if (sign < 1) {
          throw new NumberFormatException();
        }
        shares.put(part.substring(0, sign).strip(), Double.valueOf(part.substring(sign + 1)));
      } catch (NumberFormatException e) {
        throw new BadInput("--mix " + text + ": no mixture", "give NAME=SHARE,NAME=SHARE", e);
      }
    }
    return new Mix(shares);
  }

  /**
   * What is compared where nothing else is asked for: two domains in five steps from one to the
   * other; of more, each alone and all alike.
   */
  static List<Mix> usual(List<String> domains) {
    if (domains.size() == 2) {
      return List.of(
          two(domains, 100), two(domains, 75), two(domains, 50), two(domains, 25), two(domains, 0));
    }
    List<Mix> mixes = new java.util.ArrayList<>();
    domains.forEach(domain -> mixes.add(new Mix(Map.of(domain, 1.0))));
    mixes.add(even(domains));
    return mixes;
  }

  private static Mix two(List<String> domains, double first) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put(domains.get(0), first);
    shares.put(domains.get(1), 100 - first);
    return new Mix(shares);
  }

  /** The same of each. */
  static Mix even(List<String> domains) {
    Map<String, Double> shares = new LinkedHashMap<>();
    domains.forEach(domain -> shares.put(domain, 1.0));
    return new Mix(shares);
  }

  /** The share of a domain, of 1. */
  double share(String domain) {
    return shares.getOrDefault(domain, 0.0) / shares.values().stream().mapToDouble(s -> s).sum();
  }

  /** {@code zh-laws 75 : zh-wiki 25}. */
  String name(List<String> domains) {
    return domains.stream()
        .map(
            d ->
                d
                    + " "
                    + String.format(Locale.ROOT, "%.4g", 100 * share(d))
                        .replaceFirst("\\.?0+$", ""))
        .collect(Collectors.joining(" : "));
  }

  @Override
  public String toString() {
    return shares.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
