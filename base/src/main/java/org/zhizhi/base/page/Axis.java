package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps values to positions, and chooses round ones to label.
 *
 * @param low value at position {@code from}
 * @param high value at position {@code to}, above {@code low}
 * @param log whether equal ratios are equal distances; then {@code low} is positive
 */
record Axis(double low, double high, boolean log, double from, double to) {

  /** Values beyond this size in either direction are not drawn: their sums would overflow. */
  private static final double LARGEST = 1e100;

  /** An axis that shows all of {@code values} that it can, on round ends. */
  static Axis over(double[] values, boolean log, double from, double to) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (isDrawn(value, log)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new Axis(log ? 1 : 0, log ? 10 : 1, log, from, to);
    }
    if (log) {
      double room = Math.pow(Math.max(high / low, 1.2), 0.03); // a little, in ratio
      return new Axis(low / room, high * room, true, from, to);
    }
    if (high - low <= Math.max(Math.abs(low), Math.abs(high)) * 1e-12) {
      double room = low == 0 ? 1 : Math.abs(low) * 0.1;
      low -= room;
      high += room;
    }
    double step = step(low, high);
    return new Axis(Math.floor(low / step) * step, Math.ceil(high / step) * step, false, from, to);
  }

  /** Whether {@code value} has a place on the axis. */
  boolean has(double value) {
    return isDrawn(value, log);
  }

  private static boolean isDrawn(double value, boolean log) {
    return Math.abs(value) <= LARGEST && (!log || value >= 1 / LARGEST);
  }

  /** Where {@code value} lies. */
  double at(double value) {
    double share =
        log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** Round values on the axis, ascending. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (log && high / low >= 8) {
      int first = (int) Math.floor(Math.log10(low));
      int last = (int) Math.ceil(Math.log10(high));
      int every = Math.max(1, (last - first) / 7);
      for (int decade = first; decade <= last; decade += every) {
        for (int digit : every == 1 && last - first <= 3 ? new int[] {1, 2, 5} : new int[] {1}) {
          addIfOn(ticks, digit * Math.pow(10, decade));
        }
      }
    } else {
      double step = step(low, high);
      long first = (long) Math.ceil(low / step - 1e-9);
      for (int i = 0; i <= 20; i++) {
        addIfOn(ticks, (first + i) * step);
      }
    }
    return ticks;
  }

  private void addIfOn(List<Double> ticks, double value) {
    double slack = log ? 0 : (high - low) * 1e-9;
    if (value >= low - slack && value <= high + slack) {
      ticks.add(value);
    }
  }

  /** {@code value} in few characters: {@code 0.05}, {@code 20k}, {@code 1.5M}, {@code 2e-5}. */
  static String label(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e15)) {
      return trimmed(String.format(Locale.ROOT, "%.4e", value));
    }
    int unit = size >= 1e12 ? 4 : size >= 1e9 ? 3 : size >= 1e6 ? 2 : size >= 1e4 ? 1 : 0;
    double scaled = value / Math.pow(10, 3 * unit);
    int before = Math.abs(scaled) < 1 ? 1 : 1 + (int) Math.log10(Math.abs(scaled));
    String format = "%." + (Math.abs(scaled) < 0.01 ? 7 : Math.max(0, 5 - before)) + "f";
    return trimmed(String.format(Locale.ROOT, format, scaled))
        + " kMGT".substring(unit, unit + 1).strip();
  }

  /** Without the zeros that say nothing. */
  private static String trimmed(String number) {
    return number.contains(".")
        ? number.replaceFirst("\\.?0+(e|$)", "$1").replaceFirst("e([-+])0", "e$1")
        : number;
  }

  /** 1, 2 or 5 times a power of ten that divides the range into four to ten. */
  private static double step(double low, double high) {
    double rough = (high - low) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return Math.max((digit < 2 ? 1 : digit < 5 ? 2 : 5) * power, Double.MIN_NORMAL);
  }
}
