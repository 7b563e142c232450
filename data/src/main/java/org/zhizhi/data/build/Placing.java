package org.zhizhi.data.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.zhizhi.data.DocumentWriter;
import org.zhizhi.data.recipe.Domain;
import org.zhizhi.data.recipe.Recipe;

/** What the documents of a chunk become in a corpus: where their lines stand, and how they read. */
final class Placing {
  /** Between the id and the text of a line: {@code ","text":"}. */
  private static final int ID_TO_TEXT = "\",\"text\":\"".length();

  private final Recipe recipe;
  private final Shares shares;
  private final Ranking ranking;

  /** Hears where the lines of documents stand. */
  interface Places {
    /**
     * Tells the place of a line.
     *
     * @param document number of the document in its chunk
     * @param copy number of its copy, from 0
     * @param length bytes of the line
     */
    void line(int document, int copy, Key key, int length) throws IOException;
  }

  /** Takes lines. */
  interface Sink {
    /** Where the line with {@code key} of document number {@code document} is to be appended. */
    Bytes line(int document, Key key, int length) throws IOException;
  }

  Placing(Recipe recipe, Shares shares) {
    this.recipe = recipe;
    this.shares = shares;
    this.ranking = Ranking.of(recipe.order(), recipe.seed());
  }

  /**
   * Tells where all lines of a chunk stand, document by document.
   *
   * @param copyOf of what each document is a copy
   * @return how often the documents go in at most
   */
  int places(Chunk chunk, long[] copyOf, Places places) throws IOException {
    Sources sources = new Sources(chunk.summary());
    Entry[] entries = chunk.entries();
    int most = 0;
    for (int i = 0; i < entries.length; i++) {
      Entry entry = entries[i];
      int copies = copyOf[i] == Ledger.KEPT ? shares.copies(entry) : 0;
      most = Math.max(most, copies);
      for (int copy = 0; copy < copies; copy++) {
        int length = entry.lineBytes() + nth(copy).length + sources.tag(entry).length;
        places.line(i, copy, ranking.key(entry, copy, sources.place(entry)), length);
      }
    }
    return most;
  }

  /**
   * Gives the lines of copy number {@code copy} of the documents that go in so often.
   *
   * @return what they add to the corpus
   */
  Output lines(Chunk chunk, long[] copyOf, int copy, Sink sink) throws IOException {
    Sources sources = new Sources(chunk.summary());
    Output placed = new Output(recipe.mixture().groups());
    byte[] nth = nth(copy);
    Entry[] entries = chunk.entries();
    long skip = 0;
    try (InputStream lines = chunk.lines()) {
      for (int i = 0; i < entries.length; i++) {
        Entry entry = entries[i];
        if (copyOf[i] != Ledger.KEPT || shares.copies(entry) <= copy) {
          skip += entry.lineBytes();
          continue;
        }
        lines.skipNBytes(skip);
        skip = 0;
        byte[] tag = sources.tag(entry);
        Key key = ranking.key(entry, copy, sources.place(entry));
        Bytes to = sink.line(i, key, entry.lineBytes() + nth.length + tag.length);
        to.read(lines, entry.textAt() - ID_TO_TEXT);
        to.write(nth);
        to.read(lines, ID_TO_TEXT);
        to.write(tag);
        to.read(lines, entry.lineBytes() - entry.textAt());

        sources.count(entry, copy, placed);
      }
    }
    return placed;
  }

  /** What all lines of a chunk add to the corpus. */
  Output output(Chunk chunk, long[] copyOf) throws IOException {
    Sources sources = new Sources(chunk.summary());
    Entry[] entries = chunk.entries();
    Output output = new Output(recipe.mixture().groups());
    for (int i = 0; i < entries.length; i++) {
      int copies = copyOf[i] == Ledger.KEPT ? shares.copies(entries[i]) : 0;
      for (int copy = 0; copy < copies; copy++) {
        sources.count(entries[i], copy, output);
      }
    }
    return output;
  }

  /** What is put behind the id of a copy, so that all ids differ. */
  private static byte[] nth(int copy) {
    return (copy == 0 ? "" : "~" + (copy + 1)).getBytes(StandardCharsets.US_ASCII);
  }

  /** What follows from the sources of a chunk, worked out once for each; counts its documents. */
  private final class Sources {
    private final Summary summary;
    private final String[] domains;
    private final long[] places;
    private final byte[][] tags;

    Sources(Summary summary) {
      List<String> names = summary.sources();
      this.summary = summary;
      this.domains = new String[names.size()];
      this.places = new long[names.size()];
      this.tags = new byte[names.size()][];
      for (int i = 0; i < names.size(); i++) {
        domains[i] = Domain.of(names.get(i));
        places[i] = ranking.domain(names.get(i));
        tags[i] = DocumentWriter.inside(recipe.tag().before(names.get(i)));
      }
    }

    long place(Entry entry) {
      return places[entry.source()];
    }

    byte[] tag(Entry entry) {
      return tags[entry.source()];
    }

    /** Counts copy number {@code copy} of a document. */
    void count(Entry entry, int copy, Output output) {
      Count one = Count.one(entry.textBytes());
      output.all = output.all.plus(one);
      output.repeated = copy == 0 ? output.repeated : output.repeated.plus(one);
      output.domains.merge(domains[entry.source()], one, Count::plus);
      output.langs.merge(summary.langs().get(entry.lang()), one, Count::plus);
      output.licenses.merge(summary.licenses().get(entry.license()), one, Count::plus);
      output.lengths[Summary.length(entry.chars())]++;
      output.groups[entry.group()] = output.groups[entry.group()].plus(one);
    }
  }
}
