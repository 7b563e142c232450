package org.zhizhi.language.corpus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.language.tokenizer.ChatTemplate;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.language.tokenizer.TokenBuffer;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * Turns documents or dialogues into {@link TokenShards}: encodes on several threads, holds a few
 * megabytes of text and what is held out in memory, and leaves a whole folder or none. Documents
 * keep their order, but for the few that were to be held out until the bound on tokens was reached:
 * they stand where that was noticed.
 *
 * @param tokenizer that encodes; each document ends with its {@code <|endoftext|>}
 * @param heldOut how much is kept from training
 * @param threads that encode at once
 */
public record CorpusWriter(Tokenizer tokenizer, HeldOut heldOut, int threads) {
  private static final int TASK_CHARS = 1 << 18;
  private static final long SHARD_BYTES = 512L << 20;

  /** Encodes on all processors and holds out {@link HeldOut#DEFAULT}. */
  public CorpusWriter(Tokenizer tokenizer) {
    this(tokenizer, HeldOut.DEFAULT, Runtime.getRuntime().availableProcessors());
  }

  /** A document in tokens, {@code <|endoftext|>} last. */
  private record Encoded(int[] tokens, BitSet answer, long bytes, long hash) {}

  /** Writes plain texts, all of whose tokens are learned, as the new folder {@code folder}. */
  public TokenShards texts(Path folder, Iterator<String> texts) {
    return texts(folder, texts, SHARD_BYTES);
  }

  TokenShards texts(Path folder, Iterator<String> texts, long shardBytes) {
    return write(
        folder,
        shardBytes,
        false,
        texts,
        String::length,
        (batch, out) -> {
          TokenBuffer buffer = new TokenBuffer();
          for (String text : batch) {
            buffer.clear();
            tokenizer.encode(text, buffer);
            out.add(encoded(buffer, new BitSet(), HeldOut.hash(text)));
          }
        });
  }

  /**
   * Writes dialogues, of which only the assistant's answers are learned, as the new folder {@code
   * folder}.
   */
  public TokenShards dialogues(Path folder, Iterator<List<Message>> dialogues) {
    ChatTemplate template = new ChatTemplate(tokenizer);
    return write(
        folder,
        SHARD_BYTES,
        true,
        dialogues,
        dialogue -> dialogue.stream().mapToInt(m -> m.content().length() + 16).sum(),
        (batch, out) -> {
          for (List<Message> dialogue : batch) {
            ChatTemplate.Rendered rendered = template.render(dialogue);
            TokenBuffer buffer = new TokenBuffer();
            buffer.addAll(rendered.tokens(), rendered.tokens().length);
            out.add(encoded(buffer, rendered.answer(), HeldOut.hash(dialogue.toString())));
          }
        });
  }

  private Encoded encoded(TokenBuffer buffer, BitSet answer, long hash) {
    buffer.add(tokenizer.endOfText());
    int[] tokens = buffer.toArray();
    long bytes = 0;
    for (int token : tokens) {
      bytes += tokenizer.byteLength(token);
    }
    return new Encoded(tokens, answer, bytes, hash);
  }

  private <D> TokenShards write(
      Path folder,
      long shardBytes,
      boolean masked,
      Iterator<D> documents,
      ToIntFunction<D> size,
      BiConsumer<List<D>, List<Encoded>> encode) {
    if (Files.exists(folder)) {
      throw new BadInput(folder + ": exists already", "remove it or choose another folder");
    }
    AtomicFile.folder(
        folder,
        aside -> {
          try {
            fill(aside, shardBytes, masked, documents, size, encode);
          } catch (RuntimeException e) { // AtomicFile clears up after failures to write only
            AtomicFile.delete(aside);
            throw e;
          }
        });
    return TokenShards.open(folder);
  }

  private <D> void fill(
      Path folder,
      long shardBytes,
      boolean masked,
      Iterator<D> documents,
      ToIntFunction<D> size,
      BiConsumer<List<D>, List<Encoded>> encode)
      throws IOException {
    int width = tokenizer.size() <= 1 << 16 ? 2 : 4;
    ObjectNode splits = Json.object();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads);
        ShardWriter train = new ShardWriter(folder, Split.TRAIN, width, masked, shardBytes);
        ShardWriter held = new ShardWriter(folder, Split.HELD, width, masked, shardBytes)) {
      HeldOut.Choice<Encoded> choice = heldOut.new Choice<>();
      ArrayDeque<Future<List<Encoded>>> waiting = new ArrayDeque<>();
      while (documents.hasNext() || !waiting.isEmpty()) {
        if (documents.hasNext() && waiting.size() < 2 * threads) {
          List<D> batch = batch(documents, size);
          waiting.add(
              pool.submit(
                  () -> {
                    List<Encoded> out = new ArrayList<>(batch.size());
                    encode.accept(batch, out);
                    return out;
                  }));
          continue;
        }
        for (Encoded document : join(waiting.poll())) {
          add(train, choice.add(document, document.hash, document.tokens.length));
        }
      }
      add(held, choice.held());
      splits.set(Split.TRAIN.key(), train.finish());
      splits.set(Split.HELD.key(), held.finish());
    }
    ObjectNode index = Json.object();
    index.put("format", TokenShards.FORMAT).put("dtype", width == 2 ? "uint16" : "uint32");
    index.put("vocabulary", tokenizer.size()).put("tokenizer", tokenizer.digest());
    index.put("end_of_text", tokenizer.endOfText()).put("masked", masked);
    index.set("splits", splits);
    Json.write(folder.resolve("index.json"), index);
  }

  private static void add(ShardWriter to, List<Encoded> documents) throws IOException {
    for (Encoded document : documents) {
      to.add(document.tokens, document.answer, document.bytes);
    }
  }

  private static <D> List<D> batch(Iterator<D> documents, ToIntFunction<D> size) {
    List<D> batch = new ArrayList<>();
    for (long chars = 0; chars < TASK_CHARS && documents.hasNext(); ) {
      D document = documents.next();
      batch.add(document);
      chars += size.applyAsInt(document) + 1;
    }
    return batch;
  }

  private static <T> T join(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while encoding", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    }
  }
}
