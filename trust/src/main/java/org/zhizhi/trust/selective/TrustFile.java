package org.zhizhi.trust.selective;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.calibration.Calibrator;
import org.zhizhi.trust.calibration.Logistic;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.guarantee.Shift;

/**
 * What is known of a model's self-knowledge, kept beside it as {@code trust.json}: how its signals
 * make a confidence, from where on it answers, what is promised and for which data. It belongs to
 * one model, named by digest, and is refused for any other.
 *
 * @param model digest of the model, SHA-256 in hexadecimal
 * @param created when, ISO 8601
 * @param data what it was calibrated on: what the promise holds for
 * @param signals their names, in the order of the combination
 * @param combination of the signals into a score
 * @param calibrator of the score into a confidence
 * @param bound the promise, if one was reached
 * @param reference scores of the calibration items, to tell when new ones are unlike them
 */
public record TrustFile(
    String model,
    String created,
    List<Source> data,
    List<String> signals,
    Logistic combination,
    Calibrator calibrator,
    Optional<Guarantee.Reached> bound,
    Shift.Reference reference) {

  /** Its name beside a model. */
  public static final String NAME = "trust.json";

  /**
   * A data set that took part.
   *
   * @param use what for: {@code "tuning"} or {@code "calibration"}
   * @param n how many items
   */
  public record Source(String name, String digest, String use, long n) {}

  public TrustFile {
    data = List.copyOf(data);
    signals = List.copyOf(signals);
    if (signals.size() != combination.signals()) {
      throw new IllegalArgumentException(
          signals.size() + " names of " + combination.signals() + " signals");
    }
    if (bound.isPresent() && Double.isInfinite(bound.get().threshold())) {
      throw new IllegalArgumentException("threshold is " + bound.get().threshold());
    }
  }

  /**
   * What was fitted, for the model whose digest is {@code model}.
   *
   * @param created when, ISO 8601
   * @param data both what tuned and what calibrated
   * @param signals names in the order of the rows' columns
   */
  public static TrustFile of(
      String model,
      String created,
      List<Source> data,
      List<String> signals,
      Selective.Fitted fitted) {
    Scored calibration = fitted.calibration();
    return new TrustFile(
        model,
        created,
        data,
        signals,
        fitted.fit().combination(),
        fitted.fit().calibrator(),
        fitted.guarantee() instanceof Guarantee.Reached reached
            ? Optional.of(reached)
            : Optional.empty(),
        Shift.Reference.of(calibration.score(), calibration.groups()));
  }

  /**
   * Whether new items score unlike those that the promise was calibrated on.
   *
   * @param scores by {@link #combination}
   * @param groups which of the new items hang together
   */
  public Shift shift(double[] scores, Groups groups) {
    return Shift.of(reference, scores, groups);
  }

  /** The rule to use on new items. */
  public Selective selective() {
    return new Selective(
        combination,
        calibrator,
        bound.map(b -> OptionalDouble.of(b.threshold())).orElse(OptionalDouble.empty()));
  }

  /** Writes the file, whole or not at all. */
  public void write(Path file) {
    Json.write(file, TrustJson.of(this));
  }

  /**
   * Reads the file for the model whose digest is {@code model}.
   *
   * @throws BadInput if it is another model's, or no such file at all
   */
  public static TrustFile read(Path file, String model) {
    TrustFile trust = new TrustReader(file).read();
    if (!trust.model.equals(model)) {
      throw new BadInput(
          file + ": model is " + brief(trust.model) + ", the model here is " + brief(model),
          "calibrate this model with ./zhizhi calibrate, or put the file back beside its own");
    }
    return trust;
  }

  private static String brief(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) + "…" : digest;
  }
}
