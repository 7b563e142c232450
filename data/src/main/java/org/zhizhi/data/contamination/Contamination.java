package org.zhizhi.data.contamination;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Fields;
import org.zhizhi.data.Document;
import org.zhizhi.data.stage.Stage;

/**
 * Keeps out what would be on the exam: documents that share a run of n words with an exam file, as
 * GPT-3 was decontaminated (Brown et al. 2020, appendix C, n = 13). {@link Overlaps} says what
 * counts where a text has characters rather than words.
 *
 * <p>Exam files are read once, when the stage is made. All their strings count: questions,
 * passages, answers, choices.
 */
public final class Contamination implements Stage {
  /** What becomes of a document that shares something with an exam. */
  public enum Action {
    /** It is rejected. */
    REJECT,
    /**
     * The sentences that share something are cut out, and a margin around them. What would lose
     * over half of its text or fall into more than ten pieces is rejected.
     */
    CUT
  }

  /**
   * What is looked for, and what is done where it is found.
   *
   * @param exams files of any exam, or folders of them
   * @param n words in a run, 8 to 32
   * @param common runs of words that more strings of exams than this share are nobody's
   * @param action what is done
   * @param margin characters that are cut beside what is shared, up to the end of the sentence
   */
  public record Settings(List<Path> exams, int n, int common, Action action, int margin) {
    public Settings {
      exams = List.copyOf(exams);
    }

    /** 13 words, runs in more than ten strings let go, documents rejected. */
    public Settings(List<Path> exams) {
      this(exams, 13, 10, Action.REJECT, 50);
    }
  }

  /** More pieces than this are no text any more; the number is GPT-3's. */
  private static final int MOST_PIECES = 10;

  private final Settings settings;
  private final ExamIndex index;

  /**
   * Reads the exams.
   *
   * @throws BadInput if one cannot be read
   */
  public Contamination(Settings settings) {
    this.settings = settings;
    if (settings.exams().isEmpty()) {
      throw new BadInput(
          "contamination: no exams", "name exam files or folders: exams: [exams/mine.jsonl]");
    }
    this.index = ExamIndex.read(settings.exams(), settings.n(), settings.common());
  }

  /**
   * From a recipe: {@code {"exams": ["exams/"], "n": 13, "common": 10, "action": "reject",
   * "margin": 50}}, of which all but {@code exams} may be absent.
   *
   * @throws BadInput naming the field, its value and the remedy
   */
  public static Contamination of(JsonNode settings) {
    Fields fields = Fields.of("contamination", settings);
    Settings standard = new Settings(List.of());
    Settings given =
        new Settings(
            fields.texts("exams").stream().map(Path::of).toList(),
            fields.count("n", standard.n(), ExamIndex.SHORTEST, ExamIndex.LONGEST),
            fields.count("common", standard.common(), 1, 1_000_000),
            fields.choice("action", Action.class, standard.action()),
            fields.count("margin", standard.margin(), 0, 100_000));
    fields.end();
    return new Contamination(given);
  }

  @Override
  public String name() {
    return "contamination";
  }

  /** Different runs of words and short questions that are looked for. */
  public int size() {
    return index.size();
  }

  @Override
  public Outcome apply(Document document) {
    String text = document.text();
    Cuts cuts = new Cuts(text, settings.margin());
    String[] exam = {""};
    Overlaps.find(
        index,
        text,
        (from, to, name) -> {
          exam[0] = exam[0].isEmpty() ? name : exam[0];
          cuts.add(from, to);
          return settings.action() == Action.CUT;
        });
    if (exam[0].isEmpty()) {
      return new Kept(document);
    }
    Optional<String> left =
        settings.action() == Action.CUT && cuts.pieces() <= MOST_PIECES
            ? cuts.left()
            : Optional.empty();
    return left.isPresent()
        ? new Kept(document.withText(left.get()))
        : new Rejected("overlaps exam " + exam[0]);
  }
}
