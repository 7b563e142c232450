package org.zhizhi.language.tokenizer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.zhizhi.base.BadInput;

/**
 * Learns a byte-level BPE vocabulary from texts: 256 bytes, the merges, and at the end {@link
 * #SPECIALS}. The same texts in the same order give the same tokenizer, whatever the number of
 * threads.
 *
 * @param vocabulary tokens in all, specials included
 * @param threads that count at once
 * @param memory bytes of distinct pre-tokens to hold while counting; of more a fair sample is kept.
 *     Learning needs about 25 times as much
 */
public record BpeTrainer(int vocabulary, int threads, int memory) {
  /** The special tokens of every new tokenizer, in the order of their ids. */
  public static final List<String> SPECIALS = specials();

  /** Longest token in bytes: ten Han characters or a long word, no sentence of a template. */
  private static final int LONGEST = 32;

  private static final int MEMORY = 16 << 20;

  /** Heap that a byte of the table may come to need while learning, with room for all else. */
  private static final int HEAP_PER_BYTE = 64;

  public BpeTrainer {
    int least = 256 + SPECIALS.size();
    if (vocabulary < least || vocabulary > 1 << 20) {
      throw new BadInput(
          "--vocab " + vocabulary + " is not in " + least + " to " + (1 << 20),
          "8192 suits a model of 10 million parameters, 32768 one of a billion");
    }
  }

  /** A tokenizer of {@code vocabulary} tokens learned from {@code texts} on all processors. */
  public static Tokenizer train(Iterator<String> texts, int vocabulary) {
    int threads = Runtime.getRuntime().availableProcessors();
    int memory = (int) Math.min(MEMORY, Runtime.getRuntime().maxMemory() / HEAP_PER_BYTE);
    return new BpeTrainer(vocabulary, threads, memory).train(texts);
  }

  /**
   * Learns from {@code texts}, each read once and let go.
   *
   * @throws BadInput where the texts do not support so many tokens
   */
  public Tokenizer train(Iterator<String> texts) {
    PieceTable pieces = new PieceCounter(SplitRule.DEEPSEEK_V3, threads, memory).count(texts);
    MergeLearner learner = new MergeLearner(pieces, LONGEST);
    int base = vocabulary - SPECIALS.size();
    learner.learn(base);
    List<byte[]> tokens = new ArrayList<>(learner.tokens());
    if (tokens.size() < base) {
      throw new BadInput(
          "--vocab "
              + vocabulary
              + " is more than this corpus supports: it has "
              + (tokens.size() - 256)
              + " merges that occur at least twice",
          "use --vocab " + (tokens.size() + SPECIALS.size()) + " or less, or give more text");
    }
    List<Tokenizer.Added> added = new ArrayList<>();
    for (String name : SPECIALS) {
      added.add(new Tokenizer.Added(tokens.size(), name, true, false));
      tokens.add(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    return new Tokenizer(
        new TokenizerModel(
            tokens.toArray(byte[][]::new),
            learner.merges(),
            List.copyOf(added),
            SplitRule.DEEPSEEK_V3,
            false,
            false));
  }

  private static List<String> specials() {
    List<String> names = new ArrayList<>();
    names.add(Tokenizer.END_OF_TEXT);
    names.add(Tokenizer.MESSAGE_START);
    names.add(Tokenizer.MESSAGE_END);
    for (int i = 0; i < 13; i++) {
      names.add("<|reserved_" + i + "|>");
    }
    return List.copyOf(names);
  }
}
