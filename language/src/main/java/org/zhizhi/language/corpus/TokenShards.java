package org.zhizhi.language.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * A corpus in tokens on disk, mapped into memory: {@code tokens-00000.bin} (uint16 or uint32,
 * little-endian), {@code tokens-00000.idx} (int64: where each document ends, in tokens), for
 * dialogues {@code tokens-00000.mask} (a byte a token: 1 is learned), the same as {@code held-*}
 * for what is held out, and {@code index.json}, against which every length is checked before use.
 *
 * <p>Owns the mappings: after {@link #close} nothing of it may be read.
 */
public final class TokenShards implements AutoCloseable {
  static final String FORMAT = "zhizhi-tokens-1";

  private record Part(long tokens, long documents, long bytes, List<Shard> shards) {}

  private final Path folder;
  private final Arena arena = Arena.ofShared();
  private final int vocabulary;
  private final int endOfText;
  private final boolean masked;
  private final String tokenizer;
  private final Map<Split, Part> parts = new EnumMap<>(Split.class);

  private TokenShards(Path folder) {
    this.folder = folder;
    Path file = folder.resolve("index.json");
    if (!Files.isRegularFile(file)) {
      throw new BadInput(folder + ": no index.json", "give a folder of token shards");
    }
    Index index = new Index(file, Json.read(file));
    String format = index.text("format");
    if (!format.equals(FORMAT)) {
      throw index.bad("format is \"" + format + "\", not \"" + FORMAT + "\"");
    }
    String dtype = index.text("dtype");
    int width = dtype.equals("uint16") ? 2 : dtype.equals("uint32") ? 4 : 0;
    if (width == 0) {
      throw index.bad("dtype is \"" + dtype + "\", not uint16 or uint32");
    }
    vocabulary = (int) index.number("vocabulary", 1, width == 2 ? 1 << 16 : 1 << 30);
    endOfText = (int) index.number("end_of_text", 0, vocabulary - 1);
    masked = index.node().path("masked").asBoolean(false);
    tokenizer = index.text("tokenizer");
    try {
      for (Split split : Split.values()) {
        parts.put(split, part(index.in("splits").in(split.key()), split, width));
      }
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** Opens the folder that {@link CorpusWriter} wrote. */
  public static TokenShards open(Path folder) {
    return new TokenShards(folder);
  }

  private Part part(Index index, Split split, int width) {
    List<Shard> shards = new ArrayList<>();
    long tokens = 0;
    long documents = 0;
    for (JsonNode node : index.node().path("shards")) {
      Index entry = new Index(index.file(), node);
      String name = split.shard(shards.size());
      if (!entry.text("name").equals(name)) {
        throw entry.bad("shard \"" + entry.text("name") + "\" stands where " + name + " should");
      }
      Shard shard =
          Shard.map(
              folder.resolve(name),
              arena,
              width,
              vocabulary,
              masked,
              entry.number("tokens", 1, Long.MAX_VALUE / 8),
              entry.number("documents", 1, Long.MAX_VALUE / 8),
              entry.in("sha256"));
      shards.add(shard);
      tokens += shard.tokens();
      documents += shard.documents();
    }
    if (index.number("tokens", 0, Long.MAX_VALUE) != tokens
        || index.number("documents", 0, Long.MAX_VALUE) != documents) {
      throw index.bad("split " + split.key() + " does not hold what its shards hold together");
    }
    return new Part(
        tokens, documents, index.number("bytes", 0, Long.MAX_VALUE), List.copyOf(shards));
  }

  /** Tokens of {@code split}, the {@code <|endoftext|>} of each document included. */
  public long tokens(Split split) {
    return parts.get(split).tokens;
  }

  public long documents(Split split) {
    return parts.get(split).documents;
  }

  /** UTF-8 bytes of the text of {@code split}. */
  public long bytes(Split split) {
    return parts.get(split).bytes;
  }

  /** Ids run from 0 to this. */
  public int vocabulary() {
    return vocabulary;
  }

  public int endOfText() {
    return endOfText;
  }

  /** True for dialogues, of which only marked tokens are learned. */
  public boolean masked() {
    return masked;
  }

  public Path folder() {
    return folder;
  }

  /** The {@link Tokenizer#digest} of the tokenizer that wrote this. */
  public String tokenizerDigest() {
    return tokenizer;
  }

  /** Refuses a tokenizer other than the one that wrote this. */
  public void require(Tokenizer other) {
    if (!other.digest().equals(tokenizer)) {
      throw new BadInput(
          folder + ": written with tokenizer " + tokenizer + ", not with " + other.digest(),
          "encode the corpus anew or give its own tokenizer");
    }
  }

  /** Reads everything and compares it with the SHA-256 digests in {@code index.json}. */
  public void verify() {
    parts.values().forEach(part -> part.shards.forEach(Shard::verify));
  }

  List<Shard> shards(Split split) {
    return parts.get(split).shards;
  }

  @Override
  public void close() {
    arena.close();
  }
}
