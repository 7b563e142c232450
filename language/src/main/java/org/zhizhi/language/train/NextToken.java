package org.zhizhi.language.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Examples;
import org.zhizhi.engine.train.Layout;
import org.zhizhi.engine.train.Parameter;
import org.zhizhi.engine.train.Task;
import org.zhizhi.language.corpus.Position;
import org.zhizhi.language.corpus.Row;
import org.zhizhi.language.corpus.Rows;
import org.zhizhi.language.corpus.Split;
import org.zhizhi.language.corpus.TokenShards;
import org.zhizhi.language.model.Qwen3;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * Predicting the next token. On plain documents this is pretraining: every token is asked for. On
 * dialogues it is instruction tuning: the shards' mask asks for the answers only.
 */
public final class NextToken implements Task<Row> {
  private final Qwen3Config config;
  private final int length;
  private final Rows rows;

  /**
   * @param length tokens in a row
   */
  public NextToken(Qwen3Config config, TokenShards shards, int length, Seed seed) {
    this.config = config;
    this.length = length;
    this.rows = new Rows(shards, Split.TRAIN, length, seed);
  }

  @Override
  public List<Parameter> parameters() {
    return Qwen3.parameters(config);
  }

  @Override
  public Examples<Row> examples() {
    return new Examples<>() {
      @Override
      public Row next() {
        return rows.next();
      }

      @Override
      public JsonNode position() {
        return Json.JSON.valueToTree(rows.position());
      }

      @Override
      public void seek(JsonNode position) {
        rows.seek(Json.JSON.convertValue(position, Position.class));
      }
    };
  }

  @Override
  public long predictions(Row row) {
    long asked = 0;
    for (int target : row.targets()) {
      asked += target < 0 ? 0 : 1;
    }
    return asked;
  }

  @Override
  public double flops(Row row) {
    return Qwen3.flopsPerRow(config, length);
  }

  @Override
  public String unit() {
    return "tokens";
  }

  @Override
  public long units(Row row) {
    return length;
  }

  @Override
  public Learner<Row> learner(
      Device device, DType dtype, Layout layout, Block weights, Block gradients, int micro) {
    return Qwen3.learner(config, device, dtype, layout, weights, gradients, micro, length);
  }

  /**
   * Bits per byte of the held-out documents, each row seen once: the surprise of their tokens over
   * the bytes of their text, so that tokenizers can be compared.
   *
   * @param maxRows where to stop
   */
  public static BitsPerByte bitsPerByte(
      Learner<Row> learner,
      int micro,
      TokenShards shards,
      Tokenizer tokenizer,
      int length,
      int maxRows) {
    double nats = 0;
    long bytes = 0;
    long tokens = 0;
    int seen = 0;
    List<Row> batch = new ArrayList<>();
    var held = Rows.once(shards, Split.HELD, length).iterator();
    while (held.hasNext() && seen < maxRows || !batch.isEmpty()) {
      boolean more = held.hasNext() && seen < maxRows;
      if (more) {
        Row row = held.next();
        seen++;
        batch.add(row);
        bytes += row.bytes(tokenizer);
        for (int target : row.targets()) {
          tokens += target < 0 ? 0 : 1;
        }
      }
      if (batch.size() == micro || !more) {
        nats += learner.score(batch);
        batch.clear();
      }
    }
    return new BitsPerByte(nats / Math.log(2) / bytes, bytes, tokens);
  }

  /**
   * A measure of how well text is predicted.
   *
   * @param value bits per byte
   * @param bytes of UTF-8 text measured on
   * @param tokens predicted
   */
  public record BitsPerByte(double value, long bytes, long tokens) {}
}
