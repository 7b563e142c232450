import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;

/**
 * Writes as much text as is wanted, made of the documents of a folder: once as they are, and then
 * again and again with the lines of each source dealt out anew, so that no document is a copy of
 * another while language, length and furniture stay as they were.
 *
 * <p>Arguments: the folder, the folder to write, bytes.
 */
void main(String[] args) throws Exception {
  Path out = Path.of(args[1]);
  long wanted = Long.parseLong(args[2]);
  TreeMap<String, List<String>> sources = new TreeMap<>();
  for (Document d : Documents.read(List.of(Path.of(args[0])))) {
    String source = d.source().replaceAll("/[^/]*$", "");
    sources.computeIfAbsent(source, s -> new ArrayList<>()).add(d.text());
  }
  long written = 0;
  for (int round = 0; written < wanted; round++) {
    for (var source : sources.entrySet()) {
      List<String> lines = new ArrayList<>();
      source.getValue().forEach(text -> lines.addAll(text.lines().toList()));
      if (round > 0) {
        Collections.shuffle(lines, new Random(round));
      }
      Path file = out.resolve(source.getKey()).resolve("round-" + round + ".txt.gz");
      Files.createDirectories(file.getParent());
      int line = 0;
      try (BufferedWriter writer =
          new BufferedWriter(
              new OutputStreamWriter(
                  new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), UTF_8))) {
        for (String text : source.getValue()) {
          if (written >= wanted) {
            break;
          }
          for (long n = text.lines().count(); n > 0; n--) {
            String one = lines.get(line++);
            written += one.getBytes(UTF_8).length + 1;
            writer.write(one);
            writer.write('\n');
          }
          writer.write("<|endoftext|>\n");
        }
      }
    }
  }
}
