package org.zhizhi.language.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

/**
 * How much of a corpus is held out: the documents with the smallest hashes of their content, so
 * many of them that neither bound is passed. Copies of one document have one hash and are never on
 * both sides; since a hash knows no order, what is held out is spread over the whole corpus, in
 * whatever order it stands.
 *
 * @param share of the documents, 0 to 1
 * @param maxTokens of all that is held out; a single document may have more
 */
public record HeldOut(double share, long maxTokens) {
  /** Two documents in a hundred, at most a million tokens. */
  public static final HeldOut DEFAULT = new HeldOut(0.02, 1_000_000);

  /** All documents are for training. */
  public static final HeldOut NONE = new HeldOut(0, 0);

  private static final Seed SEED = new Seed(0).split("held-out");

  public HeldOut {
    if (!(share >= 0 && share <= 1) || maxTokens < 0) {
      throw new BadInput(
          "held-out share " + share + " of at most " + maxTokens + " tokens",
          "give a share of 0 to 1 and a bound of 0 or more");
    }
  }

  static long hash(String content) {
    return SEED.split(content).value();
  }

  /**
   * Decides in one pass which documents are held out: the bound on hashes falls as documents come,
   * and those that lie above it then are for training after all. Keeps at most {@code maxTokens}
   * tokens of documents, or one document.
   *
   * @param <D> what stands for a document
   */
  final class Choice<D> {
    private record Candidate<D>(D document, int tokens, long place) {}

    /** What is below the bound, by the place of its hash: all copies of a document at one. */
    private final TreeMap<Long, List<Candidate<D>>> below = new TreeMap<>();

    private double bound = share;
    private long tokens;
    private long place;

    /**
     * Takes the next document of the corpus and gives those that are now known to be for training,
     * in the order they came: itself, or others, or none.
     *
     * @param hash of its content, {@link HeldOut#hash}
     * @param length in tokens
     */
    List<D> add(D document, long hash, int length) {
      long at = hash >>> 11;
      if (at * 0x1p-53 >= bound) {
        return List.of(document);
      }
      below
          .computeIfAbsent(at, h -> new ArrayList<>())
          .add(new Candidate<>(document, length, place++));
      tokens += length;
      List<Candidate<D>> train = new ArrayList<>();
      while (tokens > maxTokens && !isOne()) {
        Map.Entry<Long, List<Candidate<D>>> last = below.pollLastEntry();
        bound = last.getKey() * 0x1p-53;
        train.addAll(last.getValue());
        tokens -= last.getValue().stream().mapToLong(Candidate::tokens).sum();
      }
      return inOrder(train.stream());
    }

    /** Whether there is one document only, which may be longer than the bound. */
    private boolean isOne() {
      return maxTokens > 0 && below.size() == 1 && below.firstEntry().getValue().size() == 1;
    }

    /** What is held out, in the order it came, once all documents have been added. */
    List<D> held() {
      return inOrder(below.values().stream().flatMap(List::stream));
    }

    private List<D> inOrder(Stream<Candidate<D>> candidates) {
      return candidates
          .sorted(Comparator.comparingLong(Candidate::place))
          .map(Candidate::document)
          .toList();
    }
  }
}
