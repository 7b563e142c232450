package org.zhizhi.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
  /** The examples of NIST for SHA-256: no byte, one block, two blocks. */
  private static final String[][] NIST = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    }
  };

  @TempDir Path temp;

  @Test
  void agreesWithTheExamplesOfTheStandardForTextBytesAndFiles() throws IOException {
    for (String[] example : NIST) {
      byte[] bytes = example[0].getBytes(StandardCharsets.UTF_8);
      Path file = Files.write(temp.resolve("content"), bytes);
      assertEquals(example[1], Digest.of(example[0]));
      assertEquals(example[1], Digest.of(bytes));
      assertEquals(example[1], Digest.of(file));
    }
  }

  @Test
  void piecesMakeTheSameAsTheWhole() {
    byte[] bytes = "知之为知之".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        Digest.of("知之为知之"), new Digest().add(bytes, 0, 4).add(bytes, 4, 5).add("知之").hex());
  }

  @Test
  void aFileLongerThanAPieceIsReadWhole() throws IOException {
    byte[] bytes = "a".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    Path file = Files.write(temp.resolve("a"), bytes);
    assertEquals(
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Digest.of(file));
  }

  @Test
  void base64IsTheSameValue() {
    assertEquals("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", new Digest().base64());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = temp.resolve("none");
    BadInput e = assertThrows(BadInput.class, () -> Digest.of(file));
    assertTrue(e.getMessage().startsWith(file + ": cannot be read"), e.getMessage());
  }
}
