package org.zhizhi.data.duplicate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zhizhi.data.Document;

/**
 * What is remembered of a text in order to find its copies: a few hundred bytes, the same on every
 * machine. Four views of the tokens ({@link Tokens}):
 *
 * <ul>
 *   <li>a 128-bit hash of their sequence, for exact copies;
 *   <li>the <b>bag</b>: a sketch of the tokens with their multiplicity, which falls with the share
 *       of the text that was changed and not with where;
 *   <li>the <b>order</b>: a sketch of pairs of neighbours, which tells a copy from a text on the
 *       same subject;
 *   <li>the <b>keys</b>: a sample of its shingles of four Han characters or three words, under
 *       which candidates meet.
 * </ul>
 */
public final class Signature {
  private static final int BAG_BINS = 1024;
  private static final int ORDER_BINS = 512;

  /** Least weight of the tokens of a shingle: four characters or three words. */
  private static final int SHINGLE = 4 * Tokens.CHARACTER;

  /** Bits of a key. */
  private static final int KEY_BITS = 48;

  /** Most bytes of {@link #toBytes}. */
  static final int MAX_BYTES =
      33 + 6 * Smallest.KEPT + Sketch.maxBytes(BAG_BINS) + Sketch.maxBytes(ORDER_BINS);

  /** Odd multipliers, one for each place in a shingle. */
  private static final long[] PLACE = {
    0x9e3779b97f4a7c15L, 0xc2b2ae3d27d4eb4fL, 0x165667b19e3779f9L, 0xd6e8feb86659fd93L
  };

  private final long exactHigh;
  private final long exactLow;
  private final double quality;
  private final int length;
  private final int tokens;
  private final long[] keys;
  private final Sketch bag;
  private final Sketch order;

  private Signature(
      long exactHigh,
      long exactLow,
      double quality,
      int length,
      int tokens,
      long[] keys,
      Sketch bag,
      Sketch order) {
    this.exactHigh = exactHigh;
    this.exactLow = exactLow;
    this.quality = quality;
    this.length = length;
    this.tokens = tokens;
    this.keys = keys;
    this.bag = bag;
    this.order = order;
  }

  /** The signature of a document. */
  public static Signature of(Document document) {
    return of(document.text(), document.quality());
  }

  /**
   * The signature of a text.
   *
   * @param quality how good it is, not a number where nobody has judged; only decides which of
   *     several copies stays
   */
  public static Signature of(String text, double quality) {
    Tokens in = new Tokens(text);
    Occurrences occurrences = new Occurrences();
    Sketch.Builder bag = new Sketch.Builder(BAG_BINS);
    Sketch.Builder order = new Sketch.Builder(ORDER_BINS);
    Smallest keys = new Smallest();
    Exact exact = new Exact();
    long[] last = new long[4]; // the tokens just read, and what they weigh
    int[] weights = new int[4];
    int count = 0;
    while (in.next()) {
      long token = in.hash();
      exact.add(token);
      bag.add(Hash.mix(token + occurrences.next(token) * PLACE[0]));
      last[count & 3] = token;
      weights[count & 3] = in.weight();
      count++;
      long shingle = token * PLACE[0];
      int weight = in.weight();
      for (int place = 1; place < count && weight < SHINGLE; place++) {
        int i = count - 1 - place & 3;
        shingle += last[i] * PLACE[place];
        weight += weights[i];
        if (place == 1) {
          order.add(Hash.mix(shingle));
        }
      }
      if (weight >= SHINGLE) {
        keys.add(Hash.mix(shingle) >>> 64 - KEY_BITS);
      }
    }
    if (count == 0) { // nothing but marks: then they are the text
      text.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(exact::add);
    }
    return new Signature(
        exact.high(),
        exact.low(),
        quality,
        text.length(),
        count,
        keys.ascending(),
        bag.sketch(),
        order.sketch());
  }

  /** Hashes a sequence to 128 bits; no defence against someone who makes collisions on purpose. */
  private static final class Exact {
    private long a = 0x243f6a8885a308d3L;
    private long b = 0x13198a2e03707344L;

    void add(long token) {
      a = Long.rotateLeft((a ^ token) * 0x9fb21c651e98df25L, 29);
      b = Long.rotateLeft(b + token, 31) * 0xd6e8feb86659fd93L;
    }

