package org.zhizhi.data.duplicate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides who stays of the documents that belong to one center. They come best first, by their
 * {@link Rank}; the first stays, and so does each that is not {@linkplain
 * DuplicateSettings#areRelated related} to one that stays. The others go for the one they share
 * most with, of equal ones the best. At most {@value #HELD} are remembered to stay.
 */
public final class Keepers {
  static final int HELD = 32;

  private final DuplicateSettings settings;
  private final Map<Integer, Signature> held = new LinkedHashMap<>();

  public Keepers(DuplicateSettings settings) {
    this.settings = settings;
  }

  /** Starts the documents of the next center. */
  public void clear() {
    held.clear();
  }

  /** Decides about the next document. */
  public Verdict next(int ordinal, Signature signature) {
    int of = ordinal;
    int most = -1;
    for (Map.Entry<Integer, Signature> other : held.entrySet()) {
      int permille = Centers.permille(signature, other.getValue());
      if (permille > most && settings.areRelated(signature, other.getValue())) {
        most = permille;
        of = other.getKey();
      }
    }
    if (most >= 0) {
      return new Verdict(ordinal, Verdict.Kind.NEAR, of, most / 1000.0);
    }
    if (held.size() < HELD) {
      held.put(ordinal, signature);
    }
    return new Verdict(ordinal, Verdict.Kind.KEPT, ordinal, 1);
  }
}
