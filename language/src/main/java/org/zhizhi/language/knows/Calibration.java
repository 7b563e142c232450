package org.zhizhi.language.knows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.language.signal.Signals;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.calibration.Folds;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.SampleSize;
import org.zhizhi.trust.selective.Selective;

/**
 * Finds out how far a model's word goes: asks it questions whose answers are known, fits its
 * signals to its being right, and finds from which score on the promise aimed at can be given.
 *
 * <p>Answers in which the model itself says that it does not know are no answers: they are never
 * given, so nothing is promised of them, and they count against coverage.
 */
public final class Calibration {
  /** Fewer things asked about cannot tell how much questions about one hang together. */
  private static final int LEAST_GROUPS = 20;

  private final Respondent respondent;
  private final List<Signal> signals;
  private final Learning learning;
  private final List<Aim> aims;
  private final Seed seed;

  /**
   * @param signals to combine
   * @param learning what is fitted before them and combined with them
   * @param aim what is to be promised
   */
  public Calibration(
      Respondent respondent, List<Signal> signals, Learning learning, Aim aim, Seed seed) {
    this(respondent, signals, learning, List.of(aim), seed);
  }

  /** By the usual signals; promises the first of {@code aims} that is reached. */
  public Calibration(Respondent respondent, List<Aim> aims, Seed seed) {
    this(respondent, Signals.quick(), Learning.STANDARD, aims, seed);
  }

  private Calibration(
      Respondent respondent, List<Signal> signals, Learning learning, List<Aim> aims, Seed seed) {
    this.respondent = respondent;
    this.signals = List.copyOf(signals);
    this.learning = learning;
    this.aims = List.copyOf(aims);
    this.seed = seed.split("calibrate");
  }

  /** By the signals that one answer and two passes give, and those learned from them. */
  public Calibration(Respondent respondent, Aim aim, Seed seed) {
    this(respondent, Signals.quick(), Learning.STANDARD, aim, seed);
  }

  /**
   * Splits the questions at random, no group torn apart, and calibrates: two parts find the
   * threshold, one tunes, and one more teaches signals where they are enough for that.
   *
   * @param progress hears how many of all are answered
   * @throws BadInput if there are too few
   */
  public Found of(List<QuestionSet> sets, LongConsumer progress) {
    Part all = Part.of("calibration", sets);
    Groups groups = all.groups();
    int parts = all.drawn().size() / 4 < learning.least() ? 3 : 4;
    int count = groups.count();
    int[] shuffled = Folds.shuffled(count, seed.split("parts"));
    List<List<Part.Drawn>> drawn =
        Stream.generate(() -> (List<Part.Drawn>) new ArrayList<Part.Drawn>()).limit(3).toList();
    for (int place = 0; place < count; place++) {
      for (int item : groups.items(shuffled[place])) {
        drawn.get(part(place % parts)).add(all.drawn().get(item));
      }
    }
    return found(
        new Part("probes", drawn.get(0)),
        new Part("tuning", drawn.get(1)),
        new Part("calibration", drawn.get(2)),
        parts,
        progress);
  }

  /**
   * Of 277 things asked about nine times each, half to calibrate found a threshold in 2 of 20
   * splits, two thirds in 13 and three quarters in 14, at the same coverage: groups are what
   * counts.
   */
  private static int part(int place) {
    return switch (place) {
      case 0, 1 -> 2;
      case 2 -> 1;
      default -> 0;
    };
  }

  /**
   * Calibrates by questions that were parted before.
   *
   * @param probes fit what is learned; empty if nothing is to be
   * @param tuning fit the combination
   * @param calibration find the threshold; never used before, for anything
   * @throws BadInput if there are too few or parts share a cluster
   */
  public Found of(
      List<QuestionSet> probes,
      List<QuestionSet> tuning,
      List<QuestionSet> calibration,
      LongConsumer progress) {
    return found(
        Part.of("probes", probes),
        Part.of("tuning", tuning),
        Part.of("calibration", calibration),
        1,
        progress);
  }

  private Found found(
      Part probes, Part tuning, Part calibration, int parts, LongConsumer progress) {
    requireApart(List.of(probes, tuning, calibration));
    requireEnough(tuning, parts);
    requireEnough(calibration, parts);
    boolean learns = !probes.drawn().isEmpty();
    if (learns) {
      requireEnough(probes, parts);
    }
    long[] before = {0};
    List<Asked> asked = new ArrayList<>();
    for (Part part : List.of(probes, tuning, calibration)) {
      Questioning questioning =
          new Questioning(respondent, signals, part == probes && learning.samples());
      List<Evidence> evidence =
          questioning.ask(part.questions(), done -> progress.accept(before[0] + done));
      before[0] += evidence.size();
      asked.add(Asked.of(part, evidence));
    }
    Learning.Learned learned = learns ? learn(asked.get(0)) : new NothingLearned();
    List<Signal> all = Stream.concat(signals.stream(), learned.signals().stream()).toList();
    Selective.Fitted fitted = null;
    for (int i = 0; i < aims.size() && (fitted == null || !fitted.guarantee().reached()); i++) {
      fitted =
          Selective.fit(
              asked.get(1).requireAnswers(respondent).items(all),
              asked.get(2).requireAnswers(respondent).items(all),
              aims.get(i),
              seed);
    }
    return Found.of(respondent.digest(), all, learned, fitted, asked, seed);
  }

  private Learning.Learned learn(Asked asked) {
    asked.requireAnswers(respondent);
    return learning.fit(asked.evidence(), asked.right(), asked.groups(), seed.split("learn"));
  }

  /** One thing on both sides would make the questions easier to tell apart than new ones are. */
  private static void requireApart(List<Part> parts) {
    for (int a = 0; a < parts.size(); a++) {
      Set<String> seen = new HashSet<>();
      parts.get(a).drawn().forEach(d -> seen.add(d.item().cluster()));
      for (int b = a + 1; b < parts.size(); b++) {
        for (Part.Drawn drawn : parts.get(b).drawn()) {
          if (seen.contains(drawn.item().cluster())) {
            throw new BadInput(
                drawn.set().name()
                    + ": \""
                    + drawn.item().cluster()
                    + "\" is asked about for "
                    + parts.get(a).use()
                    + " and for "
                    + parts.get(b).use(),
                "leave it in one of them");
          }
        }
      }
    }
  }

  private void requireEnough(Part part, int parts) {
    long least = SampleSize.least(aims.getFirst());
    int n = part.drawn().size();
    int things = part.groups().count();
    if (n < least || things < LEAST_GROUPS) {
      throw new BadInput(
          part.names()
              + ": "
              + n
              + " questions about "
              + things
              + " things for "
              + part.use()
              + ", at least "
              + least
              + " about "
              + LEAST_GROUPS
              + " are needed",
          "give " + parts * least + " questions or more, better " + 10 * parts * least);
    }
  }
}
