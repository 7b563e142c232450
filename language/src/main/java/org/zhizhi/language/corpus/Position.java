package org.zhizhi.language.corpus;

/**
 * A place in the endless stream of {@link Rows}: the row that comes next.
 *
 * @param epoch passes over the corpus done
 * @param window windows of this pass done
 * @param row rows of this window done
 */
public record Position(long epoch, int window, int row) {
  public static final Position START = new Position(0, 0, 0);
}
