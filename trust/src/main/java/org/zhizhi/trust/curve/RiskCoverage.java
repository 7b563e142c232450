package org.zhizhi.trust.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.zhizhi.trust.Order;
import org.zhizhi.trust.Scored;

/**
 * Risk-coverage curve (El-Yaniv and Wiener, 2010): answering only the items that score highest, how
 * much is lost on those answered. Items of equal score are answered together; between, the curve is
 * the mean over all orders they could stand in.
 */
public final class RiskCoverage {
  /**
   * A place on the curve.
   *
   * @param coverage share of the items that is answered, in (0, 1]
   * @param risk mean loss of the answered ones: the share wrong, where items are right or wrong
   * @param threshold items with this score or more are answered
   */
  public record Point(double coverage, double risk, double threshold) {}

  private final double[] threshold; // distinct scores, falling
  private final int[] answered; // items with at least that score
  private final double[] lost; // their losses, summed
  private final double[] best; // losses, rising: the order of an oracle

  private RiskCoverage(double[] score, double[] loss) {
    if (score.length != loss.length || score.length == 0) {
      throw new IllegalArgumentException(score.length + " scores, " + loss.length + " losses");
    }
    int n = score.length;
    int[] order = Order.descending(score);
    double[] thresholds = new double[n];
    int[] counts = new int[n];
    double[] sums = new double[n];
    int points = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double l = loss[order[i]];
      if (!(l >= 0 && l <= 1)) {
        throw new IllegalArgumentException("loss " + order[i] + " is " + l + ", not in 0..1");
      }
      sum += l;
      if (i == n - 1 || score[order[i + 1]] != score[order[i]]) {
        thresholds[points] = score[order[i]];
        counts[points] = i + 1;
        sums[points++] = sum;
      }
    }
    threshold = Arrays.copyOf(thresholds, points);
    answered = Arrays.copyOf(counts, points);
    lost = Arrays.copyOf(sums, points);
    best = loss.clone();
    Arrays.sort(best);
  }

  /** Of items that are right or wrong. */
  public static RiskCoverage of(Scored items) {
    double[] loss = new double[items.n()];
    for (int i = 0; i < loss.length; i++) {
      loss[i] = items.right()[i] ? 0 : 1;
    }
    return new RiskCoverage(items.score(), loss);
  }

  /**
   * Of items that are more or less right.
   *
   * @param loss in [0, 1], such as 1 - F1 or 1 - IoU
   */
  public static RiskCoverage of(double[] score, double[] loss) {
    return new RiskCoverage(score, loss);
  }

  /** How many items there are. */
  public int n() {
    return best.length;
  }

  /** Area under the curve: mean risk over all coverages from 1 / n to 1; 0 is best. */
  public double aurc() {
    double sum = 0;
    int from = 0;
    double before = 0;
    for (int p = 0; p < answered.length; p++) {
      double each = (lost[p] - before) / (answered[p] - from);
      for (int k = from + 1; k <= answered[p]; k++) {
        sum += (before + each * (k - from)) / k;
      }
      from = answered[p];
      before = lost[p];
    }
    return sum / n();
  }

  /** Excess area (Geifman, Uziel and El-Yaniv, 2019): over that of an oracle's order; 0 is best. */
  public double excessAurc() {
    double sum = 0;
    double area = 0;
    for (int k = 1; k <= n(); k++) {
      sum += best[k - 1];
      area += sum / k;
    }
    return aurc() - area / n();
  }

  /**
   * Prediction-rejection ratio (Malinin and Gales, 2021): of what an oracle's order gains over a
   * random one when more and more items are declined, the share that this score gains. 1 is best, 0
   * is random. Where items are right or wrong it is {@code 2 AUROC - 1} and tells nothing new; NaN
   * where all losses are equal.
   */
  public double predictionRejectionRatio() {
    double area = 0;
    int from = 0;
    double before = 0;
    for (int p = 0; p < answered.length; p++) {
      area += (answered[p] - from) * (before + lost[p]) / 2;
      from = answered[p];
      before = lost[p];
    }
    double oracle = 0;
    double sum = 0;
    for (double loss : best) {
      oracle += sum + loss / 2;
      sum += loss;
    }
    double random = n() * sum / 2;
    return random - oracle < 1e-12 * random || sum == 0
        ? Double.NaN
        : (random - area) / (random - oracle);
  }

  /**
   * The loosest threshold whose risk on these very items is at most {@code risk}: the best that
   * this score could do, had the outcomes been known. No promise for other items.
   */
  public Optional<Point> atRisk(double risk) {
    for (int p = answered.length - 1; p >= 0; p--) {
      if (lost[p] <= risk * answered[p]) {
        return Optional.of(point(p));
      }
    }
    return Optional.empty();
  }

  /** The coverage of an oracle's order at {@code risk}: the best that any score could do. */
  public double perfectCoverage(double risk) {
    double sum = 0;
    int covered = 0;
    for (int k = 1; k <= n(); k++) {
      sum += best[k - 1];
      if (sum > risk * k) {
        break; // the mean of rising losses only rises from here
      }
      covered = k;
    }
    return (double) covered / n();
  }

  /** Risk and coverage of answering everything that scores at least {@code least}. */
  public Optional<Point> at(double least) {
    int p = threshold.length - 1;
    while (p >= 0 && threshold[p] < least) {
      p--;
    }
    return p < 0 ? Optional.empty() : Optional.of(point(p));
  }

  /** At most {@code count} points, evenly spread over coverage; the last answers everything. */
  public List<Point> points(int count) {
    List<Point> points = new ArrayList<>();
    int p = 0;
    int last = -1;
    for (int i = 1; i <= count; i++) {
      long wanted = Math.max(1, (long) n() * i / count);
      while (answered[p] < wanted) {
        p++;
      }
      if (p != last) {
        points.add(point(p));
        last = p;
      }
    }
    return points;
  }

  private Point point(int p) {
    return new Point((double) answered[p] / n(), lost[p] / answered[p], threshold[p]);
  }
}
