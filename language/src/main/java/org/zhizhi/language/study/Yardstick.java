package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.Json;
import org.zhizhi.data.recipe.Tag;
import org.zhizhi.language.corpus.Passages;
import org.zhizhi.language.model.RowScorer;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * The documents that every model of a study is measured on, packed once. A model that learned from
 * tagged texts is given the tag of each document; its bits are not counted.
 */
final class Yardstick {
  /** Pieces of a document, so that long ones do not outweigh the others. */
  private static final int PIECES = 4;

  /** Of so many documents of a domain one is measured on the way too, or these many in all. */
  private static final int ON_THE_WAY = 4;

  private static final int MOST_ON_THE_WAY = 16;

  private final List<String> domains;
  private final int length;
  private final Passages plain;
  private final Passages tagged;
  private final Passages found;
  private final List<Held> some = new ArrayList<>();
  private final Passages plainOfSome;
  private final Passages taggedOfSome;

  /**
   * @param length tokens of a row
   * @param tags whether room is kept for tags
   */
  Yardstick(List<String> domains, List<Held> held, Tokenizer tokenizer, int length, boolean tags) {
    this.domains = domains;
    this.length = length;
    int room = 0;
    for (Held h : held) {
      room = Math.max(room, tags ? tokenizer.encode(Tag.PREFIX.before(h.source())).length : 0);
    }
    int[] seen = new int[domains.size()];
    for (Held h : held) {
      int n = seen[h.domain()]++;
      if (n % ON_THE_WAY == 0 && n / ON_THE_WAY < MOST_ON_THE_WAY) {
        some.add(h);
      }
    }
    this.plain = pack(held, tokenizer, room, Tag.NONE, false);
    this.tagged = tags ? pack(held, tokenizer, room, Tag.PREFIX, false) : plain;
    this.found = pack(held, tokenizer, room, Tag.NONE, true);
    this.plainOfSome = pack(some, tokenizer, room, Tag.NONE, false);
    this.taggedOfSome = tags ? pack(some, tokenizer, room, Tag.PREFIX, false) : plainOfSome;
  }

  private Passages pack(
      List<Held> documents, Tokenizer tokenizer, int room, Tag tag, boolean asFound) {
    List<Passages.Passage> texts =
        documents.stream()
            .map(
                h ->
                    new Passages.Passage(tag.before(h.source()), asFound ? h.found() : h.curated()))
            .toList();
    return Passages.of(tokenizer, texts, length, room, PIECES);
  }

  /** Bytes that are measured of each document. */
  long[] bytes() {
    return plain.bytes();
  }

  /** The same of the texts as they were found. */
  long[] bytesAsFound() {
    return found.bytes();
  }

  /** Bits that a model needs for each document. */
  double[] bits(RowScorer scorer, Tag tag) {
    return bits(scorer, tag == Tag.NONE ? plain : tagged);
  }

  /** The same for the texts as they were found. */
  double[] bitsAsFound(RowScorer scorer) {
    return bits(scorer, found);
  }

  private static double[] bits(RowScorer scorer, Passages passages) {
    double[] bits = passages.sums(scorer.losses(passages.rows()));
    for (int i = 0; i < bits.length; i++) {
      bits[i] /= Math.log(2);
    }
    return bits;
  }

  /** Bits per byte of each domain on some of the documents, by the domain's name. */
  ObjectNode onTheWay(RowScorer scorer, Tag tag) {
    Passages passages = tag == Tag.NONE ? plainOfSome : taggedOfSome;
    double[] bits = bits(scorer, passages);
    long[] bytes = passages.bytes();
    double[] sums = new double[domains.size()];
    double[] sizes = new double[domains.size()];
    for (int i = 0; i < bits.length; i++) {
      sums[some.get(i).domain()] += bits[i];
      sizes[some.get(i).domain()] += bytes[i];
    }
    ObjectNode json = Json.object();
    for (int d = 0; d < sums.length; d++) {
      json.put(domains.get(d), sums[d] / sizes[d]);
    }
    return json;
  }

  /** Tokens that a model reads to be measured {@code points} times on the way and at the end. */
  long tokens(int points) {
    return (long) length * (plain.rows().size() + points * plainOfSome.rows().size());
  }

  int length() {
    return length;
  }
}
