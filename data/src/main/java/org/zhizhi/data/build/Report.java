package org.zhizhi.data.build;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.Json;
import org.zhizhi.data.recipe.Mixture;
import org.zhizhi.data.recipe.Recipe;

/** All that is known of a build at its end: {@code report.json}. */
final class Report {
  /** Sources that are listed. */
  private static final int DOMAINS = 50;

  private final Recipe recipe;
  private final int threads;
  private final String sources;
  private final Totals totals;

  /**
   * What came of the second part of a build.
   *
   * @param copies documents left out as copies, by how they are
   * @param left documents that the mixture had no room for, by why
   * @param decided what it took to find the copies
   * @param mixingNanos it took to work the shares out
   * @param took what all of it took but for {@code decided}
   */
  record Written(
      Shares shares,
      Output output,
      Map<String, Count> copies,
      Map<String, Count> left,
      Clusters clusters,
      List<Shard> corpus,
      List<Shard> rejected,
      Meter.Lap decided,
      long mixingNanos,
      Meter.Lap took) {}

  /**
   * @param sources what identifies them
   */
  Report(Recipe recipe, int threads, String sources, Totals totals) {
    this.recipe = recipe;
    this.threads = threads;
    this.sources = sources;
    this.totals = totals;
  }

  ObjectNode json(Written written) {
    List<Flow> flows = flows(written);
    Output output = written.output();
    Count read = flows.getFirst().in();
    ObjectNode json = Json.object();
    json.put("recipe", recipe.name()).put("seed", recipe.seed().value());
    json.set("input", count(read));
    ObjectNode out = count(output.all);
    out.set("repeated", count(output.repeated));
    json.set("output", out);
    json.set("rejected", count(flows.stream().map(Flow::rejected).reduce(Count.NONE, Count::plus)));
    ArrayNode stages = json.putArray("stages");
    flows.forEach(flow -> stages.add(stage(flow)));
    Meter.Lap all = totals.took.plus(written.decided()).plus(written.took());
    double megabytes = read.bytes() / 1e6;
    json.put("seconds", round(all.seconds()))
        .put("cpu_seconds", round(all.cpuSeconds()))
        .put("threads", threads)
        .put("mb_per_s_per_core", round(megabytes / (all.seconds() * threads)))
        .put("mb_per_cpu_s", round(megabytes / all.cpuSeconds()))
        .put("peak_rss_mb", Math.round(all.peakBytes() / 1e6));
    json.set("mixture", mixture(written));
    json.set("languages", counts(output.langs, DOMAINS));
    json.set("licenses", counts(output.licenses, DOMAINS));
    ObjectNode lengths = json.putObject("lengths");
    lengths.set("read", Json.JSON.valueToTree(totals.lengths));
    lengths.set("corpus", Json.JSON.valueToTree(output.lengths));
    json.set("sources", sources(output));
    json.set("duplicates", Json.JSON.valueToTree(written.clusters()));
    json.set("examples", Json.JSON.valueToTree(totals.examples.all()));
    json.set("written_by", recipe.json());
    ObjectNode digests = json.putObject("digests");
    digests.put("recipe", recipe.digest()).put("sources", sources);
    digests.set("corpus", Json.JSON.valueToTree(written.corpus()));
    digests.set("rejected", Json.JSON.valueToTree(written.rejected()));
    return json;
  }

  /** Reading, the stages, and what looks at all documents together. */
  private List<Flow> flows(Written written) {
    List<Flow> flows = new ArrayList<>(totals.flows);
    Count survived = flows.getLast().out();
    Count different = survived;
    if (!recipe.duplicates().isNone()) {
      different = minus(survived, written.copies());
      long nanos = totals.noteNanos + (long) (written.decided().seconds() * 1e9);
      flows.add(new Flow(Rejects.DUPLICATES, survived, different, 0, nanos, written.copies()));
    }
    if (!recipe.mixture().isWhole()) {
      flows.add(
          new Flow(
              Rejects.MIXTURE,
              different,
              written.output().all,
              0,
              written.mixingNanos(),
              written.left()));
    }
    return flows;
  }

  private static Count minus(Count all, Map<String, Count> some) {
    Count sum = some.values().stream().reduce(Count.NONE, Count::plus);
    return new Count(all.documents() - sum.documents(), all.bytes() - sum.bytes());
  }

  private static ObjectNode stage(Flow flow) {
    ObjectNode stage = Json.object();
    stage
        .put("name", flow.name())
        .put("in", flow.in().documents())
        .put("out", flow.out().documents())
        .put("changed", flow.changed())
        .put("rejected", flow.rejected().documents())
        .put("seconds", round(flow.nanos() / 1e9))
        .put("bytes_in", flow.in().bytes())
        .put("bytes_out", flow.out().bytes())
        .put("bytes_rejected", flow.rejected().bytes());
    stage.set("reasons", counts(flow.reasons(), Integer.MAX_VALUE));
    return stage;
  }

  private ArrayNode mixture(Written written) {
    Output output = written.output();
    Shares shares = written.shares();
    Mixture mixture = recipe.mixture();
    ArrayNode groups = Json.JSON.createArrayNode();
    for (int g = 0; g < mixture.groups() && !mixture.isWhole(); g++) {
      Count there = shares.available(g);
      Count got = output.groups[g];
      groups
          .addObject()
          .put("source", mixture.group(g))
          .put("wanted_share", round(mixture.share(g)))
          .put("share", round(output.all.bytes() == 0 ? 0 : 1.0 * got.bytes() / output.all.bytes()))
          .put("available_documents", there.documents())
          .put("available_bytes", there.bytes())
          .put("wanted_bytes", shares.wanted(g))
          .put("documents", got.documents())
          .put("bytes", got.bytes())
          .put("times", round(there.bytes() == 0 ? 0 : 1.0 * got.bytes() / there.bytes()));
    }
    return groups;
  }

  /** Where documents come from: what was read, and what became part of the corpus. */
  private ArrayNode sources(Output output) {
    ArrayNode list = Json.JSON.createArrayNode();
    totals.domains.entrySet().stream()
        .sorted(LARGEST)
        .limit(DOMAINS)
        .forEach(
            domain -> {
              ObjectNode source = list.addObject().put("source", domain.getKey());
              source.set("read", count(domain.getValue()));
              source.set("corpus", count(output.domains.getOrDefault(domain.getKey(), Count.NONE)));
            });
    return list;
  }

  private static final Comparator<Map.Entry<String, Count>> LARGEST =
      Map.Entry.<String, Count>comparingByValue(Comparator.comparingLong(Count::bytes))
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private static ObjectNode counts(Map<String, Count> counts, int most) {
    ObjectNode json = Json.object();
    counts.entrySet().stream()
        .sorted(LARGEST)
        .limit(most)
        .forEach(entry -> json.set(entry.getKey(), count(entry.getValue())));
    return json;
  }

  private static ObjectNode count(Count count) {
    return Json.object().put("documents", count.documents()).put("bytes", count.bytes());
  }

  /** Six digits: more would be noise. */
  private static double round(double value) {
    return Double.isFinite(value) && value != 0
        ? new java.math.BigDecimal(value).round(new java.math.MathContext(6)).doubleValue()
        : 0;
  }
}
