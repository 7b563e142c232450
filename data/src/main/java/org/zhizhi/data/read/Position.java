package org.zhizhi.data.read;

/**
 * A place between two items of {@link Sources}, to go on reading from.
 *
 * @param file number of the file in {@link Sources#files}
 * @param entry the entry of an archive by the numbers of the entries on the way to it, from 0:
 *     {@code "3/0"} is the first in the archive that is the fourth in the file; {@code ""} is the
 *     file itself
 * @param item items of that entry that have been given
 */
public record Position(int file, String entry, long item) {
  /** Before the first item. */
  public static final Position START = new Position(0, "", 0);

  /**
   * The place behind an entry and all that is in it: {@code "3/1"} for {@code "3/0"}, and {@code
   * ""} for the file itself, where nothing is behind it.
   */
  public static String behind(String entry) {
    if (entry.isEmpty()) {
      return "";
    }
    int slash = entry.lastIndexOf('/');
    int last = Integer.parseInt(entry, slash + 1, entry.length(), 10);
    return entry.substring(0, slash + 1) + (last + 1);
  }
}
