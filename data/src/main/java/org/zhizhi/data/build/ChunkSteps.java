package org.zhizhi.data.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Json;
import org.zhizhi.data.duplicate.DuplicateSettings;
import org.zhizhi.data.duplicate.SignatureFile;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;
import org.zhizhi.data.recipe.Recipe;

/**
 * The steps of a build that several machines share, each on one chunk: any machine can take it that
 * sees the folder of the {@link SharedBuild}. What chunks say is numbers, or JSON that can be added
 * up in any order. For several threads.
 */
public final class ChunkSteps {
  /** Bytes of lines in a shard, unless there is a reason for others. */
  public static final long SHARD_BYTES = Limits.of(1).shardBytes();

  /** UTF-16 units of text after which a chunk ends. */
  public static final long CHUNK_CHARS = Limits.of(1).chunkChars();

  /** Items after which a chunk ends. */
  public static final int CHUNK_ITEMS = Reading.MOST_ITEMS;

  private final Recipe recipe;
  private final Path work;
  private final ChunkWriter writer;
  private final Cut cut;

  /** Hears where the lines of documents stand. */
  public interface Places {
    /**
     * Tells the place of a line.
     *
     * @param document number of the document in its chunk
     * @param copy number of its copy, from 0
     * @param high decides where the line stands in the corpus: the smaller first
     * @param low decides where {@code high} does not
     * @param length bytes of the line
     */
    void line(int document, int copy, long high, long low, int length);
  }

  /** Takes the lines of documents. */
  public interface Lines {
    /** Takes the line of document number {@code document}. */
    void line(int document, byte[] line);
  }

  /**
   * The steps of a build by {@code recipe}.
   *
   * @param work the folder of the build
   * @param shardBytes of lines in a shard
   */
  public ChunkSteps(Recipe recipe, Path work, long shardBytes) {
    Optional<Difficulty> difficulty = recipe.scores().map(Scores::read);
    this.recipe = recipe;
    this.work = work;
    this.writer = new ChunkWriter(recipe, Copies.of(recipe), difficulty, new Meter());
    this.cut = new Cut(shardBytes);
  }

  // ------------------------------------------------------------------------------ stages

  /**
   * Takes the items of a chunk through the stages. Does nothing if they have been.
   *
   * @param chunk number of the chunk
   * @param first number of the first item among all
   * @param nanos it took to read them
   * @param attempt a name that no other machine has at the same time
   */
  public void curate(int chunk, long first, List<Item> items, long nanos, String attempt) {
    Path folder = Chunk.folder(work, chunk);
    if (Files.exists(folder)) {
      return;
    }
    Path own = work.resolve("attempt-" + attempt);
    Piece piece = new Piece(chunk, first, items, 0, Position.START, 0, nanos);
    AtomicFile.folder(own, aside -> writer.write(aside, piece));
    unchecked(
        () -> {
          try {
            Files.move(own, folder);
          } catch (IOException e) {
            AtomicFile.delete(own);
            if (!Files.exists(folder)) { // else another attempt was faster, and wrote the same
              throw e;
            }
          }
          return null;
        });
  }

  /** How many documents of a chunk passed the stages. */
  public int kept(int chunk) {
    return unchecked(
        () -> {
          Path index = Chunk.folder(work, chunk).resolve(Chunk.KEPT_INDEX);
          return (int) (Files.size(index) / Entry.BYTES);
        });
  }

  /** What there is to report of a chunk. */
  public String summary(int chunk) {
    Totals totals = new Totals();
    totals.add(unchecked(() -> chunk(chunk).summary()));
    return Json.line(totals.summary());
  }

  /** What there is to report of both. */
  public static String sumSummaries(String a, String b) {
    Totals totals = new Totals();
    totals.add(parse(a, Summary.class));
    totals.add(parse(b, Summary.class));
    return Json.line(totals.summary());
  }

  // ------------------------------------------------------------------------------ copies

  /** What counts as a copy; empty if copies stay. */
  public Optional<DuplicateSettings> duplicates() {
    return recipe.duplicates().settings();
  }

