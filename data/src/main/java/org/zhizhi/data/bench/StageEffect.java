package org.zhizhi.data.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zhizhi.data.Document;
import org.zhizhi.data.stage.Stage;

/**
 * What one stage does to documents that were not chosen for it: the harm it does to good sources.
 *
 * @param documents how many there were
 * @param characters how many they had
 * @param changed documents kept with another text
 * @param removed characters that the kept documents lost
 * @param rejected documents refused, by reason
 */
public record StageEffect(
    int documents, long characters, int changed, long removed, Map<String, Integer> rejected) {

  /** What {@code stage} does to {@code documents}, each by itself. */
  public static StageEffect of(Stage stage, List<Document> documents) {
    long characters = 0;
    int changed = 0;
    long removed = 0;
    Map<String, Integer> rejected = new TreeMap<>();
    for (Document document : documents) {
      characters += document.text().length();
      switch (stage.apply(document)) {
        case Stage.Rejected outcome -> rejected.merge(outcome.reason(), 1, Integer::sum);
        case Stage.Kept kept -> {
          changed += kept.document().text().equals(document.text()) ? 0 : 1;
          removed += document.text().length() - kept.document().text().length();
        }
      }
    }
    return new StageEffect(documents.size(), characters, changed, removed, rejected);
  }

  public int refused() {
    return rejected.values().stream().mapToInt(count -> count).sum();
  }
}
