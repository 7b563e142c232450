// How fast sources are read: what becomes of the files named, MB of text a second by the clock and by the processor
//
//   java [-Dread='{"workers": 2}'] -cp cli/target/zhizhi/lib/zhizhi.jar bench/Reading.java SRC...

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.SourceReader;
import org.zhizhi.data.read.Sources;

/** Time that this process has used of any core, ns: figures on a busy machine. */
long cpu() {
  return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
}

void main(String[] args) throws Exception {
  ReadSettings settings =
      ReadSettings.of(Json.JSON.readTree(System.getProperty("read", "{}")));
  Sources sources = Sources.find(Arrays.stream(args).map(Path::of).toList());
  for (int run = 0; run < Integer.getInteger("runs", 5); run++) {
    long start = System.nanoTime();
    long cpu = cpu();
    long documents = 0;
    long chars = 0;
    long bytes = 0;
    Map<String, Integer> reasons = new TreeMap<>();
    try (SourceReader reader = sources.open(settings)) {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case Item.Read read -> {
            documents++;
            chars += read.document().text().length();
            bytes += read.bytes();
          }
          case Item.Refused refused -> reasons.merge(refused.reason(), 1, Integer::sum);
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double busy = (cpu() - cpu) / 1e9;
    IO.println(
        String.format(
            "%d documents, %s characters, %s unpacked, %.2f s, %.1f MB/s; %.2f s of one core here, %.1f MB/s;"
                + " %s on the disk; refused %s",
            documents,
            Figures.count(chars),
            Figures.bytes(bytes),
            seconds,
            bytes / 1e6 / seconds,
            busy,
            bytes / 1e6 / busy,
            Figures.bytes(sources.bytes()),
            reasons));
  }
}
