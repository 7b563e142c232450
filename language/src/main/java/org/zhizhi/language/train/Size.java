package org.zhizhi.language.train;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhizhi.base.BadInput;
import org.zhizhi.language.model.Qwen3Config;

/**
 * The one dial: about how many parameters a model has. All else follows by published rules and can
 * be overridden.
 *
 * @param parameters aimed at, embedding included
 */
public record Size(long parameters) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)([kmb])");

  /** Width a layer at which loss is near its minimum; 30 to 200 cost little (arXiv:2001.08361). */
  private static final double WIDTH_PER_LAYER = 96;

  private static final int HEAD = 128;

  /** Reads {@code 10m}, {@code 1.5b}. */
  public static Size of(String text) {
    Matcher m = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      throw new BadInput("--size " + text + ": no size", "give parameters as 1m, 10m, 100m or 1b");
    }
    double unit =
        switch (m.group(2)) {
          case "k" -> 1e3;
          case "m" -> 1e6;
          default -> 1e9;
        };
    long parameters = Math.round(Double.parseDouble(m.group(1)) * unit);
    if (parameters < 200_000 || parameters > 20_000_000_000L) {
      throw new BadInput("--size " + text + ": out of range", "give 200k to 20b");
    }
    return new Size(parameters);
  }

  /** Vocabulary: larger models afford more (arXiv:2407.13623), a power of two times 4096. */
  public int vocabulary() {
    return parameters < 5_000_000
        ? 4096
        : parameters < 50_000_000 ? 8192 : parameters < 500_000_000 ? 16384 : 32768;
  }

  /** Tokens in a row. */
  public int length() {
    return parameters < 50_000_000 ? 256 : parameters < 500_000_000 ? 512 : 1024;
  }

  /**
   * The shape whose parameters come nearest: heads of 128 as in Qwen3, half as many for keys and
   * values where that is a whole number, a gated unit of 8/3 of the width in steps of 128, depth by
   * width.
   */
  public Qwen3Config config(int vocab, int positions) {
    Qwen3Config best = null;
    for (int width = HEAD; width <= 8192; width += HEAD) {
      for (int layers = 1; layers <= 128; layers++) {
        Qwen3Config c = shape(vocab, positions, width, layers);
        if (best == null || misfit(c) < misfit(best)) {
          best = c;
        }
      }
    }
    return best;
  }

  /** A shape by width and depth. */
  public static Qwen3Config shape(int vocab, int positions, int width, int layers) {
    int heads = width / HEAD;
    int kvHeads = heads % 2 == 0 ? heads / 2 : heads;
    int inner = Math.max(128, (int) Math.round(width * 8 / 3.0 / 128) * 128);
    return new Qwen3Config(
        vocab, width, layers, heads, kvHeads, HEAD, inner, positions, 10_000, 1e-6);
  }

  /**
   * How far off in parameters, and a little how far from the usual width a layer, both as ratios.
   */
  private double misfit(Qwen3Config c) {
    double size = Math.abs(Math.log((double) c.parameters() / parameters));
    double aspect = Math.abs(Math.log(c.hidden() / (WIDTH_PER_LAYER * c.layers())));
    return size + 0.25 * aspect;
  }
}
