package org.zhizhi.data.stage;

/** Cuts lines out of a text. */
final class LineCutter {
  private LineCutter() {}

  /**
   * {@code text} without the lines that start at {@code gone}, which ascend. Where a line went, no
   * more than one blank line stays, and none at the start and end of the text.
   */
  static String without(char[] text, int[] gone) {
    char[] out = new char[text.length];
    int length = 0;
    int next = 0;
    boolean cut = false;
    int start = 0;
    while (start < text.length) {
      int end = lineEnd(text, start);
      if (next < gone.length && gone[next] == start) {
        next++;
        cut = true;
      } else {
        boolean blank = end == start;
        boolean after =
            length == 0 || length > 1 && out[length - 1] == '\n' && out[length - 2] == '\n';
        if (!(cut && blank && after)) {
          System.arraycopy(text, start, out, length, end - start);
          length += end - start;
          out[length++] = '\n';
          cut &= blank;
        }
      }
      start = end + 1;
    }
    while (length > 0 && out[length - 1] == '\n') {
      length--;
    }
    return new String(out, 0, length);
  }

  static int lineEnd(char[] text, int start) {
    int end = start;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }
}
