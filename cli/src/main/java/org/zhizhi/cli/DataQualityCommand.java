package org.zhizhi.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.data.Document;
import org.zhizhi.data.quality.QualityTraining;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.SourceReader;
import org.zhizhi.data.read.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code zhizhi data quality}: a model of what good text is, for the stage quality. */
@Command(
    name = "quality",
    description = "Learn from two folders what good text is, for the stage quality of a recipe.")
final class DataQualityCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--good",
      required = true,
      paramLabel = "SRC",
      description = "Texts such as you want; may be given more than once.")
  private List<Path> good;

  @Option(
      names = "--ordinary",
      required = true,
      paramLabel = "SRC",
      description = "Texts such as there are many; may be given more than once.")
  private List<Path> ordinary;

  @Override
  public Integer call() {
    Path out =
        common
            .out()
            .orElseThrow(
                () -> new BadInput("--out is missing", "name the file to write: --out FILE"));
    QualityTraining.Result result =
        QualityTraining.run(
            documents(good),
            documents(ordinary),
            out,
            common.seed(),
            line -> {
              if (!common.quiet()) {
                System.err.println(line);
              }
            });
    if (common.json()) {
      System.out.println(
          Json.line(
              Json.object()
                  .put("model", out.toString())
                  .put("good", result.good())
                  .put("ordinary", result.ordinary())
                  .put("auroc", result.auroc())
                  .put("calibration_error", result.calibrationError())));
    }
    return 0;
  }

  private static Iterable<Document> documents(List<Path> sources) {
    Sources found = Sources.find(sources);
    return () -> read(found);
  }

  /** What can be read of them, as it comes. */
  private static Iterator<Document> read(Sources sources) {
    SourceReader reader = sources.open(ReadSettings.DEFAULTS);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED), false)
        .filter(Item.Read.class::isInstance)
        .map(item -> ((Item.Read) item).document())
        .iterator();
  }
}
