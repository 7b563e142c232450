package org.zhizhi.data.duplicate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Ways in which a copy differs from its original. A unit is a Han character or a word; {@code rate}
 * is the share of the units, or of the characters, that an edit touches.
 */
enum Edit {
  SUBSTITUTED("units replaced") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      return scattered(text, rate, other, random, "s");
    }
  },
  DELETED("units deleted") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      return scattered(text, rate, other, random, "d");
    }
  },
  INSERTED("units inserted") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      return scattered(text, rate, other, random, "i");
    }
  },
  MIXED("replaced, deleted, inserted") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      return scattered(text, rate, other, random, "sdi");
    }
  },
  SWAPPED("neighbours swapped") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      List<String> units = units(text);
      int[] words = words(units);
      for (int i = 0; i + 1 < words.length; i++) {
        if (random.nextDouble() < rate / 2) {
          Collections.swap(units, words[i], words[i + 1]);
          i++;
        }
      }
      return String.join("", units);
    }
  },
  SENTENCES_DELETED("sentences deleted") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      List<String> sentences = sentences(text);
      double room = rate * text.length();
      for (int i : order(sentences.size(), random)) {
        if (sentences.get(i).length() <= room) {
          room -= sentences.get(i).length();
          sentences.set(i, "");
        }
      }
      return String.join("", sentences);
    }
  },
  SENTENCES_SHUFFLED("all sentences shuffled") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      List<String> sentences = sentences(text);
      Collections.shuffle(sentences, new Random(random.nextLong()));
      return String.join("", sentences);
    }
  },
  PARAGRAPHS_SWAPPED("two paragraphs swapped") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      List<String> paragraphs = new ArrayList<>(List.of(text.split("\n")));
      if (paragraphs.size() < 2) {
        int half = text.length() / 2;
        return text.substring(half) + "\n" + text.substring(0, half);
      }
      int i = random.nextInt(paragraphs.size());
      Collections.swap(
          paragraphs, i, (i + 1 + random.nextInt(paragraphs.size() - 1)) % paragraphs.size());
      return String.join("\n", paragraphs);
    }
  },
  TRUNCATED("cut off") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      int cut = (int) (rate * text.length());
      return random.nextBoolean() ? text.substring(cut) : text.substring(0, text.length() - cut);
    }
  },
  FRAMED("foreign header and footer") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      int half = (int) (rate * text.length() / 2);
      return foreign(other, half, random) + "\n" + text + "\n" + foreign(other, half, random);
    }
  },
  BLOCK("a block replaced") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      int block = (int) (rate * text.length());
      int at = random.nextInt(text.length() - block + 1);
      return text.substring(0, at) + foreign(other, block, random) + text.substring(at + block);
    }
  },
  TYPOGRAPHY("mixed, and case, width and marks changed") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      StringBuilder out = new StringBuilder();
      for (char c : scattered(text, rate, other, random, "sdi").toCharArray()) {
        if (c > ' ' && c < 127 && random.nextInt(2) == 0) {
          out.append((char) (c + 0xfee0));
        } else if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c)) {
          out.append(random.nextInt(3) == 0 ? " \n,，。;—".charAt(random.nextInt(7)) : c);
        } else {
          out.append(random.nextBoolean() ? Character.toUpperCase(c) : c);
        }
      }
      return out.toString();
    }
  },
  LETTERS("single letters replaced, deleted, inserted") {
    @Override
    String apply(String text, double rate, String other, SplittableRandom random) {
      StringBuilder out = new StringBuilder();
      for (char c : text.toCharArray()) {
        int kind = random.nextDouble() < rate ? random.nextInt(3) : 3;
        char strange = other.charAt(random.nextInt(other.length()));
        out.append(kind == 3 || kind == 1 ? String.valueOf(c) : "");
        out.append(kind < 2 ? String.valueOf(strange) : "");
      }
      return out.toString();
    }
  };

  final String words;

  Edit(String words) {
    this.words = words;
  }

  /**
   * @param other another text of the same language, from which what is put in is taken
   */
  abstract String apply(String text, double rate, String other, SplittableRandom random);

  static boolean isChinese(String text) {
    return 4 * text.codePoints().filter(Character::isIdeographic).count() > text.length();
  }

  /** Edits exactly {@code rate} of the units, at random places, each in one of {@code ways}. */
  private static String scattered(
      String text, double rate, String other, SplittableRandom random, String ways) {
    List<String> units = units(text);
    List<String> strange = units(other);
    int[] strangeWords = words(strange);
    int[] words = words(units);
    int edits = (int) Math.round(rate * words.length);
    int[] order = order(words.length, random);
    for (int i = 0; i < edits; i++) {
      int at = words[order[i]];
      String unit = units.get(at);
      String put =
          strangeWords.length == 0
              ? "x"
              : strange.get(strangeWords[random.nextInt(strangeWords.length)]);
      String gap = isHan(unit) && isHan(put) ? "" : " ";
      units.set(
          at,
          switch (ways.charAt(random.nextInt(ways.length()))) {
            case 's' -> put;
            case 'i' -> unit + gap + put;
            default -> "";
          });
    }
    return String.join("", units);
  }

  private static List<String> units(String text) {
    List<String> units = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = start + Character.charCount(text.codePointAt(start));
      if (isWord(text.codePointAt(start))) {
        while (end < text.length() && isWord(text.codePointAt(end))) {
          end += Character.charCount(text.codePointAt(end));
        }
      }
      units.add(text.substring(start, end));
      start = end;
    }
    return units;
  }

  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c) && !isHan(c);
  }

  private static boolean isHan(int c) {
    return Character.isIdeographic(c);
  }

  private static boolean isHan(String unit) {
    return isHan(unit.codePointAt(0));
  }

  private static int[] words(List<String> units) {
    return IntStream.range(0, units.size())
        .filter(i -> Character.isLetterOrDigit(units.get(i).codePointAt(0)))
        .toArray();
  }

  private static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean ends =
          "。！？；\n".indexOf(text.charAt(i)) >= 0
              || text.charAt(i) == '.' && i + 1 < text.length() && text.charAt(i + 1) == ' ';
      if (ends || i + 1 == text.length()) {
        sentences.add(text.substring(start, i + 1));
        start = i + 1;
      }
    }
    return sentences;
  }

  private static int[] order(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int up = order[i];
      order[i] = order[j];
      order[j] = up;
    }
    return order;
  }

  private static String foreign(String other, int length, SplittableRandom random) {
    String enough = other.repeat(1 + 2 * length / other.length());
    int at = random.nextInt(enough.length() - length + 1);
    return enough.substring(at, at + length);
  }
}
