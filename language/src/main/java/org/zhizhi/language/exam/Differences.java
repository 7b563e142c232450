package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zhizhi.base.Json;
import org.zhizhi.trust.PairedDifference;

/**
 * Two models on the same questions: of each score the second's less the first's, question by
 * question, whose error bar is far narrower than those of the two.
 */
final class Differences {
  private Differences() {}

  /** Of one paper: by score the difference, its standard error and how probable it is by chance. */
  static ObjectNode of(Sat first, Sat second) {
    ObjectNode node = Json.object();
    for (String name : Score.names(first.items())) {
      Score.difference(name, first.items(), second.items())
          .ifPresent(
              difference -> {
                ObjectNode entry =
                    node.putObject(name)
                        .put("value", difference.value())
                        .put("stderr", difference.standardError())
                        .put("p", difference.pValue());
                if (Score.isShare(name, first.items()) && Score.isShare(name, second.items())) {
                  PairedDifference pairs =
                      PairedDifference.of(
                          outcomes(name, first.items()), outcomes(name, second.items()));
                  entry
                      .put("only_first", pairs.onlyFirst())
                      .put("only_second", pairs.onlySecond())
                      .put("mcnemar_p", pairs.pValue());
                }
              });
    }
    return node;
  }

  private static boolean[] outcomes(String name, List<Answered> items) {
    List<Answered> counting = Score.counting(name, items);
    boolean[] outcomes = new boolean[counting.size()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = counting.get(i).marks().get(name).amount() > 0;
    }
    return outcomes;
  }
}
