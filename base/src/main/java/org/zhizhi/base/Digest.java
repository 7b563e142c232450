package org.zhizhi.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4): what makes two contents the same. {@link #of} takes content that is at
 * hand; an instance takes it piece by piece and gives its value once.
 *
 * <pre>{@code
 * String same = new Digest().add(name).add(piece, 0, n).hex();
 * }</pre>
 */
public final class Digest {
  private final MessageDigest sha;

  /** Of nothing yet. */
  public Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /** Of {@code bytes}, in hexadecimal. */
  public static String of(byte[] bytes) {
    return new Digest().add(bytes).hex();
  }

  /** Of {@code text} in UTF-8, in hexadecimal. */
  public static String of(String text) {
    return new Digest().add(text).hex();
  }

  /**
   * Of a file, in hexadecimal; read in pieces.
   *
   * @throws BadInput if it cannot be read
   */
  public static String of(Path file) {
    try {
      return new Digest().add(file).hex();
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
    }
  }

  /** Adds {@code bytes}. */
  public Digest add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  /** Adds {@code n} of {@code bytes} from {@code from} on. */
  public Digest add(byte[] bytes, int from, int n) {
    sha.update(bytes, from, n);
    return this;
  }

  /** Adds {@code text} in UTF-8. */
  public Digest add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds all bytes of {@code file}, read in pieces. */
  public Digest add(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[1 << 16];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        add(piece, 0, n);
      }
    }
    return this;
  }

  /** Its 64 hexadecimal digits, in small letters; the instance is of nothing again. */
  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }

  /** The same in Base64, 44 characters; the instance is of nothing again. */
  public String base64() {
    return Base64.getEncoder().encodeToString(sha.digest());
  }
}
