package org.zhizhi.language.model;

/**
 * How Llama 3.1 stretches rotary frequencies (Hugging Face's {@code rope_type} llama3): waves
 * longer than {@code context / low} turn {@code factor} times slower, those shorter than {@code
 * context / high} as before, those between by a smooth share of both.
 *
 * @param factor by which the context was lengthened
 * @param low waves that fit the old context fewer times than this are stretched whole
 * @param high waves that fit it more often than this are not stretched
 * @param context the old context, in positions
 */
public record RopeStretch(double factor, double low, double high, double context) {
  /** Leaves all frequencies as they are. */
  public static final RopeStretch NONE = new RopeStretch(1, 1, 2, 1);

  /** The frequency, in radians a position, that {@code frequency} becomes. */
  public double of(double frequency) {
    if (factor == 1) {
      return frequency; // to the last bit
    }
    double fits = context * frequency / (2 * Math.PI);
    double share = Math.clamp((fits - low) / (high - low), 0, 1); // of the frequency as it was
    return frequency * ((1 - share) / factor + share);
  }
}
