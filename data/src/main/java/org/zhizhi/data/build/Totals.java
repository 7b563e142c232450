package org.zhizhi.data.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zhizhi.data.read.Position;

/** What the {@link Summary} of every chunk says, together. */
final class Totals {
  final List<Flow> flows = new ArrayList<>();
  final long[] lengths = new long[Summary.LENGTHS];
  final Map<String, Count> domains = new TreeMap<>();
  final Examples examples = new Examples();
  long noteNanos;
  Meter.Lap took = Meter.Lap.NONE;

  static Totals of(List<Chunk> chunks) throws IOException {
    Totals totals = new Totals();
    for (Chunk chunk : chunks) {
      totals.add(chunk.summary());
    }
    return totals;
  }

  /** All of it as the summary of one chunk. */
  Summary summary() {
    return new Summary(
        0,
        0,
        Position.START,
        0,
        flows,
        noteNanos,
        lengths,
        domains,
        examples.all(),
        List.of(),
        List.of(),
        List.of(),
        took);
  }

  void add(Summary summary) {
    for (int i = 0; i < summary.flows().size(); i++) {
      Flow flow = summary.flows().get(i);
      if (i == flows.size()) {
        flows.add(flow);
      } else {
        flows.set(i, flows.get(i).plus(flow));
      }
    }
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] += summary.lengths()[i];
    }
    Count.add(summary.domains(), domains);
    summary.examples().forEach(examples::add);
    noteNanos += summary.noteNanos();
    took = took.plus(summary.took());
  }
}
