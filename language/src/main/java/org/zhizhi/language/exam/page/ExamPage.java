package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;

/**
 * The page of an exam: what a model knows, whether it knows that it does, and what its word is
 * worth. With an earlier exam, all figures of both stand side by side on the same scales.
 */
public final class ExamPage {
  private ExamPage() {}

  /**
   * Writes the page to {@code file}, whole or not at all.
   *
   * @param exam the content of an {@code exam.json}; what it lacks, the page leaves out
   * @param before that of another model or of an earlier state, to compare with
   */
  public static void write(Path file, JsonNode exam, Optional<JsonNode> before) {
    of(exam, before).write(file);
  }

  static Page of(JsonNode exam, Optional<JsonNode> before) {
    String earlier = before.map(ExamPage::modelName).orElse("");
    String now = modelName(exam);
    boolean named = !earlier.isEmpty() && !now.isEmpty() && !earlier.equals(now);
    String name = named ? earlier + " → " + now : now;
    String colon = name.isEmpty() ? "" : ": " + name;
    Page page = Page.titled(new Text("What it knows" + colon, "知之为知之" + colon.replace(": ", "：")));
    return ExamSections.of(exam, before).all(page);
  }

  /** The last part of the model's path, which is what its user calls it. */
  static String modelName(JsonNode exam) {
    String path = Estimate.text(exam.at("/model/path")).replaceAll("[/\\\\]+$", "");
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
