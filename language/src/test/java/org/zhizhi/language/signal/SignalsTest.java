package org.zhizhi.language.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.language.exam.TinyModel;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.model.ReferenceQwen3;
import org.zhizhi.language.tokenizer.Message;

class SignalsTest {
  private static final float[] NO_TEXT = {};

  private static Completion said(String text, double... logprobs) {
    return new Completion(
        Arrays.stream(logprobs)
            .mapToObj(p -> new Completion.Token(0, (float) p, List.of()))
            .toList(),
        text,
        Completion.End.STOP);
  }

  private static Evidence evidence(
      Completion answer, float[] text, Evidence.Reading reading, Completion... samples) {
    return new Evidence("?", answer, text, reading, List.of(samples), OptionalDouble.empty());
  }

  private static Evidence.Reading reading(float[] entropies, float[][][] before) {
    return new Evidence.Reading(entropies, new float[0], new float[0], before);
  }

  private static final Evidence.Reading NOTHING = reading(new float[0], new float[0][][]);

  @Test
  void likelihoodsAreSurprisesOfSumMeanAndLeastLikelyToken() {
    Evidence evidence = evidence(said("a", -0.5, -2, -0.5), NO_TEXT, NOTHING);
    assertEquals(-Math.log(3), AnswerLikelihood.SUM.of(evidence), 1e-6);
    assertEquals(0, AnswerLikelihood.MEAN.of(evidence), 1e-6);
    assertEquals(-Math.log(2), AnswerLikelihood.LEAST.of(evidence), 1e-6);
  }

  @Test
  void aFamiliarQuestionHasFewUnlikelyTokens() {
    Evidence evidence = evidence(said("a", -1), new float[] {-1, -4, -3, -0.5f, -5}, NOTHING);
    assertEquals(-13.5, Familiarity.SUM.of(evidence), 1e-6);
    assertEquals(-2.7, Familiarity.MEAN.of(evidence), 1e-6);
    assertEquals(-9, Familiarity.LEAST_TWO.of(evidence), 1e-6);
    assertEquals(-13, Familiarity.LEAST_FOUR.of(evidence), 1e-6);
    assertEquals(-7, Familiarity.PAIR.of(evidence), 1e-6);
    assertEquals(-8.5, Familiarity.TRIPLE.of(evidence), 1e-6);
  }

  @Test
  void attentionCarriesDoubtFromTokenToToken() {
    float[][][] before = new float[6][2][];
    for (float[][] layer : before) {
      layer[0] = new float[] {0, 0.1f, 0.1f};
      layer[1] = new float[] {0, 0.5f, 1}; // looks back most
    }
    double[] p = {0.5, 0.9, 0.8};
    Evidence evidence =
        evidence(
            said("a", Math.log(p[0]), Math.log(p[1]), Math.log(p[2])),
            NO_TEXT,
            reading(new float[3], before));
    double second = 0.2 * p[1] + 0.8 * 0.5 * p[0];
    double third = 0.2 * p[2] + 0.8 * 1 * second;
    double mean = -(Math.log(p[0]) + Math.log(second) + Math.log(third)) / 3;
    assertEquals(-Math.log(mean), new Rauq().of(evidence), 1e-5);
  }

  @Test
  void samplesThatMeanTheSameAreOneMeaning() {
    Completion[] samples =
        Stream.of("It is Oslo.", "Oslo", "oslo!", "Bergen")
            .map(t -> said(t, -1))
            .toArray(Completion[]::new);
    Evidence evidence = evidence(said("Oslo.", -1), NO_TEXT, NOTHING, samples);
    double expected = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    assertEquals(-expected, new SemanticEntropy().of(evidence), 1e-9);
    assertEquals(0.75, new SampleAgreement().of(evidence), 1e-9);
    assertEquals(0, new PredictiveEntropy().of(evidence), 1e-6);
  }

  @Test
  void everySignalHasANameOfItsOwnAndAFiniteValue(@TempDir Path folder) {
    TinyModel model = TinyModel.write(folder.resolve("model"), 3);
    List<Signal> signals = Signals.all();
    assertEquals(signals.size(), signals.stream().map(Signal::id).distinct().count());
    List<String> questions = List.of("What is the capital of France?", "巴黎在哪里？", "x");
    try (Respondent respondent = new Respondent(model.folder(), 1)) {
      List<Evidence> together = new Interview(respondent, 6, 2, true, 1).ask(questions, n -> {});
      for (int i = 0; i < questions.size(); i++) {
        double[] values = Signals.of(signals, together.get(i));
        assertTrue(Arrays.stream(values).allMatch(Double::isFinite), Arrays.toString(values));
        Evidence alone =
            new Interview(respondent, 6, 2, true, 1)
                .ask(List.of(questions.get(i)), n -> {})
                .getFirst();
        assertArrayEquals(values, Signals.of(signals, alone), "question " + i);
      }
    }
  }

  @Test
  void readingsAreThoseOfTheReferenceNetwork(@TempDir Path folder) {
    TinyModel model = TinyModel.write(folder.resolve("model"), 4);
    try (Respondent respondent = new Respondent(model.folder(), 1)) {
      String question = "Which city is it?";
      Evidence evidence =
          new Interview(respondent, 5, 0, false, 1).ask(List.of(question), n -> {}).getFirst();
      int[] prompt = respondent.prompt(List.of(Message.user(question)));
      int[] answer = evidence.answer().ids();
      int[] all = Arrays.copyOf(prompt, prompt.length + answer.length);
      System.arraycopy(answer, 0, all, prompt.length, answer.length);
      ReferenceQwen3 reference = model.reference();
      double[][] logits = reference.logits(all, new int[all.length]);
      for (int t = 0; t < answer.length; t++) {
        double[] row = logits[prompt.length - 1 + t];
        double norm = Math.log(Arrays.stream(row).map(Math::exp).sum());
        double entropy = Arrays.stream(row).map(l -> -Math.exp(l - norm) * (l - norm)).sum();
        assertEquals(entropy, evidence.reading().entropies()[t], 1e-2 * entropy);
        assertEquals(row[answer[t]] - norm, evidence.answer().tokens().get(t).logprob(), 2e-2);
      }
      for (float[][] layer : evidence.reading().before()) {
        for (float[] head : layer) {
          assertEquals(answer.length, head.length);
          for (float weight : head) {
            assertTrue(weight >= 0 && weight <= 1, "attention of " + weight);
          }
        }
      }
    }
  }
}
