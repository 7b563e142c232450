package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * A measured value as exam.json has it, with what is said of its error.
 *
 * @param stderr standard error; NaN where none is given
 * @param low lower end of its 95 % interval; the value itself where nothing is known of the error
 * @param high upper end
 * @param n what it was measured on; NaN where that is not given
 */
record Estimate(double value, double stderr, double low, double high, double n) {
  /** Half-width of a 95 % interval in standard errors. */
  private static final double Z = 1.959964;

  /**
   * Reads a number, or an object with {@code value} and maybe {@code stderr}, {@code low}, {@code
   * high}, {@code n}.
   */
  static Optional<Estimate> of(JsonNode node) {
    double value = number(node.isNumber() ? node : node.path("value"));
    if (Double.isNaN(value)) {
      return Optional.empty();
    }
    double stderr = number(node.path("stderr"));
    stderr = stderr >= 0 ? stderr : Double.NaN;
    double half = Double.isNaN(stderr) ? 0 : Z * stderr;
    double low = number(node.path("low"));
    double high = number(node.path("high"));
    boolean given = low <= value && high >= value;
    return Optional.of(
        new Estimate(
            value,
            stderr,
            given ? low : value - half,
            given ? high : value + half,
            number(node.path("n"))));
  }

  /** A number that can be shown; NaN for anything else. */
  static double number(JsonNode node) {
    double value = node.isNumber() ? node.asDouble() : Double.NaN;
    return Math.abs(value) <= 1e15 ? value : Double.NaN;
  }

  /** What a node says in words or figures; empty for anything else. */
  static String text(JsonNode node) {
    boolean says = node.isTextual() || node.isIntegralNumber() || !Double.isNaN(number(node));
    return says ? node.asText() : "";
  }

  /** A share in [0, 1]; empty for anything else. */
  static Optional<Double> share(JsonNode node) {
    double value = number(node);
    return value >= 0 && value <= 1 ? Optional.of(value) : Optional.empty();
  }

  /** The same with an interval that stays within [0, 1]. */
  Estimate asShare() {
    return new Estimate(value, stderr, Math.max(0, low), Math.min(1, high), n);
  }

  boolean hasError() {
    return low < high;
  }

  /** In percent: {@code 93.1 %}. */
  String percent() {
    return percent(value);
  }

  /** Standard error in percent: {@code ± 0.7}; empty where it is not known. */
  String percentError() {
    return Double.isNaN(stderr) ? "" : String.format(Locale.ROOT, "± %.1f", 100 * stderr);
  }

  /** Both: {@code 93.1 % ± 0.7}. */
  String percentWithError() {
    return (percent() + " " + percentError()).strip();
  }

  /** To three digits: {@code 0.914}. */
  String plain() {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  String count() {
    return Double.isNaN(n) ? "" : String.format(Locale.ROOT, "%.0f", n);
  }

  /** A share in percent: {@code 93.1 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A difference of shares in points of a percent, with its sign: {@code +3.2}. */
  static String points(double difference) {
    String figure = String.format(Locale.ROOT, "%.1f", 100 * difference);
    return figure.equals("-0.0") || figure.equals("0.0")
        ? "0.0"
        : difference < 0 ? "−" + figure.substring(1) : "+" + figure;
  }
}
