package org.zhizhi.language.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Learns merges from counted pre-tokens: again and again the most frequent pair of neighbours
 * becomes one token (arXiv:1508.07909). Counts are kept up to date where a merge changes them, so a
 * merge costs what it touches. Among equals the pair that comes first byte by byte wins.
 */
final class MergeLearner {
  /** A pair seen once says nothing about the next text. */
  private static final long LEAST = 2;

  private record Candidate(long count, int pair) {}

  private final int longest;
  private final List<byte[]> tokens = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final TokenBuffer merges = new TokenBuffer();

  private final int[] symbols; // the words, end to end; a word shrinks in its place
  private final int[] starts;
  private final int[] lengths;
  private final long[] counts;

  private final PairTable pairs = new PairTable();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(this::order);

  /**
   * @param longest bytes that a token may have
   */
  MergeLearner(PieceTable pieces, int longest) {
    this.longest = longest;
    int[] byteIds = new int[256];
    for (int b : ByteAlphabet.ORDER) {
      byteIds[b] = token(new byte[] {(byte) b});
    }
    symbols = new int[pieces.byteSize()];
    starts = new int[pieces.size()];
    lengths = new int[pieces.size()];
    counts = new long[pieces.size()];
    for (int word = 0; word < starts.length; word++) {
      starts[word] = pieces.start(word);
      lengths[word] = pieces.end(word) - starts[word];
      counts[word] = pieces.count(word);
      for (int i = starts[word]; i < pieces.end(word); i++) {
        symbols[i] = byteIds[pieces.byteAt(i) & 0xff];
        if (i > starts[word]) {
          pairs.add(symbols[i - 1], symbols[i], counts[word], word);
        }
      }
    }
  }

  private int token(byte[] bytes) {
    String key = ByteAlphabet.spell(bytes);
    Integer known = ids.putIfAbsent(key, tokens.size());
    if (known != null) {
      return known;
    }
    tokens.add(bytes);
    return tokens.size() - 1;
  }

  /** Learns until there are {@code size} tokens, bytes included, or nothing is left to merge. */
  void learn(int size) {
    offerRisen();
    while (tokens.size() < size && !queue.isEmpty()) {
      Candidate best = queue.poll();
      long count = pairs.count(best.pair);
      if (count != best.count) {
        if (count < best.count && count >= LEAST) {
          queue.add(new Candidate(count, best.pair));
        }
        continue;
      }
      merge(best.pair);
      offerRisen();
    }
  }

  private void merge(int pair) {
    int left = pairs.left(pair);
    int right = pairs.right(pair);
    byte[] a = tokens.get(left);
    byte[] b = tokens.get(right);
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    int id = token(joined);
    merges.add(left);
    merges.add(right);
    merges.add(id);
    int size = pairs.words(pair);
    int[] words = pairs.takeWords(pair);
    for (int i = 0; i < size; i++) {
      replace(words[i], left, right, id);
    }
  }

  private void replace(int word, int left, int right, int id) {
    int start = starts[word];
    int end = start + lengths[word];
    long count = counts[word];
    int out = start;
    for (int i = start; i < end; i++) {
      if (symbols[i] != left || i + 1 == end || symbols[i + 1] != right) {
        symbols[out++] = symbols[i];
        continue;
      }
      pairs.add(left, right, -count, word);
      if (out > start) {
        pairs.add(symbols[out - 1], left, -count, word);
        pairs.add(symbols[out - 1], id, count, word);
      }
      if (i + 2 < end) {
        pairs.add(right, symbols[i + 2], -count, word);
        pairs.add(id, symbols[i + 2], count, word);
      }
      symbols[out++] = id;
      i++;
    }
    lengths[word] = out - start;
  }

  private void offerRisen() {
    for (int pair : pairs.takeRisen()) {
      int bytes = tokens.get(pairs.left(pair)).length + tokens.get(pairs.right(pair)).length;
      if (pairs.count(pair) >= LEAST && bytes <= longest) {
        queue.add(new Candidate(pairs.count(pair), pair));
      }
    }
  }

  private int order(Candidate x, Candidate y) {
    if (x.count != y.count) {
      return Long.compare(y.count, x.count);
    }
    int left =
        Arrays.compareUnsigned(tokens.get(pairs.left(x.pair)), tokens.get(pairs.left(y.pair)));
    return left != 0
        ? left
        : Arrays.compareUnsigned(tokens.get(pairs.right(x.pair)), tokens.get(pairs.right(y.pair)));
  }

  List<byte[]> tokens() {
    return tokens;
  }

  int[] merges() {
    return merges.toArray();
  }
}
