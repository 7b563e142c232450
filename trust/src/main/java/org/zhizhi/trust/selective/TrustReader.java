package org.zhizhi.trust.selective;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.trust.calibration.Calibrator;
import org.zhizhi.trust.calibration.Isotonic;
import org.zhizhi.trust.calibration.Logistic;
import org.zhizhi.trust.calibration.Platt;
import org.zhizhi.trust.calibration.Temperature;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.guarantee.Shift;

/**
 * Reads {@code trust.json}, trusting nothing in it: lengths are checked before anything of that
 * length is made, numbers must be finite, and what a number means is checked where it is used.
 */
final class TrustReader {
  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_SIGNALS = 1000;
  private static final int MOST_KNOTS = 100_000;
  private static final int MOST_SOURCES = 1000;
  private static final int MOST_TEXT = 1000;
  private static final String REMEDY = "calibrate the model again with ./zhizhi calibrate";

  private final Path file;

  TrustReader(Path file) {
    this.file = file;
  }

  TrustFile read() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw bad("", Files.size(file) + " bytes, more than " + MOST_BYTES);
      }
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
    }
    JsonNode root = Json.read(file);
    long format = whole(root, "", "format", Integer.MAX_VALUE);
    if (format != TrustJson.FORMAT) {
      throw new BadInput(
          file + ": format is " + format + ", this version reads " + TrustJson.FORMAT, REMEDY);
    }
    String model = text(object(root, "", "model"), "model.", "digest");
    List<String> signals = new ArrayList<>();
    Logistic combination = combination(root, signals);
    Calibrator calibrator = calibrator(object(root, "", "calibrator"));
    Optional<Guarantee.Reached> bound =
        root.has("bound") ? Optional.of(bound(object(root, "", "bound"))) : Optional.empty();
    JsonNode reference = object(root, "", "reference");
    double n = number(reference, "reference.", "n");
    double[] scores = numbers(reference, "reference.", "scores", Shift.Reference.MOST);
    return new TrustFile(
        model,
        text(root, "", "created"),
        sources(root),
        signals,
        combination,
        calibrator,
        bound,
        checked("reference", () -> new Shift.Reference(scores, n)));
  }

  private List<TrustFile.Source> sources(JsonNode root) {
    List<TrustFile.Source> sources = new ArrayList<>();
    for (JsonNode source : array(root, "", "data", MOST_SOURCES)) {
      String at = "data[" + sources.size() + "].";
      sources.add(
          new TrustFile.Source(
              text(source, at, "name"),
              text(source, at, "digest"),
              text(source, at, "use"),
              whole(source, at, "n", Long.MAX_VALUE)));
    }
    return sources;
  }

  private Logistic combination(JsonNode root, List<String> names) {
    JsonNode signals = array(root, "", "signals", MOST_SIGNALS);
    int d = signals.size();
    double[][] values = new double[5][d];
    String[] fields = {"mean", "scale", "low", "high", "weight"};
    for (int j = 0; j < d; j++) {
      String at = "signals[" + j + "].";
      String name = text(signals.get(j), at, "name");
      if (names.contains(name)) {
        throw bad(at + "name", "\"" + name + "\" for the second time");
      }
      names.add(name);
      for (int f = 0; f < fields.length; f++) {
        values[f][j] = number(signals.get(j), at, fields[f]);
      }
    }
    double intercept = number(root, "", "intercept");
    return checked(
        "signals",
        () -> new Logistic(values[0], values[1], values[2], values[3], values[4], intercept));
  }

  private Calibrator calibrator(JsonNode node) {
    String at = "calibrator.";
    String kind = text(node, at, "kind");
    return switch (kind) {
      case "isotonic" -> {
        double[] scores = numbers(node, at, "scores", MOST_KNOTS);
        double[] confidences = numbers(node, at, "confidences", MOST_KNOTS);
        yield checked("calibrator", () -> new Isotonic(scores, confidences));
      }
      case "platt" -> {
        double slope = number(node, at, "slope");
        double intercept = number(node, at, "intercept");
        yield checked("calibrator", () -> new Platt(slope, intercept));
      }
      case "temperature" -> {
        double temperature = number(node, at, "temperature");
        yield checked("calibrator", () -> new Temperature(temperature));
      }
      default -> throw bad(at + "kind", "\"" + kind + "\", not isotonic, platt or temperature");
    };
  }

  private Guarantee.Reached bound(JsonNode node) {
    String at = "bound.";
    double risk = number(node, at, "risk");
    double confidence = number(node, at, "confidence");
    double threshold = number(node, at, "threshold");
    long n = whole(node, at, "n", Long.MAX_VALUE);
    long answered = whole(node, at, "answered", n);
    long wrong = whole(node, at, "wrong", answered);
    long groups = whole(node, at, "groups", n);
    return checked(
        "bound",
        () ->
            new Guarantee.Reached(
                new Aim(risk, confidence), threshold, answered, wrong, n, groups));
  }

  private interface Maker<T> {
    T make();
  }

  private <T> T checked(String where, Maker<T> maker) {
    try {
      return maker.make();
    } catch (IllegalArgumentException e) {
      throw new BadInput(file + ": " + where + ": " + e.getMessage(), REMEDY, e);
    }
  }

  private JsonNode field(JsonNode node, String at, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new BadInput(file + ": " + at + name + " is missing", REMEDY);
    }
    return value;
  }

  private JsonNode object(JsonNode node, String at, String name) {
    JsonNode value = field(node, at, name);
    if (!value.isObject()) {
      throw bad(at + name, brief(value) + ", not an object");
    }
    return value;
  }

  private JsonNode array(JsonNode node, String at, String name, int most) {
    JsonNode value = field(node, at, name);
    if (!value.isArray() || value.size() > most) {
      throw bad(
          at + name,
          value.isArray()
              ? value.size() + " long, at most " + most + " are allowed"
              : brief(value) + ", not a list");
    }
    return value;
  }

  private String text(JsonNode node, String at, String name) {
    JsonNode value = field(node, at, name);
    if (!value.isTextual() || value.textValue().length() > MOST_TEXT) {
      throw bad(at + name, brief(value) + ", not a text of at most " + MOST_TEXT + " characters");
    }
    return value.textValue();
  }

  private long whole(JsonNode node, String at, String name, long most) {
    JsonNode value = field(node, at, name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > most) {
      throw bad(at + name, brief(value) + ", not a whole number from 0 to " + most);
    }
    return value.longValue();
  }

  private double number(JsonNode node, String at, String name) {
    return finite(field(node, at, name), at + name);
  }

  private double finite(JsonNode value, String where) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw bad(where, brief(value) + ", not a finite number");
    }
    return value.doubleValue();
  }

  private double[] numbers(JsonNode node, String at, String name, int most) {
    JsonNode list = array(node, at, name, most);
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = finite(list.get(i), at + name + "[" + i + "]");
    }
    return numbers;
  }

  private static String brief(JsonNode value) {
    String text = value.isContainerNode() ? value.getNodeType().toString() : value.toString();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private BadInput bad(String where, String what) {
    return new BadInput(file + ": " + (where.isEmpty() ? "" : where + " is ") + what, REMEDY);
  }
}
