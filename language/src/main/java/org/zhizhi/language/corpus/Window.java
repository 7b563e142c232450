package org.zhizhi.language.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** A stretch of the corpus cut into pieces of at most one row and packed into rows. */
final class Window {
  /** Documents {@code from} to {@code to} of a shard. */
  record Block(Shard shard, long from, long to) {}

  /** {@code length} targets of a shard from {@code from} on; the first piece of a document? */
  private record Piece(Shard shard, long from, int length, boolean first) {}

  private final int length;
  private final int endOfText;
  private final List<Piece[]> rows;

  private Window(int length, TokenShards shards, List<Piece[]> rows) {
    this.length = length;
    this.endOfText = shards.endOfText();
    this.rows = rows;
  }

  /**
   * Rows in any order.
   *
   * @param length tokens of a row, T
   * @param random shuffles pieces and rows
   */
  static Window shuffled(
      List<Block> blocks, int length, TokenShards shards, RandomGenerator random) {
    List<Piece> pieces = new ArrayList<>();
    for (Block block : blocks) {
      for (long document = block.from; document < block.to; document++) {
        cut(block.shard, document, length, length, shards.masked(), pieces);
      }
    }
    shuffle(pieces, random);
    List<Piece[]> rows = pack(pieces, length);
    shuffle(rows, random);
    return new Window(length, shards, rows);
  }

  /**
   * Rows in the order of the documents, each filled to its end: where a document does not fit, what
   * is left of it opens the next row.
   *
   * @param length tokens of a row, T
   */
  static Window asWritten(List<Block> blocks, int length, TokenShards shards) {
    List<Piece[]> rows = new ArrayList<>();
    List<Piece> row = new ArrayList<>();
    int room = length;
    for (Block block : blocks) {
      for (long document = block.from; document < block.to; document++) {
        List<Piece> pieces = new ArrayList<>();
        cut(block.shard, document, room == 0 ? length : room, length, shards.masked(), pieces);
        for (Piece piece : pieces) {
          if (piece.length > room) {
            rows.add(row.toArray(Piece[]::new));
            row.clear();
            room = length;
          }
          row.add(piece);
          room -= piece.length;
        }
      }
    }
    if (!row.isEmpty()) {
      rows.add(row.toArray(Piece[]::new));
    }
    return new Window(length, shards, rows);
  }

  /**
   * A text's first token is predicted from an {@code <|endoftext|>} in front of it, as generation
   * starts; a dialogue's is not predicted, its prompt is given.
   *
   * @param first longest first piece
   * @param length longest piece after it
   */
  private static void cut(
      Shard shard, long document, int first, int length, boolean masked, List<Piece> pieces) {
    long start = shard.start(document);
    long end = shard.end(document);
    int most = first;
    int n;
    for (long from = masked ? start + 1 : start; from < end; from += n) {
      n = (int) Math.min(most, end - from);
      most = length;
      if (!masked || learned(shard, from, n)) {
        pieces.add(new Piece(shard, from, n, from == start));
      }
    }
  }

  private static boolean learned(Shard shard, long from, int n) {
    for (int i = 0; i < n; i++) {
      if (shard.learned(from + i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Best fit, longest piece first: each goes to the row that it fills best ("Fewer Truncations
   * Improve Language Modeling", arXiv:2404.10830). No piece is cut to fit.
   */
  private static List<Piece[]> pack(List<Piece> pieces, int length) {
    Piece[] sorted = pieces.toArray(Piece[]::new);
    Arrays.sort(sorted, (a, b) -> Integer.compare(b.length, a.length)); // stable
    List<List<Piece>> rows = new ArrayList<>();
    List<List<List<Piece>>> byRoom = new ArrayList<>(); // rows with so much room left
    for (int room = 0; room <= length; room++) {
      byRoom.add(null);
    }
    BitSet rooms = new BitSet(length + 1);
    for (Piece piece : sorted) {
      int room = rooms.nextSetBit(piece.length);
      List<Piece> row;
      if (room < 0) {
        room = length;
        row = new ArrayList<>(4);
        rows.add(row);
      } else {
        row = byRoom.get(room).removeLast();
        if (byRoom.get(room).isEmpty()) {
          rooms.clear(room);
        }
      }
      row.add(piece);
      int left = room - piece.length;
      if (byRoom.get(left) == null) {
        byRoom.set(left, new ArrayList<>());
      }
      byRoom.get(left).add(row);
      rooms.set(left);
    }
    List<Piece[]> packed = new ArrayList<>(rows.size());
    rows.forEach(row -> packed.add(row.toArray(Piece[]::new)));
    return packed;
  }

  /** Fisher and Yates; the draws of {@code Collections.shuffle} are not part of its contract. */
  static <T> void shuffle(List<T> list, RandomGenerator random) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      list.set(i, list.set(j, list.get(i)));
    }
  }

  int rows() {
    return rows.size();
  }

  Row row(int index) {
    int[] tokens = new int[length];
    int[] targets = new int[length];
    int[] starts = new int[length];
    int at = 0;
    for (Piece piece : rows.get(index)) {
      int start = at;
      int previous = piece.first ? endOfText : piece.shard.token(piece.from - 1);
      for (int i = 0; i < piece.length; i++, at++) {
        int token = piece.shard.token(piece.from + i);
        tokens[at] = previous;
        targets[at] = piece.shard.learned(piece.from + i) ? token : Row.NO_TARGET;
        starts[at] = start;
        previous = token;
      }
    }
    for (; at < length; at++) {
      tokens[at] = endOfText;
      targets[at] = Row.NO_TARGET;
      starts[at] = at;
    }
    return new Row(tokens, targets, starts);
  }
}