  /** Gives the signature of each document that passed, in order. */
  public void signatures(int chunk, Consumer<byte[]> to) {
    SignatureFile.read(chunk(chunk).notes(), signature -> to.accept(signature.toBytes()));
  }

  /** Gives the id of each document that passed, in order. */
  public void ids(int chunk, Consumer<byte[]> to) {
    unchecked(
        () -> {
          Chunk read = chunk(chunk);
          byte[] ids = Files.readAllBytes(read.folder().resolve(Chunk.IDS));
          Entry[] entries = read.entries();
          for (int i = 0; i < entries.length; i++) {
            int end = i + 1 < entries.length ? entries[i + 1].idAt() : ids.length;
            to.accept(Arrays.copyOfRange(ids, entries[i].idAt(), end));
          }
          return null;
        });
  }

  /** Says of a document that it is no copy. */
  public static final long NO_COPY = Ledger.KEPT;

  /** Says of a document of what it is a copy; see {@link #decide}. */
  public static long copyOf(long kept, boolean exact) {
    return Ledger.copy(kept, exact);
  }

  /**
   * Writes down which documents of a chunk are copies.
   *
   * @param copies {@link #copyOf} or {@link #NO_COPY} of each document that passed
   * @param ids of the documents that are kept, for each copy in order
   */
  public void decide(int chunk, long[] copies, List<byte[]> ids) {
    Path folder = Chunk.folder(work, chunk);
    AtomicFile.write(
        folder.resolve(Chunk.COPY_IDS),
        raw -> {
          DataOutputStream out = new DataOutputStream(raw);
          for (byte[] id : ids) {
            out.writeInt(id.length);
            out.write(id);
          }
          out.flush();
        });
    AtomicFile.write(
        folder.resolve(Chunk.COPIES),
        raw -> {
          DataOutputStream out = new DataOutputStream(raw);
          for (long copy : copies) {
            out.writeLong(copy);
          }
          out.flush();
        });
  }

  // ------------------------------------------------------------------------------ mixture

  /** Shares before any document was looked at. */
  public long[] openShares() {
    return Shares.open(recipe.mixture(), recipe.seed()).state();
  }

  /** Whether all documents have to be looked at (again) before the shares are known. */
  public boolean isOpen(long[] shares) {
    return shares(shares).isOpen();
  }

  /** Looks at the documents of a chunk. */
  public long[][] look(int chunk, long[] shares) {
    Shares.Look look = shares(shares).look();
    unchecked(
        () -> {
          ledger(chunk).each(look::see);
          return null;
        });
    return look.found();
  }

  /** What two looks found. */
  public static long[][] sumLooks(long[][] a, long[][] b) {
    return Shares.sum(a, b);
  }

  /** The shares after a look at all documents. */
  public long[] take(long[] shares, long[][] found) {
    Shares now = shares(shares);
    now.take(found);
    return now.state();
  }

  private Shares shares(long[] state) {
    return Shares.of(recipe.mixture(), recipe.seed(), state);
  }

  // ------------------------------------------------------------------------------ order

  /** Tells where the lines of a chunk stand, document by document. */
  public void places(int chunk, long[] shares, Places to) {
    unchecked(
        () ->
            new Placing(recipe, shares(shares))
                .places(
                    chunk(chunk),
                    copies(chunk),
                    (document, copy, key, length) ->
                        to.line(document, copy, key.high(), key.low(), length)));
  }

  /** Gives the lines of copy number {@code copy} of the documents that go in so often. */
  public void lines(int chunk, long[] shares, int copy, Lines to) {
    unchecked(
        () -> {
          Collected lines = new Collected(to);
          new Placing(recipe, shares(shares)).lines(chunk(chunk), copies(chunk), copy, lines);
          lines.flush();
          return null;
        });
  }

  /** Gives lines on as they are complete. */
  private static final class Collected implements Placing.Sink {
    private final Lines to;
    private int document;
    private Bytes line;

    Collected(Lines to) {
      this.to = to;
    }

