package org.zhizhi.data.build;

/**
 * A place in an {@link Input}, before an item.
 *
 * @param file number of the file, from 0
 * @param item number of the item in the file, from 0
 */
public record Position(int file, long item) {
  /** Before the first item. */
  public static final Position START = new Position(0, 0);
}
