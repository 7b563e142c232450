package org.zhizhi.data.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhizhi.data.Document;

class StageBenchTest {
  @Test
  void eachStageAndAllTogetherHaveASpeed() {
    Document document = new Document("1", "今天天气很好，我们去公园。".repeat(100), "s", "", "");
    List<StageBench.Speed> speeds =
        StageBench.run(List.of(document, document), StageBench.stages(), 2);
    assertEquals(
        List.of("repair", "language", "boilerplate", "rules", "repeats", "all"),
        speeds.stream().map(StageBench.Speed::stage).toList());
    assertEquals(2 * 1300 * 3 / 1e6, speeds.getLast().megabytes(), 1e-12);
    assertTrue(speeds.getLast().megabytesPerSecond() > 0);
  }
}
