package org.zhizhi.data.stage;

/**
 * How many lines and paragraphs of a text stood before in it, and how many of its characters lie in
 * them, after Gopher (arXiv:2112.11446, table A1). Blank lines part paragraphs.
 */
final class RepeatedLines {
  /** Lines and paragraphs that are remembered at a time: what bounds the memory. */
  private static final int MOST = 1 << 18;

  private static final long BASE = 0x9e3779b97f4a7c15L;

  private final LongSet seenLines = new LongSet(64);
  private final LongSet seenParagraphs = new LongSet(16);
  private long lines;
  private long repeatedLines;
  private long characters;
  private long repeatedLineCharacters;
  private long paragraphs;
  private long repeatedParagraphs;
  private long repeatedParagraphCharacters;
  private long paragraph;
  private long paragraphCharacters;

  private RepeatedLines() {}

  static RepeatedLines of(char[] text) {
    RepeatedLines repeated = new RepeatedLines();
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length || text[i] == '\n') {
        if (i == start) {
          repeated.endParagraph();
        } else {
          repeated.line(text, start, i);
        }
        start = i + 1;
      }
    }
    repeated.endParagraph();
    return repeated;
  }

  double lines() {
    return repeatedLines / (double) Math.max(1, lines);
  }

  double lineCharacters() {
    return repeatedLineCharacters / (double) Math.max(1, characters);
  }

  double paragraphs() {
    return repeatedParagraphs / (double) Math.max(1, paragraphs);
  }

  double paragraphCharacters() {
    return repeatedParagraphCharacters / (double) Math.max(1, characters);
  }

  private void line(char[] text, int start, int end) {
    long hash = LongSet.hash(text, start, end);
    int length = end - start;
    lines++;
    characters += length;
    if (!seenLines.add(hash)) {
      repeatedLines++;
      repeatedLineCharacters += length;
    } else if (seenLines.size() >= MOST) {
      seenLines.clear();
    }
    paragraph = LongSet.mix(paragraph * BASE + hash);
    paragraphCharacters += length;
  }

  private void endParagraph() {
    if (paragraphCharacters > 0) {
      paragraphs++;
      if (!seenParagraphs.add(paragraph)) {
        repeatedParagraphs++;
        repeatedParagraphCharacters += paragraphCharacters;
      } else if (seenParagraphs.size() >= MOST) {
        seenParagraphs.clear();
      }
    }
    paragraph = 0;
    paragraphCharacters = 0;
  }
}
