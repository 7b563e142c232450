package org.zhizhi.language.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds added tokens in text, leftmost first and of those the longest. */
final class AddedMatcher {
  private final Map<Character, List<Tokenizer.Added>> byFirst = new HashMap<>();

  AddedMatcher(List<Tokenizer.Added> tokens) {
    for (Tokenizer.Added token : tokens) {
      byFirst.computeIfAbsent(token.content().charAt(0), c -> new ArrayList<>()).add(token);
    }
    Comparator<Tokenizer.Added> longest = Comparator.comparingInt(t -> -t.content().length());
    byFirst.values().forEach(list -> list.sort(longest));
  }

  /** Hands the text between tokens to {@code between}, in order with the ids put in {@code out}. */
  void split(String text, TokenBuffer out, Consumer<String> between) {
    int from = 0;
    for (int i = 0; i < text.length() && !byFirst.isEmpty(); i++) {
      Tokenizer.Added found = find(text, i);
      if (found != null) {
        if (i > from) {
          between.accept(text.substring(from, i));
        }
        out.add(found.id());
        from = i + found.content().length();
        i = from - 1;
      }
    }
    if (from < text.length()) {
      between.accept(text.substring(from));
    }
  }

  private Tokenizer.Added find(String text, int at) {
    for (Tokenizer.Added token : byFirst.getOrDefault(text.charAt(at), List.of())) {
      if (text.startsWith(token.content(), at)) {
        return token;
      }
    }
    return null;
  }
}
