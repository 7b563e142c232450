import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;
import org.zhizhi.base.page.XyChart;

/**
 * Prints what the report.json of each build given says of its speed and memory, and each stage's;
 * draws time and memory by size. The first argument is the page to write.
 */
void main(String[] args) throws Exception {
  String row = "%10s %10s %9s %8s %9s %12s %10s%n";
  IO.print(row.formatted("MB", "documents", "corpus MB", "s", "MB/s/core", "MB per CPU s", "peak MB"));
  JsonNode last = null;
  List<JsonNode> all = new ArrayList<>();
  for (String arg : Arrays.asList(args).subList(1, args.length)) {
    JsonNode r = last = new ObjectMapper().readTree(new File(arg));
    all.add(r);
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
  page(all).write(Path.of(args[0]));
}

/** Time with the line on which ten times the text takes ten times as long, and memory. */
Page page(List<JsonNode> builds) {
  double[] mb = values(builds, r -> r.at("/input/bytes").asDouble() / 1e6);
  double[] seconds = values(builds, r -> r.path("seconds").asDouble());
  int last = mb.length - 1;
  Text size = new Text("MB of text", "文本量（MB）");
  XyChart time = Chart.lines(new Text("Time of a build", "构建用时"), size, new Text("s", "秒"));
  XyChart memory =
      Chart.lines(new Text("Peak memory", "内存峰值"), size, Text.same("MB")).showing(0, 2000);
  return Page.titled(new Text("Builds of corpora of several sizes", "不同大小语料的构建"))
      .beside(
          time.half()
              .series(new Text("measured", "实测"), mb, seconds)
              .guide(
                  new Text("in proportion to the largest", "按最大一次成比例"),
                  0,
                  0,
                  mb[last],
                  seconds[last]),
          memory.half()
              .series(
                  new Text("resident", "常驻"), mb, values(builds, r -> r.path("peak_rss_mb").asDouble())));
}

double[] values(List<JsonNode> builds, ToDoubleFunction<JsonNode> value) {
  return builds.stream().mapToDouble(value).toArray();
}
