package org.zhizhi.language.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.Document;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.stage.Stage;

/**
 * What there is in the sources of a study, and which part of it is held out. Documents are drawn by
 * their content ({@link Shingles#drawn}): the lowest numbers of a domain are held out, those that
 * follow are learned from.
 */
final class Survey {
  /** Fewer documents can be held out from and learned from, but say nothing. */
  private static final int FEWEST = 20;

  /** Domains that the documents of one source are divided into, at most. */
  private static final int MOST_DOMAINS = 6;

  /** Of the documents and of the text of a domain. */
  private static final double MOST_HELD = 0.1;

  /** Bytes of text of a domain that may be held out: it is in memory for a while. */
  private static final long MOST_HELD_BYTES = 24 << 20;

  /** Documents looked at for each one to be held out: the recipe refuses some. */
  private static final int SPARE = 3;

  /** Bytes of each domain that the tokenizer learns from. */
  private static final long SAMPLE_BYTES = 3 << 20;

  private final Sources sources;
  private final Recipe base;
  private final int most;
  private final Map<String, Tally> all = new LinkedHashMap<>();
  private final List<Tally> domains = new ArrayList<>();
  private boolean judged = true;

  /** The documents of a domain. */
  static final class Tally {
    final String name;
    long documents;
    long bytes;
    double[] drawn = new double[64];
    int[] sizes = new int[64];

    /** Documents that draw this or less are held out, or are copies of such. */
    double heldLimit = -1;

    /** Documents that draw this or less are looked at. */
    double spareLimit = -1;

    double sampleLimit = -1;
    long refused;
    final List<Held> held = new ArrayList<>();
    final List<String> sample = new ArrayList<>();

    Tally(String name) {
      this.name = name;
    }

    void add(double number, int size) {
      int n = (int) documents++;
      if (n == drawn.length) {
        drawn = Arrays.copyOf(drawn, 2 * n);
        sizes = Arrays.copyOf(sizes, 2 * n);
      }
      drawn[n] = number;
      sizes[n] = size;
      bytes += size;
    }

    /** The number that the text up to {@code bytes} after {@code from} draws at most. */
    double limit(double from, double bytes) {
      double limit = from;
      double sum = 0;
      for (int i : sorted()) {
        if (drawn[i] > from) {
          if (sum >= bytes) {
            return limit;
          }
          sum += sizes[i];
          limit = drawn[i];
        }
      }
      return 1;
    }

    private int[] sorted() {
      Integer[] order = new Integer[(int) documents];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparingDouble(i -> drawn[i]));
      return Arrays.stream(order).mapToInt(i -> i).toArray();
    }

    private void spare(int most) {
      double room = Math.min(MOST_HELD * bytes, MOST_HELD_BYTES);
      int wanted = (int) Math.max(2, Math.min(SPARE * most, MOST_HELD * documents));
      int different = 0;
      for (int i : sorted()) {
        if (drawn[i] > spareLimit) {
          if (different == wanted || different >= 2 && room < sizes[i]) {
            return;
          }
          different++;
          spareLimit = drawn[i];
        }
        room -= sizes[i];
      }
    }
  }

  private Survey(Sources sources, Recipe base, int most) {
    this.sources = sources;
    this.base = base;
    this.most = most;
  }

  /**
   * Looks through the sources.
   *
   * @param wanted names of domains that are asked for, may be empty
   * @param base whose stages documents that are held out must pass
   * @param most documents to hold out of a domain
   */
  static Survey of(Sources sources, List<String> wanted, Recipe base, int most) {
    Survey survey = new Survey(sources, base, most);
    sources.each("survey", survey::count);
    survey.choose(wanted);
    sources.each("held out", survey::collect);
    for (Tally domain : survey.domains) {
      survey.hold(domain);
    }
    return survey;
  }

  private void count(String domain, Document document) {
    all.computeIfAbsent(domain, Tally::new)
        .add(
            Shingles.drawn(Shingles.of(document.text())),
            (int) Math.min(Integer.MAX_VALUE, Sources.bytes(document.text())));
    judged &= Double.isFinite(document.quality());
  }

  private void choose(List<String> wanted) {
    if (sources.areDomains()) {
      domains.addAll(all.values());
    } else if (!wanted.isEmpty()) {
      for (String name : wanted) {
        if (!all.containsKey(name)) {
          throw new BadInput(
              "--mix " + name + ": no document comes from there",
              "the largest domains are " + String.join(", ", largest().map(t -> t.name).toList()));
        }
        domains.add(all.get(name));
      }
    } else {
      largest().filter(t -> t.documents >= FEWEST).limit(MOST_DOMAINS).forEach(domains::add);
    }
    if (domains.isEmpty()) {
      throw new BadInput("no domain has " + FEWEST + " documents", "give more text");
    }
    for (Tally domain : domains) {
      if (domain.documents < FEWEST) {
        throw new BadInput(
            domain.name + ": only " + domain.documents + " documents",
            "a domain needs " + FEWEST + ": give more, or leave it out");
      }
      domain.spare(most);
      domain.sampleLimit = domain.limit(domain.spareLimit, SAMPLE_BYTES);
    }
  }

  private java.util.stream.Stream<Tally> largest() {
    return all.values().stream()
        .sorted(Comparator.comparingLong((Tally t) -> -t.bytes).thenComparing(t -> t.name))
        .limit(50);
  }

  /** Documents that may be held out, by what they draw; the first of those that draw the same. */
  private final Map<String, TreeMap<Double, Held>> spare = new HashMap<>();

  private void collect(String name, Document document) {
    Tally domain = all.get(name);
    if (!domains.contains(domain)) {
      return;
    }
    double number = Shingles.drawn(Shingles.of(document.text()));
    if (number <= domain.spareLimit) {
      Held held =
          new Held(
              document.id(),
              domains.indexOf(domain),
              document.source(),
              document.text(),
              curated(document).map(Document::text).orElse(""));
      spare.computeIfAbsent(name, k -> new TreeMap<>()).putIfAbsent(number, held);
    } else if (number <= domain.sampleLimit) {
      domain.sample.add(document.text());
    }
  }

  /** What the recipe makes of a document; empty if it refuses it. */
  private Optional<Document> curated(Document document) {
    Document now = document;
    for (Stage stage : base.stages()) {
      if (!(stage.apply(now) instanceof Stage.Kept kept) || kept.document().text().isBlank()) {
        return Optional.empty();
      }
      now = kept.document();
    }
    return Optional.of(now);
  }

  private void hold(Tally domain) {
    for (Map.Entry<Double, Held> entry : spare.get(domain.name).entrySet()) {
      if (domain.held.size() == most) {
        break;
      }
      domain.heldLimit = entry.getKey();
      if (entry.getValue().curated().isEmpty()) {
        domain.refused++;
      } else {
        domain.held.add(entry.getValue());
      }
    }
    if (domain.held.size() < 2) {
      throw new BadInput(
          domain.name
              + ": the recipe refuses all but "
              + domain.held.size()
              + " of the documents"
              + " that were to be held out",
          "give more text of this kind, or another --recipe");
    }
  }

  List<Tally> domains() {
    return domains;
  }

  List<String> names() {
    return domains.stream().map(t -> t.name).toList();
  }

  /** Whether all documents carry a quality. */
  boolean isJudged() {
    return judged;
  }

  List<Held> held() {
    return domains.stream().flatMap(t -> t.held.stream()).toList();
  }
}
