package org.zhizhi.data.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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

  @Test
  void theEffectOfAStageIsCounted() {
    List<Document> documents =
        List.of(
            new Document("1", "好的文字，一句话，没有要改的。", "s", "", ""),
            new Document("2", "ａ１\u200b，不间断的文字要改一改。", "s", "", ""),
            new Document("3", "\u200b", "s", "", ""));
    StageEffect effect = StageEffect.of(StageBench.stages().getFirst(), documents);
    assertEquals(new StageEffect(3, 15 + 15 + 1, 1, 1, Map.of("no text", 1)), effect);
    assertEquals(1, effect.refused());
  }
}
