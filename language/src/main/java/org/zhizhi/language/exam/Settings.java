package org.zhizhi.language.exam;

import java.util.OptionalInt;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

/**
 * How exams are sat.
 *
 * @param shots examples before each question; empty for as many as the field shows
 * @param limit most questions of a paper, drawn at random; 0 for all
 * @param samples answers drawn for each open question, as evidence of knowing; 0 for none
 * @param asking in a dialogue or in plain text
 * @param shuffled whether choices are put in random order
 * @param slots sequences in one pass; changes no result
 */
public record Settings(
    OptionalInt shots,
    int limit,
    int samples,
    Asking asking,
    boolean shuffled,
    int slots,
    Seed seed) {

  /** How a model is spoken to. */
  public enum Asking {
    /** Open questions in a dialogue if the model has a chat template; choices in plain text. */
    AUTO,
    /** Everything in a dialogue. */
    CHAT,
    /** Everything in plain text: for models that have only read. */
    TEXT
  }

  public Settings {
    require(
        shots.orElse(0) >= 0 && shots.orElse(0) <= 100, "--shots " + shots.orElse(0), "0 to 100");
    require(limit >= 0, "--limit " + limit, "1 or more, or 0 for all");
    require(samples >= 0 && samples <= 1000, "--samples " + samples, "0 to 1000");
    require(slots >= 1, "slots " + slots, "1 or more");
  }

  /** What an exam is sat with if nothing else is said. */
  public static Settings standard(Seed seed) {
    return new Settings(OptionalInt.empty(), 0, 10, Asking.AUTO, true, 16, seed);
  }

  private static void require(boolean ok, String what, String allowed) {
    if (!ok) {
      throw new BadInput(what + ": out of range", "give " + allowed);
    }
  }
}
