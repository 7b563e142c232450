package org.zhizhi.language.tokenizer;

import static org.zhizhi.language.tokenizer.CharClass.CJK;
import static org.zhizhi.language.tokenizer.CharClass.LETTER;
import static org.zhizhi.language.tokenizer.CharClass.MARK;
import static org.zhizhi.language.tokenizer.CharClass.NEWLINE;
import static org.zhizhi.language.tokenizer.CharClass.NUMBER;
import static org.zhizhi.language.tokenizer.CharClass.SPACE;
import static org.zhizhi.language.tokenizer.CharClass.SYMBOL;

import java.util.List;

/**
 * How text is cut into pre-tokens, which merges never cross. Each rule stands for the regular
 * expressions in its {@link #patterns}, applied in turn as Hugging Face's {@code Split} with
 * behaviour {@code Isolated} applies them; the scanners give the same cuts in linear time.
 */
public enum SplitRule {
  /**
   * DeepSeek-V3's: up to three digits, runs of Han and kana, then words, symbols and space. Found
   * by llama.cpp under the name {@code deepseek-v3}.
   */
  DEEPSEEK_V3(
      "deepseek-v3",
      3,
      "\\p{N}{1,3}",
      "[一-龥\u3040-ゟ゠-ヿ]+",
      "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+"
          + "|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*"
          + "|\\s*[\r\n]+|\\s+(?!\\S)|\\s+") {
    @Override
    int end(String text, int start) {
      int segment = CharClass.at(text, start) & (NUMBER | CJK);
      if (segment == NUMBER) {
        return numbers(text, start);
      }
      int end = match(text, start, segment);
      if (end > start) {
        return end;
      }
      // what no alternative matches stays together up to the next match
      int at = CharClass.after(text, start);
      while (in(text, at, segment) && match(text, at, segment) == at) {
        at = CharClass.after(text, at);
      }
      return at;
    }

    /**
     * The end of the third pattern's match at {@code start}, or {@code start} where there is none.
     * The first two patterns have cut the text into segments before: a character of another {@code
     * segment} ends the text that this one sees.
     */
    private int match(String text, int start, int segment) {
      int first = CharClass.at(text, start);
      int second = CharClass.after(text, start);
      char c = text.charAt(start);
      if (c < 0x80 && (first & SYMBOL) != 0) {
        int end = second;
        while (end < text.length() && isAsciiLetter(text.charAt(end))) {
          end++;
        }
        if (end > second) {
          return end;
        }
      }
      if ((first & (LETTER | MARK)) != 0
          || ((first & (NEWLINE | SYMBOL)) == 0
              && run(text, second, LETTER | MARK, segment) > second)) {
        return run(text, second, LETTER | MARK, segment);
      }
      int symbols = c == ' ' ? second : start;
      int end = run(text, symbols, SYMBOL, segment);
      if (end > symbols) {
        return run(text, end, NEWLINE, segment);
      }
      return (first & SPACE) != 0 ? spaces(text, start, segment) : start;
    }
  },

  /** Qwen2's and Qwen3's: English clitics, words, single digits, everything else, space. */
  QWEN2("qwen2", 1, worded("\\p{N}")) {
    @Override
    int end(String text, int start) {
      return worded(text, start);
    }
  },

  /** Llama 3's: as {@link #QWEN2}, with up to three digits together. */
  LLAMA3("llama-bpe", 3, worded("\\p{N}{1,3}")) {
    @Override
    int end(String text, int start) {
      return worded(text, start);
    }
  };

  private static final int ANY = -1;

  private final String ggufName;
  private final int digits;
  private final List<String> patterns;

  SplitRule(String ggufName, int digits, String... patterns) {
    this.ggufName = ggufName;
    this.digits = digits;
    this.patterns = List.of(patterns);
  }

  /** The name in a GGUF file's {@code tokenizer.ggml.pre}. */
  public String ggufName() {
    return ggufName;
  }

  /** The regular expressions, in Oniguruma's syntax, in the order in which they are applied. */
  public List<String> patterns() {
    return patterns;
  }

  /**
   * The end of the pre-token that starts at {@code start}; {@code start < end <= text.length()}.
   */
  abstract int end(String text, int start);

  private static String worded(String numbers) {
    return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
        + numbers
        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  }

  int worded(String text, int start) {
    int first = CharClass.at(text, start);
    int second = CharClass.after(text, start);
    char c = text.charAt(start);
    if (c == '\'') {
      int end = clitic(text, second);
      if (end > second) {
        return end;
      }
    }
    if ((first & LETTER) != 0) {
      return run(text, second, LETTER, ANY);
    }
    if ((first & (NEWLINE | NUMBER)) == 0) {
      int end = run(text, second, LETTER, ANY);
      if (end > second) {
        return end;
      }
    }
    if ((first & NUMBER) != 0) {
      return numbers(text, start);
    }
    int from = c == ' ' ? second : start;
    int end = from;
    while (end < text.length() && (CharClass.at(text, end) & (SPACE | LETTER | NUMBER)) == 0) {
      end = CharClass.after(text, end);
    }
    return end > from ? run(text, end, NEWLINE, ANY) : spaces(text, start, ANY);
  }

  /** The end of s, t, re, ve, m, ll or d in either case at {@code at}, or {@code at}. */
  private static int clitic(String text, int at) {
    if (at >= text.length()) {
      return at;
    }
    char a = lower(text.charAt(at));
    if (a == 's' || a == 't' || a == 'm' || a == 'd') {
      return at + 1;
    }
    char b = at + 1 < text.length() ? lower(text.charAt(at + 1)) : 0;
    boolean two = (b == 'e' && (a == 'r' || a == 'v')) || (b == 'l' && a == 'l');
    return two ? at + 2 : at;
  }

  private static char lower(char c) {
    return c == 'ſ' ? 's' : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c; // ſ folds to s in Unicode
  }

  int numbers(String text, int start) {
    int end = start;
    for (int n = 0; n < digits && in(text, end, NUMBER); n++) {
      end = CharClass.after(text, end);
    }
    return end;
  }

  /**
   * {@code \s*[\r\n]+|\s+(?!\S)|\s+} at a white space: up to the last newline of the run, else the
   * run without the one space that goes with the word behind it.
   */
  static int spaces(String text, int start, int segment) {
    int end = start;
    int last = start;
    int newline = -1;
    while (in(text, end, segment) && (CharClass.at(text, end) & SPACE) != 0) {
      last = end;
      end = CharClass.after(text, end);
      if ((CharClass.at(text, last) & NEWLINE) != 0) {
        newline = end;
      }
    }
    if (newline >= 0) {
      return newline;
    }
    return last > start && in(text, end, segment) ? last : end;
  }

  static int run(String text, int from, int classes, int segment) {
    int end = from;
    while (in(text, end, segment) && (CharClass.at(text, end) & classes) != 0) {
      end = CharClass.after(text, end);
    }
    return end;
  }

  static boolean in(String text, int at, int segment) {
    return at < text.length()
        && (segment == ANY || (CharClass.at(text, at) & (NUMBER | CJK)) == segment);
  }

  static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
