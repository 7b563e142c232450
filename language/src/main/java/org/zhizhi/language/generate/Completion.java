package org.zhizhi.language.generate;

import java.util.List;

/**
 * What was drawn after a prompt.
 *
 * @param tokens all tokens drawn, stop tokens left out
 * @param text their text up to the stop string, empty if the generator knows no text
 * @param end why it ended
 */
public record Completion(List<Token> tokens, String text, End end) {

  /** Why a sequence ended. */
  public enum End {
    /** A stop token or a stop string. */
    STOP,
    /** The most tokens asked for, or the longest context of the model. */
    LENGTH,
    /** The listener wanted no more. */
    CANCELLED
  }

  /**
   * A token drawn.
   *
   * @param logprob natural logarithm of its probability by the model, before penalty and filters,
   *     at temperature 1
   * @param top the most likely tokens, the likeliest first, as many as were asked for
   */
  public record Token(int id, float logprob, List<Candidate> top) {}

  /** A token and its log-probability. */
  public record Candidate(int id, float logprob) {}

  public Completion {
    tokens = List.copyOf(tokens);
  }

  /** The ids of the tokens drawn. */
  public int[] ids() {
    return tokens.stream().mapToInt(Token::id).toArray();
  }

  /** The log-probability of all tokens drawn together. */
  public double logprob() {
    return tokens.stream().mapToDouble(Token::logprob).sum();
  }
}
