package org.zhizhi.data.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zhizhi.data.Document;
import org.zhizhi.data.DocumentWriter;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.stage.Stage;

/** The stages of a recipe at work on some documents, and what they did. For one thread. */
final class Curation {
  /** The name of what comes before the stages, in counts and in rejected documents. */
  static final String READ = "read";

  private static final String EMPTY = "nothing left";

  /** What this stage takes out must not turn up beside the corpus either. */
  private static final String PRIVATE = "personal";

  private final List<Stage> stages;

  /** Where {@link #PRIVATE} stands; -1 if nothing is private. */
  private final int secret;

  private final Counter read = new Counter(READ);
  private final List<Counter> counters = new ArrayList<>();
  private final Examples examples = new Examples();

  /**
   * What became of a document.
   *
   * @param document as the last stage left it, or as it came to the one that rejected it
   * @param read bytes of its text as it was read
   * @param bytes of its text
   * @param stage that rejected it, "" for none
   */
  record Outcome(Document document, long read, long bytes, String stage, String reason) {
    boolean isKept() {
      return stage.isEmpty();
    }
  }

  /**
   * @param readNanos it took to read what is to be curated
   */
  Curation(List<Stage> stages, long readNanos) {
    this.stages = stages;
    read.nanos = readNanos;
    stages.forEach(stage -> counters.add(new Counter(stage.name())));
    this.secret = counters.stream().map(counter -> counter.name).toList().indexOf(PRIVATE);
  }

  /** Takes item number {@code item} through the stages. */
  Outcome apply(Document document, long item) {
    long asRead = DocumentWriter.utf8(document.text());
    long bytes = asRead;
    long hash = Example.drawn(item);
    read.in(bytes);
    read.out(bytes);
    Document now = document;
    long clock = System.nanoTime();
    for (int i = 0; i < counters.size(); i++) {
      Counter counter = counters.get(i);
      counter.in(bytes);
      Stage.Outcome outcome = outcome(stages.get(i), now);
      switch (outcome) {
        case Stage.Rejected rejected -> {
          counter.rejected(rejected.reason(), bytes);
          counter.nanos += System.nanoTime() - clock;
          Document shown = now.withText(shown(now, now.text(), i));
          reject(counter.name, rejected.reason(), hash, shown);
          return new Outcome(shown, asRead, bytes, counter.name, rejected.reason());
        }
        case Stage.Kept kept -> {
          String text = kept.document().text();
          if (!text.equals(now.text())) {
            counter.changed++;
            bytes = DocumentWriter.utf8(text);
            change(i, hash, now, text);
          }
          now = kept.document();
          counter.out(bytes);
        }
      }
      long later = System.nanoTime();
      counter.nanos += later - clock;
      clock = later;
    }
    return new Outcome(now, asRead, bytes, "", "");
  }

  private static Stage.Outcome outcome(Stage stage, Document document) {
    try {
      Stage.Outcome outcome = stage.apply(document);
      return outcome instanceof Stage.Kept kept && kept.document().text().isBlank()
          ? new Stage.Rejected(EMPTY)
          : outcome;
    } catch (RuntimeException e) {
      throw new IllegalStateException(stage.name() + " failed on " + document.id(), e);
    }
  }

  /** Counts something that could not be read. */
  void refused(Item.Refused item, long number) {
    read.in(0);
    read.rejected(item.reason(), 0);
    long hash = Example.drawn(number);
    if (examples.wants(READ, item.reason(), hash)) {
      examples.add(
          Example.rejected(READ, item.reason(), hash, item.id(), item.source(), item.detail()));
    }
  }

  /** What went through reading and each stage. */
  List<Flow> flows() {
    List<Flow> flows = new ArrayList<>();
    flows.add(read.flow());
    counters.forEach(counter -> flows.add(counter.flow()));
    return flows;
  }

  List<Example> examples() {
    return examples.all();
  }

  private void reject(String stage, String reason, long hash, Document d) {
    if (examples.wants(stage, reason, hash)) {
      examples.add(Example.rejected(stage, reason, hash, d.id(), d.source(), d.text()));
    }
  }

  private void change(int stage, long hash, Document before, String after) {
    String name = counters.get(stage).name;
    if (examples.wants(name, "", hash)) {
      Example example =
          Example.changed(name, hash, before.id(), before.source(), before.text(), after);
      examples.add(
          example.with(
              stage == secret ? "" : shown(before, example.before(), stage),
              shown(before, example.after(), stage)));
    }
  }

  /** A text of {@code document} at stage {@code stage}, without what is private. */
  private String shown(Document document, String text, int stage) {
    if (stage >= secret) {
      return text;
    }
    return stages.get(secret).apply(document.withText(text)) instanceof Stage.Kept kept
        ? kept.document().text()
        : "";
  }

  /** Counts what goes through one stage. */
  private static final class Counter {
    private final String name;
    private long in;
    private long bytesIn;
    private long out;
    private long bytesOut;
    private long changed;
    private long nanos;
    private final Map<String, Count> reasons = new TreeMap<>();

    Counter(String name) {
      this.name = name;
    }

    void in(long bytes) {
      in++;
      bytesIn += bytes;
    }

    void out(long bytes) {
      out++;
      bytesOut += bytes;
    }

    void rejected(String reason, long bytes) {
      reasons.merge(reason, Count.one(bytes), Count::plus);
    }

    Flow flow() {
      return new Flow(
          name, new Count(in, bytesIn), new Count(out, bytesOut), changed, nanos, reasons);
    }
  }
}
