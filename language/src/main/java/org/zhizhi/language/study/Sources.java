package org.zhizhi.language.study;

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
import org.zhizhi.data.build.Build;
import org.zhizhi.data.build.Input;
import org.zhizhi.data.build.SourcesInput;
import org.zhizhi.data.read.DocumentReader;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.read.ReadSettings;
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
  private final List<Path> sources;
  private final Recipe asFound;
  private final int threads;
  private final PrintStream log;
  private final boolean quiet;
  private final List<String> names = new ArrayList<>();
  private final List<Path> corpora = new ArrayList<>();
  private volatile boolean stopped;
  private volatile Build building;

  /**
   * Nothing is read yet.
   *
   * @param reading how files are read
   * @param folder to keep the documents in
   */
  Sources(
      List<Path> sources,
      ReadSettings reading,
      Path folder,
      int threads,
      PrintStream log,
      boolean quiet) {
    this.sources = sources;
    this.asFound = asFound(reading);
    this.threads = threads;
    this.log = log;
    this.quiet = quiet;
    Set<String> taken = new HashSet<>();
    for (Path source : sources) {
      Path path = source.toAbsolutePath().normalize();
      String name = String.valueOf(path.getFileName());
      if (!taken.add(name)) {
        throw new BadInput(
            path + ": another source is called " + name + " too", "rename one of the folders");
      }
      corpora.add(folder.resolve(String.format(Locale.ROOT, "%03d", names.size())));
      names.add(name);
    }
  }

  /** Takes documents as they are. */
  private static Recipe asFound(ReadSettings reading) {
    return new Recipe(
        "as found",
        reading,
        List.of(),
        List.of(),
        new Duplicates(false, 0),
        Mixture.NONE,
        Order.AS_READ,
        Optional.empty(),
        Tag.NONE,
        new Seed(0));
  }

  /** Takes the documents out of their files, those that are not there already. */
  void take() {
    for (int i = 0; i < sources.size(); i++) {
      Path corpus = corpora.get(i);
      if (!Files.exists(corpus)) {
        Input input = new SourcesInput(List.of(sources.get(i)), asFound.reading());
        Build build = new Build(asFound, input, corpus, Optional.empty(), threads, log, quiet);
        building = build;
        if (stopped) {
          throw new Build.Stopped();
        }
        build.run();
        building = null;
      }
    }
  }

  /** Ends {@link #take} and {@link #each} soon, by a {@link Build.Stopped}, from any thread. */
  void stop() {
    stopped = true;
    Build build = building;
    if (build != null) {
      build.stop();
    }
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
    Progress progress = Progress.of(log, label, documents.bytes(), Progress.Mode.of(quiet));
    long before = 0;
    for (int i = 0; i < corpora.size(); i++) {
      Documents some = Documents.read(List.of(corpora.get(i)));
      try (DocumentReader reader = some.open()) {
        while (reader.hasNext()) {
          if (stopped) {
            throw new Build.Stopped();
          }
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
