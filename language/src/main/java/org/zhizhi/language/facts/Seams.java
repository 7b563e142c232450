package org.zhizhi.language.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where pieces of Chinese text meet. Without spaces, two harmless pieces can spell a name between
 * them: {@code 苏里南} and {@code 通用的货币} hold the city of {@code 南通}.
 */
final class Seams {
  private static final int LONGEST = 12; // characters of a name that one piece may hold

  private final Set<String> heads = new HashSet<>();
  private final Set<String> tails = new HashSet<>();

  /** The seams of {@code pieces}, each of them a name, a value or a form with {@code {places}}. */
  Seams(List<String> pieces) {
    for (String piece : pieces) {
      for (String part : piece.split("\\{[^}]*}")) {
        for (int n = 1; n <= Math.min(LONGEST, part.length()); n++) {
          heads.add(part.substring(0, n));
          tails.add(part.substring(part.length() - n));
        }
      }
    }
  }

  /** Whether some piece ends as {@code name} begins and another begins as the rest of it does. */
  boolean mayForm(String name) {
    for (int i = 1; i < name.length(); i++) {
      if (tails.contains(name.substring(0, i)) && heads.contains(name.substring(i))) {
        return true;
      }
    }
    return false;
  }
}
