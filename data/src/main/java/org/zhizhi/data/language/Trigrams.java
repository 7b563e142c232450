package org.zhizhi.data.language;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * How often each language has each three letters in a row, a word's ends counting as spaces: a
 * naive Bayes model after Cavnar and Trenkle (1994) and Nakatani's langdetect. A table of whole
 * points stands for the logarithms, so that sums are exact and the same everywhere.
 *
 * <p>The counts are those of Wikipedia in {@code com.optimaize.languagedetector:language-detector}
 * 0.6 (Apache-2.0); {@code TrigramsCompiler} among the tests makes the file from them.
 */
final class Trigrams {
  /** Probability of a trigram that a language never showed; best of 1e-4 to 1e-6 on UDHR texts. */
  static final double UNSEEN = 3e-5;

  /** So that no trigram has more than 127 points. */
  static final double POINTS_PER_NAT = 12;

  /** The columns of the table, by script: the languages of one stand together. */
  static final List<String> LANGUAGES =
      List.of(
          ("en fr de es pt it nl sv da no fi pl cs sk hu ro hr sl tr vi id ms tl sw ca eu gl et lv"
                  + " lt sq is ga cy af mt so ht ru uk be bg sr mk ar fa ur hi mr ne he yi")
              .split(" "));

  private static final int COLUMNS = LANGUAGES.size();
  private static final int[] FIRST = new int[Script.values().length];
  private static final int[] END = new int[Script.values().length];

  static {
    Arrays.fill(FIRST, -1);
    columns(Script.LATIN, "en", "ht");
    columns(Script.CYRILLIC, "ru", "mk");
    columns(Script.ARABIC, "ar", "ur");
    columns(Script.DEVANAGARI, "hi", "ne");
    columns(Script.HEBREW, "he", "yi");
  }

  private static void columns(Script script, String first, String last) {
    FIRST[script.ordinal()] = LANGUAGES.indexOf(first);
    END[script.ordinal()] = LANGUAGES.indexOf(last) + 1;
  }

  /** Open addressing by {@link #slot}; 0 is free. */
  private final long[] keys;

  /** The row of each slot's trigram. */
  private final int[] rows;

  /** Points by row and language. */
  private final byte[] points;

  private Trigrams(long[] keys, int[] rows, byte[] points) {
    this.keys = keys;
    this.rows = rows;
    this.points = points;
  }

  /** The one table; read when the first text in letters comes by. */
  static Trigrams table() {
    return Loaded.TABLE;
  }

  /** The column of the first language written in the script of that ordinal; -1 if none is. */
  static int first(int script) {
    return FIRST[script];
  }

  /** The column behind the last language written in the script of that ordinal. */
  static int end(int script) {
    return END[script];
  }

  /** The letter as the counts know it: lower case, and some variants as one, as langdetect does. */
  static char letter(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    if (c >= 0x1ea0 && c <= 0x1ef9) {
      return 0x1ec3; // Vietnamese vowels with a tone
    }
    return switch (c) {
      case 0x218, 0x219 -> 0x15f; // Romanian s and t with a comma, also written with a cedilla
      case 0x21a, 0x21b -> 0x163;
      case 0x6cc -> 0x64a; // Persian yeh
      default -> Character.toLowerCase(c);
    };
  }

  /**
   * Adds the points of the trigram {@code a b c}, times {@code weight}, to {@code scores[first] ..
   * scores[end - 1]}; says whether any language knows it.
   */
  boolean add(char a, char b, char c, int weight, int[] scores, int first, int end) {
    long key = key(a, b, c);
    int mask = keys.length - 1;
    int slot = slot(key) & mask;
    while (keys[slot] != key) {
      if (keys[slot] == 0) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    int row = rows[slot] * COLUMNS;
    for (int i = first; i < end; i++) {
      scores[i] += points[row + i] * weight;
    }
    return true;
  }

  private static long key(char a, char b, char c) {
    return (long) a << 32 | (long) b << 16 | c;
  }

  private static int slot(long key) {
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> 40);
  }

  private static Trigrams load() {
    try (InputStream file = Trigrams.class.getResourceAsStream("trigrams.bin.gz");
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(new GZIPInputStream(file)))) {
      int count = in.readInt();
      int size = Integer.highestOneBit(count) << 2;
      long[] keys = new long[size];
      int[] rows = new int[size];
      byte[] points = new byte[count * LANGUAGES.size()];
      for (int row = 0; row < count; row++) {
        long key = key(in.readChar(), in.readChar(), in.readChar());
        int slot = slot(key) & size - 1;
        while (keys[slot] != 0) {
          slot = (slot + 1) & size - 1;
        }
        keys[slot] = key;
        rows[slot] = row;
        long languages = in.readLong();
        for (int i = 0; i < LANGUAGES.size(); i++) {
          if ((languages >>> i & 1) == 1) {
            points[row * LANGUAGES.size() + i] = in.readByte();
          }
        }
      }
      return new Trigrams(keys, rows, points);
    } catch (IOException e) {
      throw new UncheckedIOException("trigrams.bin.gz in the program's own jar is damaged", e);
    }
  }

  private static final class Loaded {
    static final Trigrams TABLE = load();
  }
}
