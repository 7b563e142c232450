package org.zhizhi.data.quality;

/**
 * How much a text looks like prose that somebody wrote and somebody could read, without any
 * training: enough letters, words held together by function words in their places, sentences that
 * end, lines that are not a menu, little that comes back again, no broken characters.
 *
 * <p>Each of these is a number in [0, 1]; the score is their product, so one failing is enough. It
 * says nothing of whether a text is true or worth reading; train a {@link QualityModel} for that.
 */
public final class QualityScore {
  /** Texts up to this many characters are read whole, longer ones in as many as this. */
  private static final int READ = 1 << 18;

  private static final int WINDOWS = 8;

  private QualityScore() {}

  /** The score of {@code text} in [0, 1], 0 for one without letters. */
  public static double of(String text) {
    Features f = new Features();
    if (text.length() <= READ) {
      f.read(text, 0, text.length());
    } else {
      for (int i = 0; i < WINDOWS; i++) {
        int from = (int) ((long) (text.length() - READ / WINDOWS) * i / (WINDOWS - 1));
        f.read(text, from, from + READ / WINDOWS);
      }
    }
    return score(f);
  }

  private static double score(Features f) {
    if (f.units() == 0) {
      return 0;
    }
    double score = 1;
    for (double part : parts(f)) {
      score *= part;
    }
    return score;
  }

  /** The parts of the score; see the class. */
  static double[] parts(Features f) {
    double units = f.units();
    double hanShare = (double) f.han / (f.han + f.letters / 4.0);
    double letters = (f.han + f.letters) / (double) f.visible;
    double oddness = f.words == 0 ? 0 : f.oddWords / (double) f.words * (1 - hanShare);
    double english = f.words == 0 ? 0 : f.englishFunctions / (double) f.words;
    double chinese = f.han == 0 ? 0 : f.hanFunctions / (double) f.han;
    double held = hanShare * rise(chinese, 0.0, 0.07) + (1 - hanShare) * rise(english, 0.05, 0.30);
    double sentence = units / Math.max(0.5, f.ends + 0.5 * f.pauses);
    // a little trust to begin with, so that one slip in a short text is no verdict
    double misplaced = (f.misplaced + 0.3) / (f.placed + 20);
    double common = (f.commonWords + 1) / (f.wordStarts + 20.0);
    return new double[] {
      soft(rise(letters, 0.45, 0.75), 0.05),
      soft(held, 0.3),
      soft(fall(sentence, 30, 150) * rise(sentence, 1.5, 4), 0.3),
      soft(rise((f.longLineUnits + f.closedLineUnits) / units, 0.1, 0.9), 0.4),
      soft(fall(misplaced, 0.025, 0.09), 0.15),
      soft(rise(common, 0.01, 0.035), 0.2),
      soft(fall(f.repeated / (f.grams + 1.0), 0.15, 0.6), 0.1),
      soft(fall(oddness, 0.05, 0.30), 0.2),
      soft(fall(f.strays / (f.han + 10.0), 0.005, 0.04), 0.2),
      soft(fall(f.broken / (double) f.visible, 0.0, 0.02), 0.1),
      rise(units, 0, 20)
    };
  }

  /** 0 up to {@code zero}, 1 from {@code one} on, a line between. */
  private static double rise(double x, double zero, double one) {
    return Math.clamp((x - zero) / (one - zero), 0, 1);
  }

  private static double fall(double x, double one, double zero) {
    return 1 - rise(x, one, zero);
  }

  /** What is left of the score where a part is 0. */
  private static double soft(double part, double floor) {
    return floor + (1 - floor) * part;
  }
}