    long high() {
      return Hash.mix(a + Long.rotateLeft(b, 17));
    }

    long low() {
      return Hash.mix(b ^ Hash.mix(a));
    }
  }

  /** Whether the two texts are the same but for case, width, white space and punctuation. */
  public boolean isExactCopyOf(Signature other) {
    return exactHigh == other.exactHigh && exactLow == other.exactLow;
  }

  /**
   * How much of the longer text stands in the other, in [0, 1], as estimated from the bags: 1 minus
   * the share of tokens that was replaced, deleted or inserted. Unrelated texts share 0.2 to 0.7,
   * the more the longer they are.
   */
  public double share(Signature other) {
    double jaccard = bag.similarity(other.bag);
    double common = jaccard / (1 + jaccard) * ((double) tokens + other.tokens);
    return common == 0 ? 0 : Math.min(1, common / Math.max(tokens, other.tokens));
  }

  /** Estimated Jaccard similarity of the sets of pairs of neighbouring tokens, in [0, 1]. */
  public double order(Signature other) {
    return order.similarity(other.order);
  }

  /**
   * Under which candidates meet: ascending, different, at most 32, each of 48 bits; the array is a
   * copy.
   */
  public long[] keys() {
    return keys.clone();
  }

  /** How many keys there are. */
  int keyCount() {
    return keys.length;
  }

  long key(int i) {
    return keys[i];
  }

  /**
   * What a document is sorted by among those with the same key: a hash of its next key, so that
   * copies stand beside each other however many documents share the one.
   */
  public int tie(int i) {
    return (int) Hash.mix(keys[(i + 1) % keys.length]);
  }

  /** High half of the hash that exact copies share. */
  public long exactHigh() {
    return exactHigh;
  }

  /** Low half of the hash that exact copies share. */
  public long exactLow() {
    return exactLow;
  }

  /** The place of this document among its copies. */
  public Rank rank(int ordinal) {
    return new Rank(quality, length, ordinal);
  }

  /** How many tokens the text has. */
  public int tokens() {
    return tokens;
  }

  /** The signature in bytes; {@link #of(byte[])} reads them. */
  public byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
    buffer
        .putLong(exactHigh)
        .putLong(exactLow)
        .putDouble(quality)
        .putInt(length)
        .putInt(tokens)
        .put((byte) keys.length);
    for (long key : keys) {
      buffer.putShort((short) (key >>> 32)).putInt((int) key);
    }
    bag.write(buffer);
    order.write(buffer);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if the bytes are no signature
   */
  public static Signature of(byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      long exactHigh = buffer.getLong();
      long exactLow = buffer.getLong();
      double quality = buffer.getDouble();
      int length = buffer.getInt();
      int tokens = buffer.getInt();
      int count = buffer.get();
      if (length < 0 || tokens < 0 || tokens > length || count < 0 || count > Smallest.KEPT) {
        throw new IllegalArgumentException("length " + length + ", tokens " + tokens);
      }
      long[] keys = new long[count];
      for (int i = 0; i < count; i++) {
        keys[i] = (buffer.getShort() & 0xffffL) << 32 | buffer.getInt() & 0xffffffffL;
        if (i > 0 && keys[i] <= keys[i - 1]) {
          throw new IllegalArgumentException("keys do not ascend");
        }
      }
      Sketch bag = Sketch.read(buffer, BAG_BINS);
      Sketch order = Sketch.read(buffer, ORDER_BINS);
      if (buffer.hasRemaining()) {
        throw new IllegalArgumentException(buffer.remaining() + " bytes too many");
      }
      return new Signature(exactHigh, exactLow, quality, length, tokens, keys, bag, order);
    } catch (java.nio.BufferUnderflowException e) {
      throw new IllegalArgumentException("cut short at " + bytes.length + " bytes", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature s
        && isExactCopyOf(s)
        && Double.compare(quality, s.quality) == 0
        && length == s.length
        && tokens == s.tokens
        && Arrays.equals(keys, s.keys)
        && bag.equals(s.bag)
        && order.equals(s.order);
  }

  @Override
  public int hashCode() {
    return (int) (exactHigh ^ length);
  }
}
