package org.zhizhi.trust.selective;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zhizhi.base.Json;
import org.zhizhi.trust.calibration.Calibrator;
import org.zhizhi.trust.calibration.Isotonic;
import org.zhizhi.trust.calibration.Logistic;
import org.zhizhi.trust.calibration.Platt;
import org.zhizhi.trust.calibration.Temperature;
import org.zhizhi.trust.guarantee.Guarantee;

/** {@code trust.json} as a tree; {@link TrustReader} reads it back. */
final class TrustJson {
  static final int FORMAT = 1;

  private TrustJson() {}

  static ObjectNode of(TrustFile trust) {
    ObjectNode root = Json.object().put("format", FORMAT).put("created", trust.created());
    root.putObject("model").put("digest", trust.model());
    ArrayNode data = root.putArray("data");
    for (TrustFile.Source source : trust.data()) {
      data.addObject()
          .put("name", source.name())
          .put("digest", source.digest())
          .put("use", source.use())
          .put("n", source.n());
    }
    Logistic combination = trust.combination();
    ArrayNode signals = root.putArray("signals");
    for (int j = 0; j < combination.signals(); j++) {
      signals
          .addObject()
          .put("name", trust.signals().get(j))
          .put("weight", combination.weight()[j])
          .put("mean", combination.mean()[j])
          .put("scale", combination.scale()[j])
          .put("low", combination.low()[j])
          .put("high", combination.high()[j]);
    }
    root.put("intercept", combination.intercept());
    root.set("calibrator", calibrator(trust.calibrator()));
    trust.bound().ifPresent(bound -> root.set("bound", bound(bound, trust.calibrator())));
    ObjectNode reference = root.putObject("reference").put("n", trust.reference().n());
    numbers(reference.putArray("scores"), trust.reference().scores());
    return root;
  }

  private static ObjectNode calibrator(Calibrator calibrator) {
    ObjectNode node = Json.object();
    switch (calibrator) {
      case Isotonic isotonic -> {
        node.put("kind", "isotonic");
        numbers(node.putArray("scores"), isotonic.score());
        numbers(node.putArray("confidences"), isotonic.confidence());
      }
      case Platt platt ->
          node.put("kind", "platt").put("slope", platt.slope()).put("intercept", platt.intercept());
      case Temperature temperature ->
          node.put("kind", "temperature").put("temperature", temperature.temperature());
    }
    return node;
  }

  private static ObjectNode bound(Guarantee.Reached bound, Calibrator calibrator) {
    return Json.object()
        .put("risk", bound.aim().risk())
        .put("confidence", bound.aim().confidence())
        .put("threshold", bound.threshold())
        .put("confidence_at_threshold", calibrator.confidence(bound.threshold()))
        .put("coverage", bound.coverage())
        .put("answered", bound.answered())
        .put("wrong", bound.wrong())
        .put("n", bound.n())
        .put("groups", bound.groups());
  }

  private static void numbers(ArrayNode array, double[] values) {
    for (double value : values) {
      array.add(value);
    }
  }
}
