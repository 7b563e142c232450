package org.zhizhi.data.duplicate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Divides documents that near-copies connect into stars (Aslam, Pelekhov, Rus 2004), so that a long
 * chain of small changes does not become one cluster. Members come with the most near-copies first,
 * of equally many the smaller ordinal. One belongs to the center it shares most with
 *
 * <ul>
 *   <li>among the centers that are its near-copies;
 *   <li>among the centers of its near-copies, where it is {@linkplain DuplicateSettings#areRelated
 *       related} to them;
 *   <li>among the first {@value #SCANNED} centers, where it is a near-copy beyond doubt;
 * </ul>
 *
 * and is a center itself where there is none. Signatures are held of {@value #HELD} centers, which
 * bounds memory and time however large a component is.
 */
public final class Centers {
  static final int SCANNED = 32;
  static final int HELD = 1024;

  /**
   * A near-copy.
   *
   * @param permille what the two {@linkplain Signature#share share}, in thousandths
   */
  public record Near(int ordinal, int permille) {}

  private final DuplicateSettings settings;
  private final IntUnaryOperator center;
  private final Map<Integer, Signature> held = new LinkedHashMap<>();

  /**
   * @param center tells for each member asked about so far what {@link #next} answered
   */
  public Centers(DuplicateSettings settings, IntUnaryOperator center) {
    this.settings = settings;
    this.center = center;
  }

  /** Starts the next component. */
  public void clear() {
    held.clear();
  }

  /**
   * The center the next member belongs to: its own ordinal if it is one.
   *
   * @param earlier its near-copies among the members before it, in any order
   */
  public int next(int ordinal, Signature signature, List<Near> earlier) {
    int best = ordinal;
    int most = -1;
    for (Near near : earlier) {
      int at = center.applyAsInt(near.ordinal);
      int permille = near.permille;
      if (at != near.ordinal) {
        Signature other = held.get(at);
        permille =
            other != null && settings.areRelated(signature, other)
                ? permille(signature, other)
                : -1;
      }
      if (permille > most || permille == most && at < best) {
        most = permille;
        best = at;
      }
    }
    int scanned = 0;
    for (Map.Entry<Integer, Signature> other : held.entrySet()) {
      if (++scanned > SCANNED) {
        break;
      }
      if (settings.areCopies(signature, other.getValue(), 0)) {
        int permille = permille(signature, other.getValue());
        if (permille > most || permille == most && other.getKey() < best) {
          most = permille;
          best = other.getKey();
        }
      }
    }
    if (most >= 0) {
      return best;
    }
    if (held.size() < HELD) {
      held.put(ordinal, signature);
    }
    return ordinal;
  }

  /**
   * The place of a member among those of its component: the smaller comes first.
   *
   * @param copies how many near-copies it has
   */
  public static long place(int ordinal, int copies) {
    return (long) (Short.MAX_VALUE - Math.min(copies, Short.MAX_VALUE)) << 32 | ordinal;
  }

  /** What two texts share, in thousandths. */
  public static int permille(Signature a, Signature b) {
    return (int) Math.round(1000 * a.share(b));
  }
}
