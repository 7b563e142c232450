package org.zhizhi.language.tokenizer;

import java.nio.charset.StandardCharsets;

/**
 * GPT-2's printable letters for the 256 bytes, in which {@code tokenizer.json} spells its tokens:
 * bytes that are printable in Latin-1 stand for themselves, the rest for U+0100 and up.
 */
final class ByteAlphabet {
  private static final char[] LETTER = new char[256];
  private static final short[] BYTE = new short[0x144];

  /** The bytes in the order of their letters, which is the order of their ids in new files. */
  static final int[] ORDER = new int[256];

  static {
    java.util.Arrays.fill(BYTE, (short) -1);
    char spare = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b > 32 && b < 127) || (b > 160 && b != 173);
      LETTER[b] = printable ? (char) b : spare++;
      BYTE[LETTER[b]] = (short) b;
    }
    int n = 0;
    for (short b : BYTE) {
      if (b >= 0) {
        ORDER[n++] = b;
      }
    }
  }

  private ByteAlphabet() {}

  static String spell(byte[] bytes) {
    char[] letters = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      letters[i] = LETTER[bytes[i] & 0xff];
    }
    return new String(letters);
  }

  /** The bytes that {@code token} spells; its UTF-8 where it is not spelt in this alphabet. */
  static byte[] bytes(String token) {
    byte[] bytes = new byte[token.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = token.charAt(i);
      if (c >= BYTE.length || BYTE[c] < 0) {
        return token.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) BYTE[c];
    }
    return bytes;
  }
}
