package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;

/**
 * The parts of an exam's page, for any page to take. Each method adds one part to the page it is
 * given, heading included, and returns the page; it adds nothing where the exam lacks what the part
 * shows.
 *
 * <pre>{@code
 * ExamSections sections = ExamSections.of(after, Optional.of(before));
 * sections.verdict(page);
 * sections.quadrants(page);
 * }</pre>
 */
public final class ExamSections {
  private final Comparison exams;

  private ExamSections(Comparison exams) {
    this.exams = exams;
  }

  /**
   * Parts that show {@code exam}, and beside it {@code before}. Models of different names are told
   * apart by them, others as before and now.
   *
   * @param exam the content of an {@code exam.json}
   * @param before that of another model or of an earlier state
   */
  public static ExamSections of(JsonNode exam, Optional<JsonNode> before) {
    if (before.isPresent()
        && isCalibrated(exam)
        && !isCalibrated(before.get())
        && exam.at("/model/digest").equals(before.get().at("/model/digest"))) {
      return of(exam, before, new Text("not calibrated", "校准前"), new Text("calibrated", "校准后"));
    }
    String now = Question.cut(ExamPage.modelName(exam), 20);
    String earlier = Question.cut(before.map(ExamPage::modelName).orElse(""), 20);
    boolean named = !now.isEmpty() && !earlier.isEmpty() && !now.equals(earlier);
    return named
        ? of(exam, before, Text.same(earlier), Text.same(now))
        : of(exam, before, new Text("before", "之前"), new Text("now", "现在"));
  }

  private static boolean isCalibrated(JsonNode exam) {
    return exam.path("trust").path("covered").asInt() > 0;
  }

  /** The same, with the names by which the two are told apart. */
  public static ExamSections of(
      JsonNode exam, Optional<JsonNode> before, Text beforeName, Text name) {
    return new ExamSections(new Comparison(exam, before, beforeName, name));
  }

  /** Adds all parts in their order. */
  public Page all(Page page) {
    verdict(page);
    figures(page);
    quadrants(page);
    reliability(page);
    risk(page);
    promise(page);
    pressure(page);
    consistency(page);
    scores(page);
    mistakes(page);
    return making(page);
  }

  /** What the model's word is worth, in one sentence with the guarantee. */
  public Page verdict(Page page) {
    return Verdict.add(page, exams);
  }

  /** The key figures. */
  public Page figures(Page page) {
    return KeyFigures.add(page, exams);
  }

  /** The four quadrants: each question by evidence of knowing and by stated confidence. */
  public Page quadrants(Page page) {
    return QuadrantSection.add(page, exams);
  }

  /** How often answers of a stated confidence are right. */
  public Page reliability(Page page) {
    return ReliabilitySection.add(page, exams);
  }

  /** How many answers are wrong if only the surest are given, with the guaranteed point. */
  public Page risk(Page page) {
    return RiskSection.add(page, exams);
  }

  /** Whether the guarantee was kept here, and whether it can be expected to be. */
  public Page promise(Page page) {
    return PromiseSection.add(page, exams);
  }

  /** How often a hint turns an answer, template by template. */
  public Page pressure(Page page) {
    return PressureSection.add(page, exams);
  }

  /** How often answers to the same question agree. */
  public Page consistency(Page page) {
    return ConsistencySection.add(page, exams);
  }

  /** The scores of each exam by its own protocol. */
  public Page scores(Page page) {
    return ScoreSection.add(page, exams);
  }

  /** The wrong answers that were given with most confidence. */
  public Page mistakes(Page page) {
    return MistakeSection.add(page, exams);
  }

  /** Which model, which files, which seed. */
  public Page making(Page page) {
    return MakingSection.add(page, exams);
  }
}
