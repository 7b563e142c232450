package org.zhizhi.language.study;

import org.zhizhi.data.read.ReadSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Progress;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.DocumentReader;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.build.Build;
import org.zhizhi.data.build.SourcesInput;
import org.zhizhi.data.recipe.Domain;
import org.zhizhi.data.recipe.Duplicates;
import org.zhizhi.data.recipe.Mixture;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.recipe.Tag;

/**
 * The sources of a study as corpora of the documents that were found, to be read as often as
 * needed: whatever has to be taken out of its files is taken out once. Several sources are a domain
 * each; the documents of a single one are divided by where they come from.
 */
final class Sources {
  /** Takes documents as they are. */
  private static final Recipe AS_FOUND =
      new Recipe(
          "as found",
          ReadSettings.DEFAULTS,
          List.of(),
          List.of(),
          new Duplicates(false, 0),
          Mixture.NONE,
          Order.AS_READ,
          Optional.empty(),
          Tag.NONE,
          new Seed(0));

  private final List<Path> sources;
  private final List<String> names = new ArrayList<>();
  private final List<Path> corpora = new ArrayList<>();
  private final PrintStream log;
  private final Progress.Mode mode;

  private Sources(List<Path> sources, PrintStream log, Progress.Mode mode) {
    this.sources = sources;
    this.log = log;
    this.mode = mode;
  }

  /**
   * Takes the documents out of {@code sources}, below {@code folder}; what is there already is
   * kept.
   */
  static Sources of(List<Path> sources, Path folder, int threads, PrintStream log, boolean quiet) {
    Sources all = new Sources(sources, log, Progress.Mode.of(quiet));
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      Path path = sources.get(i).toAbsolutePath().normalize();
      String name = String.valueOf(path.getFileName());
      if (!taken.add(name)) {
        throw new BadInput(
            path + ": another source is called " + name + " too", "rename one of the folders");
      }
      all.names.add(name);
      Path corpus = folder.resolve(String.format(Locale.ROOT, "%03d", i));
      all.corpora.add(corpus);
      if (!Files.exists(corpus)) {
        new Build(
                AS_FOUND,
                new SourcesInput(List.of(path), ReadSettings.DEFAULTS),
                corpus,
                Optional.empty(),
                threads,
                log,
                quiet)
            .run();
      }
    }
    return all;
  }

  /** Whether each source is a domain. */
  boolean areDomains() {
    return sources.size() > 1;
  }

  /**
   * Reads all documents, each with the domain it is of. Where sources are domains, a document's
   * source begins with its domain.
   *
   * @param label says what for
   */
  void each(String label, BiConsumer<String, Document> to) {
    Documents documents = Documents.read(corpora);
    Progress progress = Progress.of(log, label, documents.bytes(), mode);
    long before = 0;
    for (int i = 0; i < corpora.size(); i++) {
      Documents some = Documents.read(List.of(corpora.get(i)));
      try (DocumentReader reader = some.open()) {
        while (reader.hasNext()) {
          Document document = reader.next();
          if (areDomains()) {
            to.accept(names.get(i), within(names.get(i), document));
          } else {
            to.accept(Domain.of(document.source()), document);
          }
          progress.update(before + reader.bytesRead(), "");
        }
      }
      before += some.bytes();
    }
    progress.done(before, "bytes");
  }

  private static Document within(String name, Document d) {
    return d.source().startsWith(name + "/")
        ? d
        : new Document(
            d.id(),
            d.text(),
            name + "/" + d.source(),
            d.lang(),
            d.license(),
            d.quality(),
            d.meta());
  }

  /** Bytes of {@code text} in UTF-8. */
  static long bytes(String text) {
    return org.zhizhi.data.DocumentWriter.utf8(text);
  }
}
