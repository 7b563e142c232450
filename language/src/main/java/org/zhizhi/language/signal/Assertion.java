package org.zhizhi.language.signal;

import java.util.List;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.tokenizer.Message;

/** How a model is asked whether an answer is right. */
public final class Assertion {
  private Assertion() {}

  /** The dialogue that ends by asking whether {@code answer} to {@code question} is right. */
  public static List<Message> dialogue(String question, String answer, Lang lang) {
    return List.of(
        Message.user(question),
        Message.assistant(answer),
        Message.user(lang == Lang.ZH ? "这个回答对吗？" : "Is this answer right?"));
  }

  /** What says that it is right. */
  public static String yes(Lang lang) {
    return lang == Lang.ZH ? "对。" : "Yes.";
  }

  /** What says that it is not. */
  public static String no(Lang lang) {
    return lang == Lang.ZH ? "不对。" : "No.";
  }
}
