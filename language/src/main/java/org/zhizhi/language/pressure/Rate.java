package org.zhizhi.language.pressure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.zhizhi.base.Json;
import org.zhizhi.trust.CrossedMean;

/**
 * A mean over things that come in clusters: several questions about one entity rise and fall
 * together, so its error bar counts entities as drawn, not questions.
 *
 * @param value the mean over things, each weighing the same
 * @param stderr standard error by leaving out one cluster at a time (the jackknife); NaN for a
 *     single cluster, which says nothing about others. 0 where all are alike: then the true value
 *     may still differ by about 3 / clusters
 * @param n things
 * @param clusters among them
 */
public record Rate(double value, double stderr, long n, int clusters) {

  /** The mean of {@code value} over {@code things}; empty where there are none. */
  public static <T> Optional<Rate> of(
      Collection<T> things, Function<T, String> cluster, ToDoubleFunction<T> value) {
    if (things.isEmpty()) {
      return Optional.empty();
    }
    Map<String, double[]> sums = new LinkedHashMap<>(); // cluster: sum, n
    for (T thing : things) {
      double[] sum = sums.computeIfAbsent(cluster.apply(thing), c -> new double[2]);
      sum[0] += value.applyAsDouble(thing);
      sum[1]++;
    }
    double[] amounts = sums.values().stream().mapToDouble(sum -> sum[0]).toArray();
    double[] sizes = sums.values().stream().mapToDouble(sum -> sum[1]).toArray();
    if (sizes.length == 1) {
      return Optional.of(new Rate(amounts[0] / sizes[0], Double.NaN, things.size(), 1));
    }
    CrossedMean mean =
        CrossedMean.of(List.of(new CrossedMean.Group(new double[][] {amounts}, sizes)));
    return Optional.of(new Rate(mean.value(), mean.standardError(), things.size(), sizes.length));
  }

  /** {@code {"value", "stderr", "n", "clusters"}}; of nothing {@code {"value": null, "n": 0}}. */
  static ObjectNode toJson(Optional<Rate> rate) {
    ObjectNode json = Json.object();
    rate.ifPresentOrElse(
        r -> {
          json.put("value", r.value);
          if (Double.isNaN(r.stderr)) {
            json.putNull("stderr");
          } else {
            json.put("stderr", r.stderr);
          }
          json.put("n", r.n).put("clusters", r.clusters);
        },
        () -> json.putNull("value").putNull("stderr").put("n", 0).put("clusters", 0));
    return json;
  }
}
