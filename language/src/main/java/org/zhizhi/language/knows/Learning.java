package org.zhizhi.language.knows;

import java.nio.file.Path;
import java.util.List;
import org.zhizhi.base.Seed;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.trust.Groups;

/**
 * Signals that say nothing until they were fitted to a model's own answers, such as a probe of its
 * hidden states. They are fitted to questions that serve nothing else and kept in a file of their
 * own beside the model.
 */
public interface Learning {
  /** Nothing is learned. */
  Learning NONE =
      new Learning() {
        @Override
        public List<Signal> fit(
            List<Evidence> evidence, boolean[] right, Groups groups, Seed seed) {
          return List.of();
        }

        @Override
        public void write(Path model, String digest, List<Signal> fitted) {}

        @Override
        public List<Signal> read(Path model, String digest) {
          return List.of();
        }
      };

  /**
   * Fits.
   *
   * @param evidence of questions that were answered
   * @param right whether each answer is right
   * @param groups which questions hang together
   */
  List<Signal> fit(List<Evidence> evidence, boolean[] right, Groups groups, Seed seed);

  /**
   * Keeps what was fitted in the folder {@code model}.
   *
   * @param digest of the model that it was fitted to
   */
  void write(Path model, String digest, List<Signal> fitted);

  /**
   * Reads what is kept there; nothing if there is no such file.
   *
   * @throws org.zhizhi.base.BadInput if it was fitted to another model
   */
  List<Signal> read(Path model, String digest);
}
