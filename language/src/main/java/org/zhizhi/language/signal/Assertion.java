package org.zhizhi.language.signal;

import java.util.List;
import org.zhizhi.language.tokenizer.Message;

/** How a model is asked, and taught to say, whether an answer is right. */
public final class Assertion {
  private Assertion() {}

  /** The dialogue that ends by asking whether {@code answer} to {@code question} is right. */
  public static List<Message> dialogue(String question, String answer, boolean chinese) {
    return List.of(
        Message.user(question),
        Message.assistant(answer),
        Message.user(chinese ? "这个回答对吗？" : "Is this answer right?"));
  }

  /** What says that it is right. */
  public static String yes(boolean chinese) {
    return chinese ? "对。" : "Yes.";
  }

  /** What says that it is not. */
  public static String no(boolean chinese) {
    return chinese ? "不对。" : "No.";
  }
}
