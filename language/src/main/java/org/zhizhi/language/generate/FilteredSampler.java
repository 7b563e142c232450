package org.zhizhi.language.generate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.zhizhi.engine.kernel.FloatRows;

/**
 * Draws from the tempered distribution, cut by top-k, top-p and min-p in this order. Only tokens
 * that can survive are sorted, the likelier first and of equals the lower id.
 */
final class FilteredSampler implements Sampler {
  private final Sampling options;
  private final SplittableRandom random;
  private long[] order = new long[0]; // survivors, packed so that ascending order is the right one

  FilteredSampler(Sampling options, SplittableRandom random) {
    this.options = options;
    this.random = random;
  }

  @Override
  public int sample(float[] logits) {
    double u = random.nextDouble();
    double inverse = 1 / options.temperature();
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) ((logits[i] - max) * inverse);
    }
    FloatRows.exp(logits, logits.length); // likelihoods relative to the likeliest token's 1
    boolean all = options.topK() == 0 && options.topP() == 1;
    return all ? drawUnsorted(logits, u) : drawSorted(logits, u);
  }

  private int drawUnsorted(float[] p, double u) {
    double sum = 0;
    for (float value : p) {
      sum += value >= options.minP() ? value : 0;
    }
    double left = u * sum;
    int last = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0 && p[i] >= options.minP()) {
        last = i;
        left -= p[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last; // rounding left a little over
  }

  private int drawSorted(float[] p, double u) {
    double sum = 0;
    for (float value : p) {
      sum += value;
    }
    int n = sortSurvivors(p, sum);
    if (options.topK() > 0 && options.topK() < n) {
      n = options.topK();
    }
    if (options.topK() > 0) { // top-p is a share of what top-k left
      sum = 0;
      for (int i = 0; i < n; i++) {
        sum += p[token(i)];
      }
    }
    double kept = 0;
    int end = 0;
    while (end < n && (end == 0 || kept < options.topP() * sum)) {
      float value = p[token(end)];
      if (value < options.minP()) {
        break;
      }
      kept += value;
      end++;
    }
    double left = u * kept;
    for (int i = 0; i < end; i++) {
      left -= p[token(i)];
      if (left < 0) {
        return token(i);
      }
    }
    return token(end - 1);
  }

  /** Sorts the tokens that top-k and top-p can keep; their number. */
  private int sortSurvivors(float[] p, double sum) {
    // Tokens below (1 - topP) / V are together less than what top-p leaves out.
    double floor = options.topK() > 0 ? kthAtLeast(p) : (1 - options.topP()) * sum / p.length;
    floor = Math.max(floor, options.minP());
    if (order.length < p.length) {
      order = new long[p.length];
    }
    int n = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] >= floor) {
        order[n++] = (long) ~Float.floatToRawIntBits(p[i]) << 32 | i; // bits of floats >= 0 ascend
      }
    }
    Arrays.sort(order, 0, n);
    return n;
  }

  /** A bound that k tokens reach: the least of the greatest of k groups. */
  private float kthAtLeast(float[] p) {
    int k = options.topK();
    if (k >= p.length) {
      return 0;
    }
    float[] greatest = new float[k];
    for (int i = 0; i < p.length; i++) {
      greatest[i % k] = Math.max(greatest[i % k], p[i]);
    }
    float least = 1;
    for (float value : greatest) {
      least = Math.min(least, value);
    }
    return least;
  }

  private int token(int rank) {
    return (int) order[rank];
  }
}
