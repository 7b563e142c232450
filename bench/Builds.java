import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;

/** Prints what the report.json of each build given says of its speed and memory, and each stage's. */
void main(String[] args) throws Exception {
  String row = "%10s %10s %9s %8s %9s %12s %10s%n";
  IO.print(row.formatted("MB", "documents", "corpus MB", "s", "MB/s/core", "MB per CPU s", "peak MB"));
  JsonNode last = null;
  for (String arg : args) {
    JsonNode r = last = new ObjectMapper().readTree(new File(arg));
    IO.print(
        row.formatted(
            "%.0f".formatted(r.at("/input/bytes").asDouble() / 1e6),
            r.at("/input/documents").asText(),
            "%.0f".formatted(r.at("/output/bytes").asDouble() / 1e6),
            "%.0f".formatted(r.path("seconds").asDouble()),
            "%.2f".formatted(r.path("mb_per_s_per_core").asDouble()),
            "%.2f".formatted(r.path("mb_per_cpu_s").asDouble()),
            r.path("peak_rss_mb").asText()));
  }
  IO.println("\nstages of the last, each on one thread:");
  for (JsonNode s : last.path("stages")) {
    IO.println(
        "%14s %8.1f MB/s  %9s in %9s rejected %9s changed"
            .formatted(
                s.path("name").asText(),
                s.path("bytes_in").asDouble() / 1e6 / s.path("seconds").asDouble(),
                s.path("in").asText(),
                s.path("rejected").asText(),
                s.path("changed").asText()));
  }
}
