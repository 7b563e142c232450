package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.build.Build;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.language.corpus.CorpusWriter;
import org.zhizhi.language.corpus.HeldOut;
import org.zhizhi.language.tokenizer.TokenBuffer;

/** What one model learns from: built by the recipe of its setting, cut to what it reads. */
final class TrialCorpus {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  /** Text is built a little ample, and cut to the tokens that are read. */
  private static final double AMPLE = 1.1;

  private final Path path;
  private final Design.Arm arm;
  private final Seed seed;
  private final Trial.Setup setup;
  private volatile boolean stopped;
  private volatile Build building;

  TrialCorpus(Path path, Design.Arm arm, Seed seed, Trial.Setup setup) {
    this.path = path;
    this.arm = arm;
    this.seed = seed;
    this.setup = setup;
  }

  /** Ends {@link #make} soon, from any thread. */
  void stop() {
    stopped = true;
    Build build = building;
    if (build != null) {
      build.stop();
    }
  }

  private long tokens() {
    return setup.plan().tokens();
  }

  Recipe recipe() {
    double rate = arm.tokensPerByte(setup.pool().names(), setup.pool().tokensPerByte());
    return arm.recipe((long) (AMPLE * tokens() / rate), seed);
  }

  /** Builds the corpus and encodes as much of it as is read; says what it is made of. */
  JsonNode make() throws IOException {
    Path file = path.resolve("corpus.json");
    if (Files.exists(file)) {
      return Json.read(file);
    }
    Path corpus = path.resolve("corpus");
    if (stopped) {
      throw new Build.Stopped();
    }
    Build build =
        new Build(recipe(), setup.pool().input(), corpus, setup.difficulty(), 1, NOWHERE, true);
    building = build;
    if (stopped) {
      throw new Build.Stopped();
    }
    if (!Files.exists(corpus)) {
      build.run();
    }
    building = null;
    AtomicFile.delete(path.resolve("tokens"));
    Documents documents = Documents.read(List.of(corpus));
    Counted counted = count(documents);
    BitSet kept = fit(counted);
    try (Stream<Document> all = documents.stream()) {
      Iterator<Document> each = all.iterator();
      Iterator<String> texts =
          IntStream.range(0, counted.tokens.length)
              .mapToObj(i -> kept.get(i) ? each.next().text() : skip(each))
              .filter(text -> !text.isEmpty()) // documents have text
              .iterator();
      new CorpusWriter(setup.tokenizer(), HeldOut.NONE, 1)
          .texts(path.resolve("tokens"), texts)
          .close();
    }
    ObjectNode made = Json.object();
    made.put("documents", kept.cardinality());
    made.put("tokens", kept.stream().mapToLong(i -> counted.tokens[i]).sum());
    made.put("bytes", kept.stream().mapToLong(i -> counted.bytes[i]).sum());
    Json.write(file, made);
    return made;
  }

  private static String skip(Iterator<Document> documents) {
    documents.next();
    return "";
  }

  /** Tokens and bytes of each document, and a number drawn for it. */
  private record Counted(int[] tokens, int[] bytes, long[] drawn) {}

  private Counted count(Documents documents) {
    TokenBuffer buffer = new TokenBuffer();
    Seed draw = seed.split("fit");
    try (Stream<Document> all = documents.stream()) {
      List<long[]> rows =
          all.map(
                  d -> {
                    buffer.clear();
                    setup.tokenizer().encode(d.text(), buffer);
                    return new long[] {
                      buffer.size() + 1, Sources.bytes(d.text()), draw.split(d.id()).value()
                    };
                  })
              .toList();
      return new Counted(
          rows.stream().mapToInt(r -> (int) r[0]).toArray(),
          rows.stream().mapToInt(r -> (int) r[1]).toArray(),
          rows.stream().mapToLong(r -> r[2]).toArray());
    }
  }

  /**
   * The documents that stay: as many are left out, here and there, as makes those that stay as long
   * as what is read. Corpora of the same documents in other orders lose the same ones, and no order
   * loses its end.
   */
  private BitSet fit(Counted counted) {
    long left = Arrays.stream(counted.tokens).asLongStream().sum() - tokens();
    BitSet kept = new BitSet();
    kept.set(0, counted.tokens.length);
    Iterator<Integer> order =
        IntStream.range(0, counted.tokens.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> counted.drawn[i]))
            .iterator();
    while (left > 0 && order.hasNext()) {
      int i = order.next();
      if (counted.tokens[i] <= left) {
        kept.clear(i);
        left -= counted.tokens[i];
      }
    }
    return kept;
  }
}
