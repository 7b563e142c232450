package org.zhizhi.language.knows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zhizhi.base.BadInput;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.language.signal.Signals;
import org.zhizhi.trust.selective.Selective;
import org.zhizhi.trust.selective.TrustFile;

/**
 * What is known of a model's self-knowledge: turns what it shows while it answers into a confidence
 * and a decision.
 *
 * @param trust what {@code trust.json} says
 * @param signals those that it combines, in its order
 */
public record Confidence(TrustFile trust, List<Signal> signals) {
  public Confidence {
    signals = List.copyOf(signals);
    List<String> names = signals.stream().map(Signal::id).toList();
    if (!names.equals(trust.signals())) {
      throw new IllegalArgumentException(names + " are not the signals " + trust.signals());
    }
  }

  /** That of the model asked, with its probes if it has some; empty if it was never calibrated. */
  public static Optional<Confidence> of(Respondent respondent) {
    return of(respondent, Learning.PROBES);
  }

  /**
   * As above, where signals were learned besides.
   *
   * @throws BadInput if the file belongs to another model, is damaged, or combines signals that
   *     this program does not have
   */
  public static Optional<Confidence> of(Respondent respondent, Learning learning) {
    Path folder = respondent.model().path();
    Path file = folder.resolve(TrustFile.NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String digest = respondent.digest();
    TrustFile trust = TrustFile.read(file, digest);
    List<Signal> have = new ArrayList<>(Signals.all());
    if (!have.stream().map(Signal::id).toList().containsAll(trust.signals())) {
      have.addAll(learning.read(folder, digest)); // what an earlier calibration left is not asked
    }
    Map<String, Signal> byName =
        have.stream().collect(Collectors.toMap(Signal::id, Function.identity()));
    List<Signal> signals = new ArrayList<>();
    for (String name : trust.signals()) {
      Signal signal = byName.get(name);
      if (signal == null) {
        throw new BadInput(
            file + ": signal \"" + name + "\" is not known here",
            "calibrate the model again with ./zhizhi calibrate");
      }
      signals.add(signal);
    }
    return Optional.of(new Confidence(trust, signals));
  }

  /**
   * What decides the values of the signals: their names, and where some were learned the
   * calibration that they were learned for.
   */
  public String identity() {
    Set<String> plain = Signals.all().stream().map(Signal::id).collect(Collectors.toSet());
    return plain.containsAll(trust.signals())
        ? trust.signals().toString()
        : trust.signals() + " " + trust.created();
  }

  /** What its signals say of an answer: score, confidence, and whether to give it. */
  public Selective.Decision decide(Evidence evidence) {
    return decide(Signals.of(signals, evidence));
  }

  /** As above, of signals in their order. */
  public Selective.Decision decide(double[] values) {
    return trust.selective().decide(values);
  }
}
