package org.zhizhi.language.exam;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.zhizhi.base.BadInput;
import org.zhizhi.language.knows.QuestionSet;

/** Question sets as calibration takes them: short questions, each by itself. */
public final class CalibrationSets {
  private CalibrationSets() {}

  /**
   * Reads files as {@link Papers} does.
   *
   * @throws BadInput if one cannot be read or has no short questions
   */
  public static List<QuestionSet> read(List<Path> files) {
    return files.stream().map(CalibrationSets::read).toList();
  }

  private static QuestionSet read(Path file) {
    List<QuestionSet.Item> items =
        Papers.read(file).stream()
            .filter(paper -> paper.protocol() == Protocol.SHORT_ANSWER)
            .flatMap(paper -> paper.questions().stream())
            .filter(question -> question.choices().isEmpty())
            .map(q -> new QuestionSet.Item(q.text(), q.answers(), q.cluster()))
            .toList();
    if (items.isEmpty() || !Files.isRegularFile(file)) {
      throw new BadInput(
          file + ": has no short questions to calibrate on",
          "give lines of JSON with question and answers, docs/exam.md has the form");
    }
    return QuestionSet.of(file, items);
  }
}
