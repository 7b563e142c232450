package org.zhizhi.data.stage;

/**
 * UTF-8 that was read as something else and can be read back with certainty: as Latin-1 or Windows
 * 1252 ({@code â€™} for ’, {@code ä¸­æ–‡} for 中文) or as GBK ({@code 鏁版嵁} for 数据).
 *
 * <p>The wrong reading leaves a trace that real text does not: characters whose bytes form valid
 * UTF-8 from the first to the last; the idea of ftfy (Speer 2019).
 */
final class Mojibake {
  private Mojibake() {}

  /** {@code text} read right where that is certain; the same array where nothing is. */
  static char[] undo(char[] text, boolean latin, boolean gbk) {
    String before = new String(text);
    String after = latin ? LatinMojibake.undo(before) : before;
    after = gbk ? GbkMojibake.undo(after) : after;
    return after.equals(before) ? text : after.toCharArray();
  }

  /** Whether the byte goes on a sequence of UTF-8. */
  static boolean isRest(int octet) {
    return (octet & 0xc0) == 0x80;
  }
}
