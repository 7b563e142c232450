package org.zhizhi.data.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.zhizhi.base.Progress;
import org.zhizhi.data.recipe.Recipe;

/** The local build with shards, chunks and buckets as small as a test has documents for. */
public final class SmallShards {
  private SmallShards() {}

  public static JsonNode build(Recipe recipe, Input input, Path out, long shardBytes) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    Limits limits = new Limits(2, 100_000, 1 << 20, shardBytes);
    Watch watch = new Watch(nowhere, Progress.Mode.QUIET);
    return new Build(recipe, input, out, Optional.empty(), limits, watch).run();
  }
}
