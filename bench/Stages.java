import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.contamination.Contamination;
import org.zhizhi.data.privacy.Personal;
import org.zhizhi.data.quality.Quality;
import org.zhizhi.data.quality.QualityTraining;

/**
 * Prints what each stage of curation does in a second of one core: megabytes of UTF-8 over the time
 * that its thread ran, the best of several rounds, so that other programs disturb it little.
 *
 * <p>java -cp 'cli/target/zhizhi/lib/*' bench/Stages.java ../shared/data [ROUNDS]
 */
void main(String[] args) throws Exception {
  Path data = Path.of(args[0]);
  int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
  Map<String, List<Document>> texts = new LinkedHashMap<>();
  for (String name : List.of("zh-wiki", "zh-laws", "zh-tidb-docs", "en-books", "en-php-manual")) {
    texts.put(name, documents(data.resolve("text").resolve(name)));
  }
  Path model = Files.createTempFile("quality", ".model");
  QualityTraining.run(
      texts.get("zh-laws"), texts.get("zh-tidb-docs"), model, new Seed(1), line -> {});
  Map<String, org.zhizhi.data.stage.Stage> stages = new LinkedHashMap<>();
  stages.put("personal", new Personal(Personal.Settings.DEFAULT));
  stages.put("contamination, cmmlu", exams(data, "bench/cmmlu"));
  stages.put("contamination, all", exams(data, "bench", "trust"));
  stages.put("quality, built in", new Quality(Quality.Settings.DEFAULT));
  stages.put(
      "quality, learnt",
      new Quality(new Quality.Settings(Optional.of(model), Optional.empty())));
  System.out.printf("%-22s", "MB/s per core");
  texts.keySet().forEach(name -> System.out.printf("%15s", name));
  System.out.println();
  ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  stages.forEach(
      (name, stage) -> {
        System.out.printf("%-22s", name);
        for (List<Document> documents : texts.values()) {
          long bytes = 0;
          for (Document document : documents) {
            bytes += document.text().getBytes(StandardCharsets.UTF_8).length;
          }
          double best = 0;
          for (int round = 0; round < rounds; round++) {
            long start = threads.getCurrentThreadCpuTime();
            documents.forEach(stage::apply);
            best = Math.max(best, bytes * 1e3 / (threads.getCurrentThreadCpuTime() - start));
          }
          System.out.printf("%15.0f", best);
        }
        System.out.println();
      });
  Files.delete(model);
}

Contamination exams(Path data, String... names) {
  List<Path> exams = Stream.of(names).map(data::resolve).toList();
  return new Contamination(new Contamination.Settings(exams));
}

List<Document> documents(Path folder) throws Exception {
  List<Document> documents = new ArrayList<>();
  try (Stream<Path> files = Files.list(folder)) {
    for (Path file : files.filter(f -> f.toString().endsWith(".txt.gz")).sorted().toList()) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (String text : all.split("\n<\\|endoftext\\|>\n")) {
          documents.add(new Document(file + "#" + documents.size(), text, "bench", "", ""));
        }
      }
    }
  }
  return documents;
}
