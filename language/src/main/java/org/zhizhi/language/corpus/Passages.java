package org.zhizhi.language.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * Texts packed into rows to be scored, with whose each prediction is. A text longer than a row is
 * cut into pieces; of one with many pieces some are taken, evenly spread, so that a few long texts
 * do not outweigh all others.
 */
public final class Passages {
  private final List<Row> rows = new ArrayList<>();
  private final List<int[]> owners = new ArrayList<>(); // of each position of each row; -1 for none
  private final long[] bytes;

  /**
   * A text to be scored.
   *
   * @param given what stands before it and is not asked for, "" for nothing
   */
  public record Passage(String given, String text) {}

  /** What is read and what is asked for, side by side, of passage number {@code owner}. */
  private record Piece(int owner, int[] tokens, int[] targets) {}

  private Passages(int passages) {
    this.bytes = new long[passages];
  }

  /**
   * Packs texts.
   *
   * @param length tokens of a row, T
   * @param room tokens of a row kept free for what is given, so that the pieces of a text are the
   *     same whether or not something is given; no text is given more
   * @param most pieces that are taken of a text
   */
  public static Passages of(
      Tokenizer tokenizer, List<Passage> texts, int length, int room, int most) {
    Passages passages = new Passages(texts.size());
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      passages.cut(tokenizer, texts.get(i), i, length - room, room, most, pieces);
    }
    passages.pack(tokenizer.endOfText(), pieces, length);
    return passages;
  }

  private void cut(
      Tokenizer tokenizer,
      Passage text,
      int owner,
      int size,
      int room,
      int most,
      List<Piece> pieces) {
    int[] given = tokenizer.encode(text.given());
    if (given.length > room || size < 1) {
      throw new IllegalArgumentException(
          given.length + " tokens given, room for " + room + " beside " + size);
    }
    int[] tokens = tokenizer.encode(text.text());
    tokens = Arrays.copyOf(tokens, tokens.length + 1);
    tokens[tokens.length - 1] = tokenizer.endOfText();
    int all = (tokens.length + size - 1) / size;
    int taken = Math.min(all, most);
    for (int k = 0; k < taken; k++) {
      int from = (int) ((long) k * all / taken) * size;
      int to = Math.min(from + size, tokens.length);
      int before = from == 0 ? given.length : 0;
      int[] read = new int[before + to - from];
      int[] targets = new int[read.length];
      Arrays.fill(targets, 0, before, Row.NO_TARGET);
      System.arraycopy(tokens, from, targets, before, to - from);
      read[0] = from == 0 ? tokenizer.endOfText() : tokens[from - 1];
      for (int i = 1; i < read.length; i++) {
        read[i] = i <= before ? given[i - 1] : targets[i - 1];
      }
      for (int i = from; i < to; i++) {
        bytes[owner] += tokenizer.byteLength(tokens[i]);
      }
      pieces.add(new Piece(owner, read, targets));
    }
  }

  /** First fit, longest first. */
  private void pack(int endOfText, List<Piece> pieces, int length) {
    List<Piece> sorted = new ArrayList<>(pieces);
    sorted.sort(Comparator.comparingInt(p -> -p.tokens.length)); // stable
    List<int[]> used = new ArrayList<>(); // of each row
    for (Piece piece : sorted) {
      int n = piece.tokens.length;
      int r = 0;
      while (r < used.size() && used.get(r)[0] + n > length) {
        r++;
      }
      if (r == used.size()) {
        used.add(new int[1]);
        rows.add(empty(endOfText, length));
        owners.add(new int[length]);
        Arrays.fill(owners.getLast(), -1);
      }
      int at = used.get(r)[0];
      Row row = rows.get(r);
      System.arraycopy(piece.tokens, 0, row.tokens(), at, n);
      System.arraycopy(piece.targets, 0, row.targets(), at, n);
      Arrays.fill(row.starts(), at, at + n, at);
      Arrays.fill(owners.get(r), at, at + n, piece.owner);
      used.get(r)[0] += n;
    }
  }

  private static Row empty(int endOfText, int length) {
    int[] tokens = new int[length];
    int[] targets = new int[length];
    int[] starts = new int[length];
    Arrays.fill(tokens, endOfText);
    Arrays.fill(targets, Row.NO_TARGET);
    Arrays.setAll(starts, i -> i);
    return new Row(tokens, targets, starts);
  }

  /** The rows to be scored. */
  public List<Row> rows() {
    return rows;
  }

  /** UTF-8 bytes of each passage that are asked for. */
  public long[] bytes() {
    return bytes.clone();
  }

  /** The sums by passage of values at each position of {@link #rows}. */
  public double[] sums(List<double[]> values) {
    double[] sums = new double[bytes.length];
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < owners.get(r).length; i++) {
        if (owners.get(r)[i] >= 0) {
          sums[owners.get(r)[i]] += values.get(r)[i];
        }
      }
    }
    return sums;
  }
}
