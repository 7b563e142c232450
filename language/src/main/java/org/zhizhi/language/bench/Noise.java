package org.zhizhi.language.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SplittableRandom;
import org.zhizhi.base.Json;
import org.zhizhi.engine.train.Examples;
import org.zhizhi.language.corpus.Row;

/** Rows of random tokens: the arithmetic of training without a corpus. */
final class Noise implements Examples<Row> {
  private final SplittableRandom random = new SplittableRandom(1);
  private final int vocabulary;
  private final int length;

  Noise(int vocabulary, int length) {
    this.vocabulary = vocabulary;
    this.length = length;
  }

  @Override
  public Row next() {
    int[] tokens = random.ints(length, 0, vocabulary).toArray();
    int[] targets = random.ints(length, 0, vocabulary).toArray();
    return new Row(tokens, targets, new int[length]);
  }

  @Override
  public JsonNode position() {
    return Json.object();
  }

  @Override
  public void seek(JsonNode position) {}
}