    @Override
    public Bytes line(int document, Key key, int length) {
      flush();
      this.document = document;
      this.line = new Bytes(length);
      return line;
    }

    void flush() {
      if (line != null) {
        to.line(document, line.copy());
        line = null;
      }
    }
  }

  /** What a chunk adds to the corpus. */
  public String output(int chunk, long[] shares) {
    return Json.line(
        unchecked(
            () -> new Placing(recipe, shares(shares)).output(chunk(chunk), copies(chunk)).sum()));
  }

  /** What both add to the corpus. */
  public static String sumOutputs(String a, String b) {
    Output sum = Output.of(parse(a, Output.Sum.class));
    sum.add(Output.of(parse(b, Output.Sum.class)));
    return Json.line(sum.sum());
  }

  // ------------------------------------------------------------------------------ rejects

  /** What was left out in chunks, by why. */
  record Left(Map<String, Count> copies, Map<String, Count> left) {}

  /**
   * Gives the lines of what goes into no corpus.
   *
   * @return how much of it was left out only when all documents were looked at
   */
  public String rejects(int chunk, long[] shares, Consumer<byte[]> to) {
    return unchecked(
        () -> {
          try (Rejects rejects = new Rejects(ledger(chunk), shares(shares), names(chunk))) {
            Bytes line = new Bytes(1 << 12);
            while (rejects.next(line)) {
              to.accept(line.copy());
              line.clear();
            }
            return Json.line(new Left(rejects.copies(), rejects.left()));
          }
        });
  }

  /** How much both left out. */
  public static String sumRejects(String a, String b) {
    Left left = parse(a, Left.class);
    Left right = parse(b, Left.class);
    Map<String, Count> copies = new TreeMap<>(left.copies());
    Count.add(right.copies(), copies);
    Map<String, Count> rest = new TreeMap<>(left.left());
    Count.add(right.left(), rest);
    return Json.line(new Left(copies, rest));
  }

  /** The ids that {@link #decide} wrote. */
  private Rejects.Names names(int chunk) throws IOException {
    Path file = Chunk.folder(work, chunk).resolve(Chunk.COPY_IDS);
    DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    return new Rejects.Names() {
      @Override
      public String id(long kept) throws IOException {
        return new String(Chunk.read(in, in.readInt()), StandardCharsets.UTF_8);
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  // ------------------------------------------------------------------------------ shards

  /** The shard of a line before which {@code position} bytes stand. */
  public long shard(long position) {
    return cut.shard(position);
  }

  /** The zstd frame, among those of all shards, of a line before which so many bytes stand. */
  public long frame(long position) {
    return cut.frame(position);
  }

  /** The lines of a frame, compressed. */
  public static byte[] compressed(Iterable<byte[]> lines) {
    return unchecked(
        () -> {
          Bytes all = new Bytes(Cut.FRAME_BYTES + (Cut.FRAME_BYTES >> 2));
          lines.forEach(all::write);
          Bytes packed = new Bytes(Cut.FRAME_BYTES / 2);
          Shards.compress(all, packed);
          return packed.copy();
        });
  }

  /** The name of shard number {@code number}, counted without gaps. */
  public static String shardName(String prefix, int number) {
    return Shards.name(prefix, number);
  }

  // ------------------------------------------------------------------------------ files

  /** A chunk as if it were the first. */
  private Chunk chunk(int number) {
    return new Chunk(Chunk.folder(work, number), 0, kept(number));
  }

  private Ledger ledger(int number) {
    Chunk chunk = chunk(number);
    return new Ledger(List.of(chunk), chunk.folder().resolve(Chunk.COPIES));
  }

  private long[] copies(int number) throws IOException {
    Ledger ledger = ledger(number);
    return ledger.copies(ledger.chunks().getFirst());
  }

  private interface FileWork<T> {
    T run() throws IOException;
  }

  private static <T> T unchecked(FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T parse(String json, Class<T> type) {
    try {
      return Json.JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // it was written by the same program
    }
  }
}
