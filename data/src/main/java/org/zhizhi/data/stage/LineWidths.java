package org.zhizhi.data.stage;

/**
 * How wide a text's lines are, in columns: two for Chinese characters, one for others. Shows
 * whether its Chinese lines were cut at the width of a page: then most are equally wide, none is
 * wider, and they end amid a sentence.
 */
final class LineWidths {
  /** Narrower lines may be verse: no line of Chinese verse has 20 characters. */
  private static final int NARROWEST = 40;

  /** By this many columns cut lines differ, since some marks may not start a line. */
  private static final int BAND = 4;

  /** Lines of full width that prove the cut. */
  private static final int PROOF = 8;

  private static final int WIDEST = 256;

  private final int[] lines = new int[WIDEST];

  /** Those of {@link #lines} that end with a Han character. */
  private final int[] open = new int[WIDEST];

  private int all;
  private int wider;

  void add(int columns, char last) {
    all++;
    if (columns >= WIDEST) {
      wider++;
      return;
    }
    lines[columns]++;
    open[columns] += isHan(last) ? 1 : 0;
  }

  /** The width of the page, if lines were cut at it; 0 if not. */
  int page() {
    if (all < PROOF) {
      return 0;
    }
    int over = wider;
    for (int width = WIDEST - 1; width >= NARROWEST; width--) {
      int full = 0;
      int amid = 0;
      for (int i = width; i > width - BAND; i--) {
        full += lines[i];
        amid += open[i];
      }
      boolean cut = full >= PROOF && full * 2 >= all && amid * 2 >= full && over * 50 <= all;
      if (cut) {
        return width;
      }
      over += lines[width];
      if (over * 50 > all) {
        return 0;
      }
    }
    return 0;
  }

  boolean areCut() {
    return page() > 0;
  }

  static boolean isFull(int columns, int page) {
    return columns > page - BAND && columns <= page;
  }

  static boolean isHan(char c) {
    return c >= 0x4e00 && c < 0xa000 || c >= 0x3400 && c < 0x4dc0;
  }
}
