package org.zhizhi.language.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class CharClassTest {
  /**
   * A Java with another Unicode would cut text otherwise than the models were trained on. When this
   * fails, freeze the classes in a table of our own.
   */
  @Test
  void classesAreThoseOfUnicode16() {
    CRC32 crc = new CRC32();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < 0xd800 || point > 0xdfff) {
        crc.update(CharClass.at(Character.toString(point), 0));
      }
    }
    assertEquals("ae8a6e6", Long.toHexString(crc.getValue()));
  }
}
