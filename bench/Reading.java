// How fast sources are read: what becomes of the files named, and MB of text a second, best of five.
//
//   java -cp 'cli/target/zhizhi/lib/*' bench/Reading.java [-Dread=JSON] SRC...

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.SourceReader;
import org.zhizhi.data.read.Sources;

void main(String[] args) throws Exception {
  ReadSettings settings =
      ReadSettings.of(Json.JSON.readTree(System.getProperty("read", "{}")));
  Sources sources = Sources.find(Arrays.stream(args).map(Path::of).toList());
  for (int run = 0; run < Integer.getInteger("runs", 5); run++) {
    long start = System.nanoTime();
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
    IO.println(
        String.format(
            "%d documents, %s characters, %s unpacked, %.2f s, %.1f MB/s; %s on the disk; refused %s",
            documents,
            Figures.count(chars),
            Figures.bytes(bytes),
            seconds,
            bytes / 1e6 / seconds,
            Figures.bytes(sources.bytes()),
            reasons));
  }
}
