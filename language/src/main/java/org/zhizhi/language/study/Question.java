package org.zhizhi.language.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.page.Text;

/** What a study can ask of a corpus. */
public enum Question {
  /** How much of each domain? */
  DISTRIBUTION(new Text("Distribution: how much of each domain", "分布：各领域占多少")),
  /** With the recipe's stages or without them? */
  FILTERS(new Text("Quality: filters on or off", "质量：过滤开与关")),
  /** Without copies or with them? */
  DUPLICATES(new Text("Duplicates: removed or left", "重复：去除与保留")),
  /** In which order? */
  ORDER(new Text("Order: what is read first", "顺序：先读什么")),
  /** Does it help to say where a text comes from? */
  TAG(new Text("Source tag: on or off", "来源标记：有与无"));

  private final Text title;

  Question(Text title) {
    this.title = title;
  }

  /** As reports head it. */
  Text title() {
    return title;
  }

  /** As the command line says it: {@code distribution}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word}. */
  public static Question of(String word) {
    for (Question question : values()) {
      if (question.word().equals(word.toLowerCase(Locale.ROOT))) {
        return question;
      }
    }
    throw new BadInput(
        "--question " + word + ": there is no such question",
        "give " + Arrays.stream(values()).map(Question::word).collect(Collectors.joining(", ")));
  }
}
