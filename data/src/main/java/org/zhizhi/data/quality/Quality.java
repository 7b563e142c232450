package org.zhizhi.data.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Fields;
import org.zhizhi.data.Document;
import org.zhizhi.data.stage.Stage;

/**
 * Writes how good a document is into its {@link Document#quality}, by a {@link QualityModel} if the
 * recipe names one, else by {@link QualityScore}, and lets go what is under a threshold if there is
 * one.
 */
public final class Quality implements Stage {
  /**
   * Who judges, and what has to be reached.
   *
   * @param model file of a {@link QualityModel}; without it, {@link QualityScore} judges
   * @param keepAbove quality in [0, 1] under which documents are rejected; without it, none is
   */
  public record Settings(Optional<Path> model, Optional<Double> keepAbove) {
    public static final Settings DEFAULT = new Settings(Optional.empty(), Optional.empty());
  }

  private final Settings settings;
  private final Optional<QualityModel> model;

  /**
   * Reads the model.
   *
   * @throws BadInput if it cannot be read
   */
  public Quality(Settings settings) {
    this.settings = settings;
    this.model = settings.model().map(QualityModel::read);
  }

  /**
   * From a recipe: {@code {"model": "quality.model", "keep_above": 0.5}}, of which both may be
   * absent.
   *
   * @throws BadInput naming the field, its value and the remedy
   */
  public static Quality of(JsonNode settings) {
    Fields fields = Fields.of("quality", settings);
    Settings given =
        new Settings(fields.text("model").map(Path::of), fields.number("keep_above", 0, 1));
    fields.end();
    return new Quality(given);
  }

  @Override
  public String name() {
    return "quality";
  }

  @Override
  public Outcome apply(Document document) {
    double quality =
        model.map(m -> m.score(document.text())).orElseGet(() -> QualityScore.of(document.text()));
    if (settings.keepAbove().isPresent() && quality < settings.keepAbove().get()) {
      return new Rejected("quality under " + settings.keepAbove().get());
    }
    return new Kept(document.withQuality(quality));
  }
}
