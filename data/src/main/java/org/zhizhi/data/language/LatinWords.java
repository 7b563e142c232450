package org.zhizhi.data.language;

/**
 * How much a word in Latin letters speaks for a language of Latin letters holding the text
 * together. In a Chinese line such words are names, terms and code; so words of grammar weigh most.
 * Tuned in November 2026 on every second line of mixed-lines.tsv and all of mixed-lines-more.tsv.
 */
final class LatinWords {
  static final double PLAIN = 0.8;
  static final double CODE = 0.2;
  private static final double GRAMMAR = 3.3;
  private static final double NAME = 0.4;

  /** Words of grammar in European languages, but for those that are words of programs too. */
  private static final Words WORDS_OF_GRAMMAR =
      new Words(
          "the a an of to are was were be been and or that which who what how when where why these"
              + " those it its on at by can could will would should may must does did has have had"
              + " you your we our they their he his she her my me there here between into than then"
              + " but also some any every le la les des du est et un une dans pour que qui der die"
              + " das ist und ein eine den mit nicht el los las es una por para con het een van de di"
              + " il che della os da não em det och att som er af na nie je jest");

  private static final Words WORDS_OF_PROGRAMS =
      new Words(
          "import def class public private static void int const var let function return null true"
              + " false new struct string bool char float double elif else print printf println"
              + " include select where git sudo npm pip docker echo");

  private LatinWords() {}

  /** The weight of the word from {@code from} to {@code to}. */
  static double weight(String text, int from, int to) {
    if (to - from == 1 && !isWord(text, from)) {
      return 0;
    }
    boolean upper = false;
    for (int i = from + 1; i < to; i++) {
      char c = text.charAt(i);
      upper |= c <= 'Z' && c >= 'A';
    }
    if (upper || isCode(text, from - 1, from - 2) || isCode(text, to, to + 1)) {
      return CODE;
    }
    if (WORDS_OF_PROGRAMS.contains(text, from, to)) {
      return CODE;
    }
    boolean starts = from == 0 || text.charAt(from - 1) == '\n';
    if (!starts && Character.isUpperCase(text.charAt(from)) && to - from > 1) {
      return NAME;
    }
    return WORDS_OF_GRAMMAR.contains(text, from, to) ? GRAMMAR : PLAIN;
  }

  /** Whether a letter is a word, and not the name of a variable or the answer to a question. */
  private static boolean isWord(String text, int at) {
    char c = text.charAt(at);
    if (at + 2 >= text.length() || c != 'I' && c != 'a') {
      return false;
    }
    char next = text.charAt(at + 1);
    return c == 'I' && (next == '\'' || next == '’')
        || next == ' ' && Character.isLetter(text.charAt(at + 2));
  }

  /** Whether the character at {@code i}, beside a word, makes it a piece of code or an address. */
  private static boolean isCode(String text, int i, int beyond) {
    if (i < 0 || i >= text.length()) {
      return false;
    }
    char c = text.charAt(i);
    boolean inside = beyond >= 0 && beyond < text.length();
    return switch (c) {
      case '_', '/', '@', '\\', '$', '=', '<' -> true;
      case '.' -> inside && Character.isLetterOrDigit(text.charAt(beyond)); // a method, a domain
      case ':', '(' -> inside && beyond > i && !Character.isWhitespace(text.charAt(beyond));
      default -> c >= '0' && c <= '9';
    };
  }
}
