package org.zhizhi.base;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them: {@code 3 min 20 s}, {@code 9.4M}, {@code 1.2 GiB}. */
public final class Figures {
  private Figures() {}

  /** A length of time in its two largest units: {@code 0.42 s}, {@code 12 s}, {@code 2 h 5 min}. */
  public static String duration(Duration time) {
    double seconds = time.toNanos() / 1e9;
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, seconds < 0.995 ? "%.2f s" : "%.1f s", seconds);
    }
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    if (s < 3600) {
      return two(s / 60, "min", s % 60, "s");
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 24 * 60
        ? two(minutes / 60, "h", minutes % 60, "min")
        : two(Math.round(seconds / 3600) / 24, "d", Math.round(seconds / 3600) % 24, "h");
  }

  /** A count to three digits: {@code 870}, {@code 12.4k}, {@code 9.40M}, {@code 1.20G}. */
  public static String count(double count) {
    return scaled(count, 1000, "", "k", "M", "G", "T");
  }

  /** An amount of memory: {@code 512 B}, {@code 1.50 KiB}, {@code 12.4 GiB}. */
  public static String bytes(long bytes) {
    return scaled(bytes, 1024, " B", " KiB", " MiB", " GiB", " TiB");
  }

  /** A share: {@code percent(0.125)} is {@code 12.5 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A share with no zero behind the point: {@code 5 %}, {@code 12.5 %}. */
  public static String shortPercent(double share) {
    return percent(share).replace(".0 %", " %");
  }

  /** The same as Chinese writes it: {@code 5%}. */
  public static String zhPercent(double share) {
    return shortPercent(share).replace(" %", "%");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  private static String scaled(double value, int base, String... units) {
    int unit = 0;
    double scaled = value;
    while (Math.abs(scaled) >= base - 0.5 && unit < units.length - 1) {
      scaled /= base;
      unit++;
    }
    double size = Math.abs(scaled);
    String format =
        unit == 0 && value == Math.rint(value) || size >= 99.95
            ? "%.0f"
            : size >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, scaled) + units[unit];
  }
}
