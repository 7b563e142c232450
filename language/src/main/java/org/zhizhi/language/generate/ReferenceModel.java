package org.zhizhi.language.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zhizhi.data.Document;
import org.zhizhi.data.build.Difficulty;
import org.zhizhi.language.corpus.Passages;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.model.RowScorer;

/**
 * How hard documents are for a model: the bits per byte it needs for them. Of a document longer
 * than four rows, four pieces spread over it are read.
 */
public final class ReferenceModel implements Difficulty, AutoCloseable {
  /** Enough to tell documents apart; whole books would cost more than the training. */
  private static final int PIECES = 4;

  /** Longest row: products grow with it, and models of a longer context read on from here. */
  private static final int LENGTH = 512;

  /** Documents whose pieces are packed together. */
  private static final int BATCH = 64;

  private final ModelFolder model;
  private final int length;
  private final String identity;
  private final Queue<RowScorer> idle = new ConcurrentLinkedQueue<>();
  private final Queue<RowScorer> all = new ConcurrentLinkedQueue<>();

  private ReferenceModel(ModelFolder model) {
    this.model = model;
    this.length = Math.min(LENGTH, model.config().maxPositions());
    this.identity = "bits per byte by " + model.digest();
  }

  /** The model, or that of the run, in {@code path}. */
  public static ReferenceModel open(Path path) {
    return new ReferenceModel(ModelFolder.open(path));
  }

  @Override
  public String identity() {
    return identity;
  }

  /** Bits per byte of each document. */
  @Override
  public double[] of(List<Document> documents) {
    double[] values = new double[documents.size()];
    RowScorer scorer = idle.poll();
    if (scorer == null) {
      scorer = RowScorer.of(model, length);
      all.add(scorer);
    }
    try {
      for (int from = 0; from < values.length; from += BATCH) {
        List<Passages.Passage> texts = new ArrayList<>();
        for (int i = from; i < Math.min(from + BATCH, values.length); i++) {
          texts.add(new Passages.Passage("", documents.get(i).text()));
        }
        Passages passages = Passages.of(model.tokenizer(), texts, length, 0, PIECES);
        double[] nats = passages.sums(scorer.losses(passages.rows()));
        long[] bytes = passages.bytes();
        for (int i = 0; i < nats.length; i++) {
          values[from + i] = nats[i] / Math.log(2) / Math.max(1, bytes[i]);
        }
      }
    } finally {
      idle.add(scorer);
    }
    return values;
  }

  @Override
  public void close() {
    all.forEach(RowScorer::close);
    all.clear();
    idle.clear();
  }
}
