package org.zhizhi.language.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import org.zhizhi.base.Json;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Examples;
import org.zhizhi.engine.train.Layout;
import org.zhizhi.engine.train.Parameter;
import org.zhizhi.engine.train.Task;
import org.zhizhi.engine.train.Trainer;
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
  private final Examples<Row> rows;

  /**
   * @param length tokens in a row
   */
  public NextToken(Qwen3Config config, int length, Examples<Row> rows) {
    this.config = config;
    this.length = length;
    this.rows = rows;
  }

  /**
   * @param length tokens in a row
   * @param rows of that length
   */
  public NextToken(Qwen3Config config, int length, Rows rows) {
    this(config, length, examples(rows));
  }

  @Override
  public List<Parameter> parameters() {
    return Qwen3.parameters(config);
  }

  @Override
  public Examples<Row> examples() {
    return rows;
  }

  private static Examples<Row> examples(Rows rows) {
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
    return row.predictions();
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
   * Bits per byte of the held-out documents: the surprise of their tokens over the bytes of their
   * text, so that models with different tokenizers can be compared.
   */
  static BitsPerByte bitsPerByte(
      Trainer<Row> trainer, TokenShards shards, Tokenizer tokenizer, int length) {
    long[] bytes = {0};
    long[] tokens = {0};
    Iterator<Row> rows = Rows.once(shards, Split.HELD, length).iterator();
    double nats =
        trainer.score(
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return rows.hasNext();
              }

              @Override
              public Row next() {
                Row row = rows.next();
                bytes[0] += row.bytes(tokenizer);
                tokens[0] += row.predictions();
                return row;
              }
            });
    return new BitsPerByte(nats / Math.log(2) / bytes[0], bytes[0], tokens[0]);
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
