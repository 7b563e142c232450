package org.zhizhi.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class QuineZipTest {
  @Test
  void itHoldsItselfBitForBit() throws IOException {
    byte[] zip = QuineZip.bytes();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      assertEquals(".zip", in.getNextEntry().getName().replaceAll("^.*(?=\\.)", ""));
      assertArrayEquals(zip, in.readAllBytes()); // the JDK checks the checksum
    }
  }
}
