package org.zhizhi.data.contamination;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Spans of a text that are to go, widened to whole sentences. */
final class Cuts {
  /** A sentence is not looked for the end of any further than this. */
  private static final int LONGEST_SENTENCE = 1000;

  private record Span(int from, int to) {}

  private final String text;
  private final int margin;
  private final List<Span> spans = new ArrayList<>();

  Cuts(String text, int margin) {
    this.text = text;
    this.margin = margin;
  }

  /** Adds a span; they come in the order of their ends. */
  void add(int from, int to) {
    int begin = sentenceStart(Math.max(0, from - margin));
    int end = sentenceEnd(Math.min(text.length(), to + margin));
    while (!spans.isEmpty() && spans.getLast().to() >= begin) {
      Span last = spans.removeLast();
      begin = Math.min(begin, last.from());
      end = Math.max(end, last.to());
    }
    spans.add(new Span(begin, end));
  }

  /** Pieces that the text falls into. */
  int pieces() {
    return spans.size() + 1;
  }

  /** What is left, a line end at each seam; empty if that is under half of the text. */
  Optional<String> left() {
    StringBuilder left = new StringBuilder();
    int at = 0;
    for (Span span : spans) {
      append(left, at, span.from());
      at = span.to();
    }
    append(left, at, text.length());
    return 2L * left.length() < text.length() || left.isEmpty()
        ? Optional.empty()
        : Optional.of(left.toString());
  }

  private void append(StringBuilder left, int from, int to) {
    String piece = text.substring(from, to).strip();
    left.append(left.isEmpty() || piece.isEmpty() ? "" : "\n").append(piece);
  }

  private int sentenceStart(int from) {
    int stop = Math.max(0, from - LONGEST_SENTENCE);
    for (int i = from; i > stop; i--) {
      if (ends(i - 1)) {
        return i;
      }
    }
    return boundary(stop);
  }

  private int sentenceEnd(int to) {
    int stop = Math.min(text.length(), to + LONGEST_SENTENCE);
    for (int i = Math.max(to, 1); i < stop; i++) {
      if (ends(i - 1)) {
        return i;
      }
    }
    return boundary(stop);
  }

  /** Whether a sentence or a line ends with the character at {@code i}. */
  private boolean ends(int i) {
    return switch (text.charAt(i)) {
      case '\n', '。', '！', '？', '；', '…' -> true;
      case '.', '!', '?' -> i + 1 == text.length() || text.charAt(i + 1) == ' ';
      default -> false;
    };
  }

  /** The index, or the one before where it would split a character. */
  private int boundary(int i) {
    boolean splits = i > 0 && i < text.length() && Character.isLowSurrogate(text.charAt(i));
    return splits && Character.isHighSurrogate(text.charAt(i - 1)) ? i - 1 : i;
  }
}
