package org.zhizhi.data.language;

/** A small set of lower-case words that is asked by position in a text, without making strings. */
final class Words {
  private final String[] slots;

  /** The words of {@code list}, which spaces separate. */
  Words(String list) {
    String[] words = list.split(" ");
    slots = new String[Integer.highestOneBit(words.length) << 2];
    for (String word : words) {
      int slot = hash(word, 0, word.length()) & slots.length - 1;
      while (slots[slot] != null) {
        slot = (slot + 1) & slots.length - 1;
      }
      slots[slot] = word;
    }
  }

  /** Whether the word from {@code from} to {@code to} is one of these, whatever its case. */
  boolean contains(String text, int from, int to) {
    return slot(text, from, to) >= 0;
  }

  /** The slot of that word, the same for each word every time; -1 if it is none of these. */
  int slot(String text, int from, int to) {
    int slot = hash(text, from, to) & slots.length - 1;
    while (slots[slot] != null) {
      if (slots[slot].length() == to - from
          && text.regionMatches(true, from, slots[slot], 0, to - from)) {
        return slot;
      }
      slot = (slot + 1) & slots.length - 1;
    }
    return -1;
  }

  /** How many slots there are, more than words. */
  int slots() {
    return slots.length;
  }

  private static int hash(String text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + (text.charAt(i) | 0x20);
    }
    return hash ^ hash >>> 15;
  }
}
