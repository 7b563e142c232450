package org.zhizhi.language.knows;

import java.nio.file.Path;
import java.util.List;
import org.zhizhi.base.Seed;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.trust.Groups;

/**
 * Signals that say nothing until they were fitted to a model's own answers, such as probes of its
 * hidden states. They are fitted to questions that serve nothing else and kept in a file of their
 * own beside the model.
 */
public interface Learning {
  /** Nothing is learned. */
  Learning NONE = new NothingLearned();

  /** Probes of hidden states, see {@link org.zhizhi.language.signal.probe.Probes}. */
  Learning PROBES = new Probing();

  /** What calibration learns if nothing else is said. */
  Learning STANDARD = NONE;

  /** Fewest questions worth learning from; with fewer nothing is learned. */
  int least();

  /** Whether it looks at sampled answers beside the greedy one. */
  boolean samples();

  /**
   * Fits.
   *
   * @param evidence of questions that were answered
   * @param right whether each answer is right
   * @param groups which questions hang together
   */
  Learned fit(List<Evidence> evidence, boolean[] right, Groups groups, Seed seed);

  /**
   * Reads what is kept in the folder {@code model}; nothing if there is no such file.
   *
   * @param digest of the model
   * @throws org.zhizhi.base.BadInput if it was fitted to another model
   */
  List<Signal> read(Path model, String digest);

  /** What was fitted. */
  interface Learned {
    /** Its signals, in an order that is always the same. */
    List<Signal> signals();

    /**
     * Keeps it in the folder {@code model}.
     *
     * @param digest of the model that it was fitted to
     */
    void write(Path model, String digest);
  }
}
