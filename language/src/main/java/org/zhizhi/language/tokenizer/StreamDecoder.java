package org.zhizhi.language.tokenizer;

import java.util.Arrays;

/**
 * Tokens to text as they come: the bytes of a character that is not complete yet are held back, and
 * bytes that can never be part of one become U+FFFD. Special tokens say nothing.
 */
public final class StreamDecoder {
  private final Tokenizer tokenizer;
  private byte[] held = new byte[0];

  public StreamDecoder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** The text that {@code token} completes; often empty in the middle of a Chinese character. */
  public String push(int token) {
    byte[] more = tokenizer.bytes(token);
    byte[] all = Arrays.copyOf(held, held.length + more.length);
    System.arraycopy(more, 0, all, held.length, more.length);
    int ready = all.length - Utf8.incomplete(all);
    held = Arrays.copyOfRange(all, ready, all.length);
    return Utf8.decode(Arrays.copyOf(all, ready));
  }

  /** What is left at the end: U+FFFD for an incomplete character, else nothing. */
  public String finish() {
    String rest = Utf8.decode(held);
    held = new byte[0];
    return rest;
  }
}
