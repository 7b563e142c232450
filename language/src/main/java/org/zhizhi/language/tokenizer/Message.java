package org.zhizhi.language.tokenizer;

/**
 * One turn of a dialogue.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 * @param content what is said
 * @param learned whether tuning learns to say it, where an assistant does; a mistake to be
 *     corrected is only read
 */
public record Message(String role, String content, boolean learned) {
  public static final String SYSTEM = "system";
  public static final String USER = "user";
  public static final String ASSISTANT = "assistant";

  /** One turn, to be learned. */
  public Message(String role, String content) {
    this(role, content, true);
  }

  public static Message user(String content) {
    return new Message(USER, content);
  }

  public static Message assistant(String content) {
    return new Message(ASSISTANT, content);
  }
}
