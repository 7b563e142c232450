package org.zhizhi.language.knows;

import java.nio.file.Path;
import java.util.List;
import org.zhizhi.base.Digest;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.ExamItem;

/**
 * Questions with their right answers, from one place.
 *
 * @param name what people call it: its file
 * @param digest SHA-256 of its content, in hexadecimal, by which it is known again
 */
public record QuestionSet(String name, String digest, List<Item> items) {
  public QuestionSet {
    items = List.copyOf(items);
  }

  /** What a file holds, as its reader understood it. */
  public static QuestionSet of(Path file, List<Item> items) {
    return new QuestionSet(file.toString(), Digest.of(file), items);
  }

  /** Questions that stand in no file. */
  public static QuestionSet of(String name, List<ExamItem> items) {
    Digest digest = new Digest();
    items.forEach(item -> digest.add(item.toString()).add("\n"));
    return new QuestionSet(name, digest.hex(), items.stream().map(Item::of).toList());
  }

  /**
   * A question.
   *
   * @param question as it is asked, by itself
   * @param answers every right answer; empty where nobody can know it
   * @param cluster what it is about: questions that share one are not independent
   */
  public record Item(String question, List<String> answers, String cluster) {
    public Item {
      answers = List.copyOf(answers);
    }

    /** A question about the world of the demo. */
    public static Item of(ExamItem item) {
      return new Item(item.question(), item.answers(), item.entity());
    }

    /**
     * Whether {@code said} gives a right answer, as exams judge it: it contains one and does not
     * say that it does not know.
     */
    public boolean right(String said) {
      return !Answers.declines(said) && Answers.contains(said, answers);
    }
  }
}
