package org.zhizhi.language.study;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.Document;
import org.zhizhi.data.DocumentWriter;
import org.zhizhi.data.recipe.Mixture;
import org.zhizhi.language.tokenizer.Tokenizer;
import org.zhizhi.language.train.Plan;

/**
 * Writes what the models of a study learn from: as much of each domain as the settings need, none
 * of it held out or like what is.
 */
final class PoolWriter {
  /** More than a setting reads: filters and the removal of copies take some. */
  private static final double AMPLE = 1.5;

  private final Path folder;
  private final StudySettings settings;
  private final Survey survey;
  private final Guard guard;
  private final Tokenizer tokenizer;
  private final Map<String, Bound> bounds = new LinkedHashMap<>();

  /** What is taken of a domain. */
  private static final class Bound {
    private final Survey.Tally tally;
    private final double bytesPerToken;
    private double limit;
    private long alike;
    private long pooled;
    private long pooledBytes;

    Bound(Survey.Tally tally, double bytesPerToken) {
      this.tally = tally;
      this.bytesPerToken = bytesPerToken;
    }
  }

  PoolWriter(Path folder, StudySettings settings, Survey survey, Guard guard, Tokenizer tokenizer) {
    this.folder = folder;
    this.settings = settings;
    this.survey = survey;
    this.guard = guard;
    this.tokenizer = tokenizer;
  }

  /** Writes the pool that {@code design} needs for models by {@code plan}. */
  Pool write(Sources sources, Design design, Plan plan) {
    for (Survey.Tally tally : survey.domains()) {
      bounds.put(tally.name, new Bound(tally, bytesPerToken(tally)));
    }
    for (Bound bound : bounds.values()) {
      double need = 0;
      for (Design.Arm arm : design.arms().values()) {
        double[] rates = bounds.values().stream().mapToDouble(b -> 1 / b.bytesPerToken).toArray();
        double bytes = plan.tokens() / arm.tokensPerByte(design.domains(), rates);
        need = Math.max(need, bytes * arm.mix().share(bound.tally.name));
      }
      bound.limit = bound.tally.limit(bound.tally.heldLimit, AMPLE * need);
    }
    Mixture mixture = design.arms().values().iterator().next().recipe().mixture();
    Path pool = folder.resolve("pool");
    try {
      AtomicFile.delete(pool);
    } catch (IOException e) {
      throw new BadInput(pool + ": cannot be replaced (" + e + ")", "remove it", e);
    }
    AtomicFile.folder(
        pool,
        aside -> {
          try (OutputStream out =
              new BufferedOutputStream(Files.newOutputStream(aside.resolve("pool.jsonl")))) {
            DocumentWriter writer = new DocumentWriter();
            sources.each(
                "pool",
                (domain, document) -> {
                  if (takes(domain, document, mixture)) {
                    write(document, writer, out);
                  }
                });
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
    Pool written =
        new Pool(
            folder,
            bounds.values().stream().map(PoolWriter::domain).toList(),
            survey.held(),
            survey.isJudged());
    written.write();
    return written;
  }

  private double bytesPerToken(Survey.Tally tally) {
    long bytes = 0;
    long tokens = 0;
    for (String text : tally.sample) {
      bytes += Sources.bytes(text);
      tokens += tokenizer.encode(text).length + 1;
    }
    return tokens == 0 ? 4 : (double) bytes / tokens;
  }

  private boolean takes(String domain, Document document, Mixture mixture) {
    Bound bound = bounds.get(domain);
    if (bound == null) {
      return false;
    }
    long[] shingles = Shingles.of(document.text());
    double drawn = Shingles.drawn(shingles);
    if (drawn <= bound.tally.heldLimit || drawn > bound.limit) {
      return false;
    }
    if (guard.isLike(shingles)) {
      bound.alike++;
      return false;
    }
    int group = mixture.group(document.source(), document.lang(), document.license());
    if (group < 0 || !mixture.group(group).equals(domain)) {
      throw new BadInput(
          document.source()
              + ": is of the domain "
              + domain
              + " and matches "
              + (group < 0 ? "none" : mixture.group(group)),
          "rename the folder so that no name of a domain is part of another's");
    }
    bound.pooled++;
    bound.pooledBytes += Sources.bytes(document.text());
    return true;
  }

  private void write(Document d, DocumentWriter writer, OutputStream out) {
    int times =
        settings.repeats().stream()
            .filter(repeat -> repeat.concerns(d))
            .mapToInt(Repeat::times)
            .findFirst()
            .orElse(1);
    try {
      for (int i = 0; i < times; i++) {
        String id = i == 0 ? d.id() : d.id() + "+" + i;
        writer.document(
            new Document(id, d.text(), d.source(), d.lang(), d.license(), d.quality(), d.meta()));
        writer.flush(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pool.Domain domain(Bound b) {
    return new Pool.Domain(
        b.tally.name,
        b.tally.documents,
        b.tally.bytes,
        b.tally.held.size(),
        b.tally.refused,
        b.alike,
        b.pooled,
        b.pooledBytes,
        b.bytesPerToken);
  }
}
