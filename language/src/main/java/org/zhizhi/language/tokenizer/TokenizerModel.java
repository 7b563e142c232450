package org.zhizhi.language.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.Digest;

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
    Digest digest = new Digest().add(rule + " " + nfc + " " + ignoreMerges + "\n");
    for (byte[] token : tokens) {
      digest.add(ByteBuffer.allocate(4).putInt(token.length).array()).add(token);
    }
    ByteBuffer merges = ByteBuffer.allocate(pairs.length * 4);
    merges.asIntBuffer().put(pairs);
    digest.add(merges.array());
    added.forEach(token -> digest.add(token.toString()));
    return digest.hex();
  }
}
