package org.zhizhi.language.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a tokenizer file says.
 *
 * @param tokens the bytes of each id; empty where an id is not used
 * @param pairs the merges in their order: left, right, result; three ints each
 * @param added tokens with names, whose bytes are in {@code tokens} too
 * @param rule how text is cut before merging
 * @param nfc true where text is first brought to Unicode's composed form
 * @param ignoreMerges true where a pre-token that is itself in the vocabulary is not merged
 */
record TokenizerModel(
    byte[][] tokens,
    int[] pairs,
    List<Tokenizer.Added> added,
    SplitRule rule,
    boolean nfc,
    boolean ignoreMerges) {

  Merges merges() {
    Merges merges = new Merges(pairs.length / 3);
    for (int i = 0; i < pairs.length; i += 3) {
      merges.add(pairs[i], pairs[i + 1], pairs[i + 2]);
    }
    return merges;
  }

  /** Text to id for {@link #ignoreMerges}, or null. */
  Map<String, Integer> wholePieces() {
    if (!ignoreMerges) {
      return null;
    }
    Map<String, Integer> whole = new HashMap<>();
    for (int id = 0; id < tokens.length; id++) {
      whole.putIfAbsent(new String(tokens[id], StandardCharsets.UTF_8), id);
    }
    return whole;
  }

  String digest() {
    MessageDigest sha = sha256();
    sha.update((rule + " " + nfc + " " + ignoreMerges + "\n").getBytes(StandardCharsets.UTF_8));
    for (byte[] token : tokens) {
      sha.update(ByteBuffer.allocate(4).putInt(0, token.length));
      sha.update(token);
    }
    ByteBuffer merges = ByteBuffer.allocate(pairs.length * 4);
    merges.asIntBuffer().put(pairs);
    sha.update(merges);
    added.forEach(token -> sha.update(token.toString().getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
