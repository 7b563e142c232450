package org.zhizhi.data.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The words of grammar of each language, its articles, pronouns and the like: a text too short for
 * trigrams often has one (Grefenstette 1995, Comparing two language identification schemes).
 */
final class GrammarWords {
  private static final Words WORDS;

  /** The languages of each word, by its slot. */
  private static final long[] LANGUAGES;

  static {
    Map<String, Long> languages = read();
    WORDS = new Words(String.join(" ", languages.keySet()));
    LANGUAGES = new long[WORDS.slots()];
    languages.forEach((word, bits) -> LANGUAGES[WORDS.slot(word, 0, word.length())] = bits);
  }

  private GrammarWords() {}

  /** The languages that have the word, by their place in {@link Trigrams#LANGUAGES}, as bits. */
  static long languages(String text, int from, int to) {
    int slot = WORDS.slot(text, from, to);
    return slot < 0 ? 0 : LANGUAGES[slot];
  }

  private static Map<String, Long> read() {
    Map<String, Long> languages = new HashMap<>();
    try (InputStream file = GrammarWords.class.getResourceAsStream("grammar.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        long language = 1L << Trigrams.LANGUAGES.indexOf(words[0]);
        for (int i = 1; i < words.length; i++) {
          languages.merge(words[i], language, (a, b) -> a | b);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("grammar.txt in the program's own jar is damaged", e);
    }
    return languages;
  }
}
