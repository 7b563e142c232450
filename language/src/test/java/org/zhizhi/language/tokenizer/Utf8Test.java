package org.zhizhi.language.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class Utf8Test {
  private static String decode(int... bytes) {
    byte[] b = new byte[bytes.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) bytes[i];
    }
    return Utf8.decode(b).replace('\ufffd', '?');
  }

  @Test
  void replacesAsTheTablesOfTheUnicodeStandardDo() {
    // Unicode 16, tables 3-8 to 3-11
    assertEquals("????????A", decode(0xC0, 0xAF, 0xE0, 0x80, 0xBF, 0xF0, 0x81, 0x82, 0x41));
    assertEquals("????????A", decode(0xED, 0xA0, 0x80, 0xED, 0xBF, 0xBF, 0xED, 0xAF, 0x41));
    assertEquals("?????A??B", decode(0xF4, 0x91, 0x92, 0x93, 0xFF, 0x41, 0x80, 0xBF, 0x42));
    assertEquals("????A", decode(0xE1, 0x80, 0xE2, 0xF0, 0x91, 0x92, 0xF1, 0xBF, 0x41));
  }

  @Test
  void everyCharacterIsWrittenAsJavaWritesIt() {
    byte[] out = new byte[6];
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < 0xd800 || point > 0xdfff) {
        String text = Character.toString(point);
        int n = Utf8.encode(text, 0, text.length(), out);
        byte[] bytes = java.util.Arrays.copyOf(out, n);
        assertEquals(text, Utf8.decode(bytes));
        assertEquals(text, new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
      }
    }
  }
}
