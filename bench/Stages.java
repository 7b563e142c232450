// What the stages of curation do to documents that are good as they are, and how fast: for each folder and stage the
// documents changed, the characters removed and the documents refused with the reasons, then megabytes of UTF-8 a second
// of the thread's own processor time, the best of several rounds. Each stage is given what the one before it kept.
//
//   java [-Drounds=5] [-Dexams=DIR,DIR] -cp cli/target/zhizhi/lib/zhizhi.jar bench/Stages.java SRC...

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zhizhi.data.Document;
import org.zhizhi.data.contamination.Contamination;
import org.zhizhi.data.privacy.Personal;
import org.zhizhi.data.quality.Quality;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.stage.Boilerplate;
import org.zhizhi.data.stage.Language;
import org.zhizhi.data.stage.Repair;
import org.zhizhi.data.stage.Repeats;
import org.zhizhi.data.stage.Rules;
import org.zhizhi.data.stage.Stage;

void main(String[] sources) {
  List<Stage> stages = stages(System.getProperty("exams", ""));
  for (String source : sources) {
    List<Document> documents = new ArrayList<>();
    Documents.read(List.of(Path.of(source))).forEach(documents::add);
    IO.println("%s: %,d documents, %.1f MB".formatted(source, documents.size(), megabytes(documents)));
    List<Document> fed = documents;
    for (Stage stage : stages) {
      fed = measure(stage, fed);
    }
    double seconds = best(documents, document -> through(document, stages));
    IO.println("  %-14s %7.1f MB/s".formatted("all in a row", megabytes(documents) / seconds));
  }
}

/** All with their own settings; {@code contamination} only where there are exams. */
List<Stage> stages(String exams) {
  List<Stage> stages =
      new ArrayList<>(
          List.of(
              Repair.of(null),
              Language.of(null),
              Boilerplate.of(null),
              Rules.of(null),
              Repeats.of(null),
              new Personal(Personal.Settings.DEFAULT),
              new Quality(Quality.Settings.DEFAULT)));
  List<Path> folders = Stream.of(exams.split(",")).filter(name -> !name.isEmpty()).map(Path::of).toList();
  if (!folders.isEmpty()) {
    stages.add(new Contamination(new Contamination.Settings(folders)));
  }
  return stages;
}

/** Prints a line about {@code stage} and gives what it keeps of {@code documents}. */
List<Document> measure(Stage stage, List<Document> documents) {
  List<Document> kept = new ArrayList<>();
  Map<String, Integer> refused = new TreeMap<>();
  int changed = 0;
  long removed = 0;
  long characters = 0;
  for (Document document : documents) {
    characters += document.text().length();
    switch (stage.apply(document)) {
      case Stage.Rejected no -> refused.merge(no.reason(), 1, Integer::sum);
      case Stage.Kept yes -> {
        kept.add(yes.document());
        changed += yes.document().text().equals(document.text()) ? 0 : 1;
        removed += document.text().length() - yes.document().text().length();
      }
    }
  }
  IO.println(
      "  %-14s %7.1f MB/s  changed %d, characters removed %.4f %%, refused %d %s"
          .formatted(
              stage.name(),
              megabytes(documents) / best(documents, stage::apply),
              changed,
              100.0 * removed / characters,
              documents.size() - kept.size(),
              refused));
  return kept;
}

Optional<Document> through(Document document, List<Stage> stages) {
  Document at = document;
  for (Stage stage : stages) {
    if (!(stage.apply(at) instanceof Stage.Kept kept)) {
      return Optional.empty();
    }
    at = kept.document();
  }
  return Optional.of(at);
}

interface Work {
  Object on(Document document);
}

/** Seconds of this thread in the fastest round: what others do on the machine hardly counts. */
double best(List<Document> documents, Work work) {
  double best = Double.POSITIVE_INFINITY;
  for (int round = 0; round < Integer.getInteger("rounds", 5); round++) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    documents.forEach(work::on);
    best = Math.min(best, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9);
  }
  return best;
}

double megabytes(List<Document> documents) {
  long bytes = 0;
  for (Document document : documents) {
    bytes += document.text().getBytes(StandardCharsets.UTF_8).length;
  }
  return bytes / 1e6;
}
