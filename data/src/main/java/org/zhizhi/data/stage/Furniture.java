package org.zhizhi.data.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The phrases of {@code furniture.txt}, ready to be looked up at places of a text. */
final class Furniture {
  static final Furniture PHRASES = read();

  /** Lines that a phrase may be the whole of, that start with one, that hold one. */
  static final int WHOLE = 40;

  static final int START = 80;
  static final int STAMP = 120;
  static final int ANYWHERE = 300;

  private final LongSet whole = new LongSet(512);
  private final LongSet company = new LongSet(512);
  private final PhrasesByStart start = new PhrasesByStart();

  /** First characters of the phrases that a line may hold. */
  private final boolean[] held = new boolean[1 << 16];

  private final PhrasesByStart stamp = new PhrasesByStart();
  private final PhrasesByStart anywhere = new PhrasesByStart();

  private Furniture() {}

  /** Whether {@code text[from .. to)}, without marks at its ends, is one of the sure phrases. */
  boolean isWhole(char[] text, int from, int to) {
    return to - from <= WHOLE && whole.contains(hash(text, from, to));
  }

  /** Whether {@code text[from .. to)} is a phrase that is furniture among others. */
  boolean isCompany(char[] text, int from, int to) {
    return to - from <= WHOLE && company.contains(hash(text, from, to));
  }

  boolean startsLine(char[] text, int from, int to) {
    return to - from <= START && start.at(text, from, to);
  }

  boolean isHeld(char[] text, int from, int to) {
    if (to - from > ANYWHERE) {
      return false;
    }
    boolean stamps = to - from <= STAMP && text[to - 1] != '。';
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (held[c] && isWordStart(text, i)) {
        if (anywhere.at(text, i, to) || stamps && stamp.at(text, i, to)) {
          return true;
        }
      }
    }
    return false;
  }

  /** In letters a phrase starts where a word does. */
  private static boolean isWordStart(char[] text, int i) {
    return i == 0 || !Chars.is(text[i], Chars.LETTER) || !Chars.is(text[i - 1], Chars.LETTER);
  }

  private static long hash(char[] text, int from, int to) {
    long hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 0x100000001b3L ^ PhrasesByStart.lower(text[i]);
    }
    return LongSet.mix(hash);
  }

  private void add(String section, String phrase) {
    char[] text = phrase.toCharArray();
    switch (section) {
      case "whole" -> whole.add(hash(text, 0, text.length));
      case "company" -> company.add(hash(text, 0, text.length));
      case "start" -> start.add(text);
      case "stamp" -> stamp.add(text);
      case "anywhere" -> anywhere.add(text);
      default -> throw new IllegalStateException("furniture.txt has a section " + section);
    }
  }

  private static Furniture read() {
    Furniture furniture = new Furniture();
    try (InputStream in = Furniture.class.getResourceAsStream("furniture.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String section = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          section = line.substring(1, line.indexOf(']'));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          furniture.add(section, line.strip());
        }
      }
      for (int c = 0; c < furniture.held.length; c++) {
        furniture.held[c] = furniture.anywhere.mayStart(c) || furniture.stamp.mayStart(c);
      }
      return furniture;
    } catch (IOException e) {
      throw new UncheckedIOException("furniture.txt in the program's own jar is damaged", e);
    }
  }

  /** Phrases found by their first character: a load for each that starts none. */
  private static final class PhrasesByStart {
    private final byte[] index = new byte[1 << 16];
    private char[][][] phrases = {{}};

    void add(char[] phrase) {
      char first = phrase[0];
      if (index[first] == 0) {
        index[first] = (byte) phrases.length;
        index[Character.toUpperCase(first)] = index[first];
        phrases = Arrays.copyOf(phrases, phrases.length + 1);
        phrases[phrases.length - 1] = new char[0][];
      }
      char[][] same = phrases[index[first]];
      phrases[index[first]] = Arrays.copyOf(same, same.length + 1);
      phrases[index[first]][same.length] = phrase;
    }

    boolean mayStart(int c) {
      return index[c] != 0;
    }

    /** Whether one of the phrases stands at {@code from} and ends by {@code to}. */
    boolean at(char[] text, int from, int to) {
      for (char[] phrase : phrases[index[text[from]]]) {
        if (phrase.length <= to - from && matches(text, from, phrase)) {
          return true;
        }
      }
      return false;
    }

    private static boolean matches(char[] text, int from, char[] phrase) {
      for (int i = 0; i < phrase.length; i++) {
        if (lower(text[from + i]) != phrase[i]) {
          return false;
        }
      }
      return true;
    }

    static char lower(char c) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
  }
}
