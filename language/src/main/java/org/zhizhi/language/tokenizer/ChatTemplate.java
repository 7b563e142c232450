package org.zhizhi.language.tokenizer;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.zhizhi.base.BadInput;

/**
 * ChatML, the layout of dialogues that Qwen uses: {@code <|im_start|>role\ncontent<|im_end|>\n}.
 * Space around a content is stripped. A content is encoded as plain text, so it cannot end its
 * message or begin another, whatever it says.
 */
public final class ChatTemplate {
  /** The same layout for {@code tokenizer_config.json}. */
  public static final String JINJA =
      "{%- for message in messages %}"
          + "{{- '<|im_start|>' + message['role'] + '\\n' + (message['content'] | trim)"
          + " + '<|im_end|>' + '\\n' }}"
          + "{%- endfor %}"
          + "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}";

  private static final Set<String> ROLES =
      Set.of(Message.SYSTEM, Message.USER, Message.ASSISTANT, "tool");

  private final Tokenizer tokenizer;
  private final int start;
  private final int end;
  private final int[] newline;

  /**
   * A dialogue in tokens.
   *
   * @param tokens of all messages
   * @param answer the positions of what a model should learn to say: the contents of assistant
   *     messages that are to be learned and the {@code <|im_end|>} behind each
   */
  public record Rendered(int[] tokens, BitSet answer) {}

  /** For dialogues in the tokens of {@code tokenizer}, which must have ChatML's specials. */
  public ChatTemplate(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.start = tokenizer.special(Tokenizer.MESSAGE_START);
    this.end = tokenizer.special(Tokenizer.MESSAGE_END);
    this.newline = tokenizer.encode("\n");
  }

  /** The whole dialogue, to learn from. */
  public Rendered render(List<Message> messages) {
    TokenBuffer out = new TokenBuffer();
    BitSet answer = new BitSet();
    for (Message message : messages) {
      head(message.role(), out);
      int from = out.size();
      tokenizer.encode(strip(message.content()), out);
      out.add(end);
      if (message.role().equals(Message.ASSISTANT) && message.learned()) {
        answer.set(from, out.size());
      }
      out.addAll(newline, newline.length);
    }
    return new Rendered(out.toArray(), answer);
  }

  /** The dialogue so far and the head of the answer that a model is to give now. */
  public int[] prompt(List<Message> messages) {
    TokenBuffer out = new TokenBuffer();
    int[] tokens = render(messages).tokens();
    out.addAll(tokens, tokens.length);
    head(Message.ASSISTANT, out);
    return out.toArray();
  }

  /** The token that ends an answer. */
  public int endOfAnswer() {
    return end;
  }

  private void head(String role, TokenBuffer out) {
    if (!ROLES.contains(role)) {
      throw new BadInput(
          "message role \"" + role + "\"", "use one of system, user, assistant, tool");
    }
    out.add(start);
    tokenizer.encode(role + "\n", out);
  }

  /** As Python's {@code str.strip}, which the template's {@code trim} calls. */
  private static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
