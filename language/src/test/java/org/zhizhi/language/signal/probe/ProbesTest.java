package org.zhizhi.language.signal.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;

class ProbesTest {
  private static final int WIDTH = 6;
  private final List<Evidence> evidence = new ArrayList<>();
  private final boolean[] right = new boolean[400];

  /** States whose first number tells whether the answer is right, whose second how samples go. */
  ProbesTest() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < right.length; i++) {
      float[] state = new float[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        state[j] = (float) random.nextGaussian();
      }
      right[i] = state[0] > 0;
      state[0] += right[i] ? 1 : -1;
      boolean agrees = state[1] > 0;
      evidence.add(
          new Evidence(
              "?",
              said("a"),
              new float[0],
              new Evidence.Reading(new float[0], state, state, new float[0][][]),
              List.of(said("a"), said(agrees ? "a" : "b"), said(agrees ? "a" : "c")),
              OptionalDouble.empty()));
    }
  }

  private static Completion said(String text) {
    return new Completion(List.of(), text, Completion.End.STOP);
  }

  @Test
  void eachProbeTellsWhatItWasFittedTo() {
    List<Signal> signals = Probes.fit(evidence, right).signals();
    assertEquals(
        List.of("p_ik", "p_ik_question", "entropy_probe", "relative_mahalanobis"),
        signals.stream().map(Signal::id).toList());
    int knows = 0;
    int agrees = 0;
    double near = 0;
    for (int i = 0; i < right.length; i++) {
      Evidence each = evidence.get(i);
      knows += signals.get(0).of(each) > 0 == right[i] ? 1 : 0;
      assertEquals(signals.get(0).of(each), signals.get(1).of(each)); // the same state twice
      agrees += signals.get(2).of(each) > 0 == each.reading().hidden()[1] > 0 ? 1 : 0;
      near += signals.get(3).of(each) * (right[i] ? 1 : -1);
    }
    assertTrue(knows >= 390, "right about " + knows);
    assertTrue(agrees >= 350, "right about " + agrees);
    assertTrue(near / right.length > 1, "nearer by " + near / right.length);
  }

  @Test
  void whatIsKeptIsWhatWasFitted(@TempDir Path folder) {
    Probes fitted = Probes.fit(evidence, right);
    assertEquals(List.of(), Probes.read(folder, "abc"));
    fitted.write(folder, "abc");
    List<Signal> read = Probes.read(folder, "abc");
    for (int s = 0; s < read.size(); s++) {
      assertEquals(fitted.signals().get(s).id(), read.get(s).id());
      for (Evidence each : evidence.subList(0, 20)) {
        assertEquals(fitted.signals().get(s).of(each), read.get(s).of(each));
      }
    }
  }

  @Test
  void anotherModelsProbesAreRefused(@TempDir Path folder) {
    Probes.fit(evidence, right).write(folder, "abc");
    String said = assertThrows(BadInput.class, () -> Probes.read(folder, "abd")).getMessage();
    assertTrue(said.contains("fitted to the model abc, this one is abd"), said);
  }

  @Test
  void aFileCutShortIsRefused(@TempDir Path folder) throws Exception {
    Probes.fit(evidence, right).write(folder, "abc");
    Path file = folder.resolve(Probes.NAME);
    byte[] all = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(all, all.length - 4));
    assertThrows(BadInput.class, () -> Probes.read(folder, "abc"));
  }

  @Test
  void answersOfWhichNoneIsRightTeachNothing() {
    String said =
        assertThrows(BadInput.class, () -> Probes.fit(evidence, new boolean[400])).getMessage();
    assertTrue(said.contains("0 of 400 answers are right"), said);
  }

  /** By hand; four points are too few for more than a round cloud. */
  @Test
  void distancesAreThoseOfMahalanobis() {
    Gaussian square = Gaussian.fit(new double[][] {{0, 0}, {0, 4}, {2, 0}, {2, 4}});
    // covariance diag(1, 4); tr s² = 17, tr² = 25: (0 * 17 + 25) / ((5 - 1) * (17 - 12.5)) > 1
    assertEquals(1 / 2.5 + 4 / 2.5, square.distance(new float[] {2, 4}), 1e-6);
    double[][] many = new double[40_000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = new double[] {i % 2 * 2, i / 2 % 2 * 4};
    }
    assertEquals(2, Gaussian.fit(many).distance(new float[] {2, 4}), 1e-3);
    assertEquals(0, Gaussian.fit(many).distance(new float[] {1, 2}), 1e-9);
    // correlated: covariance [[1, 1], [1, 2]], its inverse [[2, -1], [-1, 1]]
    for (int i = 0; i < many.length; i++) {
      double a = i % 2 * 2 - 1;
      many[i] = new double[] {a, a + (i / 2 % 2 * 2 - 1)};
    }
    assertEquals(2, Gaussian.fit(many).distance(new float[] {1, 0}), 1e-2);
    assertThrows(
        IllegalArgumentException.class, () -> Gaussian.fit(many).distance(new float[] {1}));
  }

  @Test
  void twoHeapsAreCutBetweenThem() {
    assertEquals(4.5, Halves.cut(new double[] {8, 1, 2, 7, 0}), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, Halves.cut(new double[] {3, 3}));
  }
}
