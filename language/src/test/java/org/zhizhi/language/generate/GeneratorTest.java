package org.zhizhi.language.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.language.generate.Completion.End;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.model.ReferenceQwen3;

final class GeneratorTest {
  private static final Qwen3Config CONFIG = Models.SMALL;
  private final Team team = new Team(2);
  private final Decoder decoder = new Decoder(Models.weights(CONFIG, DType.BF16, 1), team);

  @AfterEach
  void endTeam() {
    team.close();
  }

  @Test
  void greedyDrawsWhatTheReferenceHoldsMostLikely() {
    Map<String, double[]> parameters = Models.parameters(CONFIG, DType.F32, 2);
    ReferenceQwen3 reference = new ReferenceQwen3(CONFIG, parameters);
    Generator generator =
        new Generator(
            new Decoder(Weights.of(CONFIG, Models.tensors(CONFIG, DType.F32, parameters)), team),
            4);
    int[] prompt = DecoderTest.tokens(9, 3);
    Completion completion = generator.generate(prompt, Sampling.greedy(12).withTopLogprobs(3));
    assertEquals(12, completion.tokens().size());
    assertEquals(End.LENGTH, completion.end());
    int[] all = Arrays.copyOf(prompt, prompt.length + 12);
    System.arraycopy(completion.ids(), 0, all, prompt.length, 12);
    double[][] logits = reference.logits(all, new int[all.length]);
    for (int i = 0; i < 12; i++) {
      double[] row = logits[prompt.length + i - 1];
      double norm = Math.log(Arrays.stream(row).map(Math::exp).sum());
      Completion.Token token = completion.tokens().get(i);
      double best = Arrays.stream(row).max().orElseThrow();
      assertEquals(best, row[token.id()]);
      assertEquals(best - norm, token.logprob(), 1e-4);
      double[] sorted = Arrays.stream(row).sorted().toArray();
      for (int k = 0; k < 3; k++) {
        assertEquals(sorted[row.length - 1 - k] - norm, token.top().get(k).logprob(), 1e-4);
      }
      assertEquals(token.id(), token.top().getFirst().id());
    }
  }

  @Test
  void completionsAreTheSameInBatchesOfAnySize() {
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      prompts.add(DecoderTest.tokens(1 + i * 7 % 90, i));
    }
    List<Sampling> samplings =
        List.of(
            Sampling.greedy(20).withStopTokens(Set.of(5, 6)),
            Sampling.tempered(1.5, 25, 4).withStopTokens(Set.of(0, 1, 2)).withTopLogprobs(2),
            Sampling.tempered(0.8, 15, 5).withTopK(20).withTopP(0.9).withRepetitionPenalty(1.2));
    for (Sampling sampling : samplings) {
      List<Completion> alone = new Generator(decoder, 1).generate(prompts, sampling);
      assertTrue(
          alone.stream().map(c -> c.tokens().size()).distinct().count() > 1
              || sampling.stopTokens().isEmpty());
      assertEquals(alone, new Generator(decoder, 7).generate(prompts, sampling));
      assertEquals(alone, new Generator(decoder, 32).generate(prompts, sampling));
      assertEquals(alone, new Generator(decoder, 100).generate(prompts, sampling));
    }
  }

  @Test
  void aSequenceDrawsFromAStreamOfItsOwn() {
    int[] prompt = {1, 2, 3};
    Sampling sampling = Sampling.tempered(2, 20, 6);
    List<Completion> two = new Generator(decoder, 2).generate(List.of(prompt, prompt), sampling);
    assertFalse(Arrays.equals(two.get(0).ids(), two.get(1).ids()));
    assertEquals(two.get(0), new Generator(decoder, 1).generate(prompt, sampling));
  }

  @Test
  void requestsInTurnDrawAsTheyDoAlone() {
    Map<Generator.Request, Completion> alone = new java.util.IdentityHashMap<>();
    List<List<Generator.Request>> lists = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      int[] prompt = DecoderTest.tokens(3 + 4 * i, i);
      List<Generator.Request> list = new ArrayList<>();
      for (int k = 0; k <= i % 4; k++) {
        Sampling sampling = Sampling.tempered(1, k == 2 ? 0 : 5 + k, 3);
        list.add(new Generator.Request(10 * i + k, prompt, sampling, (token, text) -> true));
      }
      lists.add(list);
    }
    lists.stream()
        .flatMap(List::stream)
        .forEach(r -> new Generator(decoder, 1).generate(List.of(r).iterator(), alone::put));
    for (int slots : new int[] {1, 3, 16}) {
      Map<Generator.Request, Completion> inTurn = new java.util.IdentityHashMap<>();
      new Generator(decoder, slots).generateInTurn(lists.iterator(), inTurn::put);
      assertEquals(alone.size(), inTurn.size());
      inTurn.forEach((request, completion) -> assertEquals(alone.get(request), completion));
    }
  }

  @Test
  void whatIsKeptOfTheCallBeforeChangesNothing() {
    Generator chat = new Generator(decoder, 1);
    Sampling sampling = Sampling.tempered(1, 10, 7);
    int[] context = DecoderTest.tokens(30, 8);
    for (int turn = 0; turn < 4; turn++) {
      Completion completion = chat.generate(context, sampling);
      assertEquals(new Generator(decoder, 1).generate(context, sampling), completion);
      int[] question = DecoderTest.tokens(6, turn);
      int[] next = Arrays.copyOf(context, context.length + 10 + 6);
      System.arraycopy(completion.ids(), 0, next, context.length, 10);
      System.arraycopy(question, 0, next, context.length + 10, 6);
      context = next;
    }
    int[] shorter = Arrays.copyOf(context, 12); // all of it is kept already
    assertEquals(
        new Generator(decoder, 1).generate(shorter, sampling), chat.generate(shorter, sampling));
  }

  @Test
  void endsAtStopTokensStopStringsAndTheLengthOfTheContext() {
    Generator generator = new Generator(decoder, 2, GeneratorTest::letters);
    int[] prompt = DecoderTest.tokens(5, 9);
    Completion whole = generator.generate(prompt, Sampling.tempered(1, 30, 10));
    assertEquals(End.LENGTH, whole.end());
    assertEquals(60, whole.text().length());

    int stop = whole.ids()[12];
    int first = Arrays.stream(whole.ids()).boxed().toList().indexOf(stop);
    Completion byToken =
        generator.generate(prompt, Sampling.tempered(1, 30, 10).withStopTokens(Set.of(stop)));
    assertEquals(End.STOP, byToken.end());
    assertArrayEquals(Arrays.copyOf(whole.ids(), first), byToken.ids());

    String string = whole.text().substring(21, 27);
    Completion byString =
        generator.generate(
            prompt, Sampling.tempered(1, 30, 10).withStopStrings(List.of("zzzz", string)));
    assertEquals(End.STOP, byString.end());
    assertEquals(whole.text().substring(0, whole.text().indexOf(string)), byString.text());

    Completion full = generator.generate(DecoderTest.tokens(145, 11), Sampling.greedy(30));
    assertEquals(End.LENGTH, full.end());
    assertEquals(150 - 145 + 1, full.tokens().size()); // the last is drawn but never read
    assertEquals(0, generator.generate(prompt, Sampling.greedy(0)).tokens().size());
  }

  @Test
  void theListenerHearsAllTextAndMayEndIt() {
    Generator generator = new Generator(decoder, 2, GeneratorTest::letters);
    int[] prompt = DecoderTest.tokens(5, 12);
    Sampling sampling =
        Sampling.tempered(1, 30, 13).withStopStrings(List.of("aa", "ba", "cadabra"));
    StringBuilder heard = new StringBuilder();
    Completion completion =
        generator.generate(
            prompt,
            sampling,
            (token, text) -> {
              heard.append(text);
              return true;
            });
    assertEquals(completion.text(), heard.toString());

    List<Integer> ids = new ArrayList<>();
    Completion cut =
        generator.generate(
            prompt,
            Sampling.tempered(1, 30, 13),
            (token, text) -> {
              ids.add(token.id());
              return ids.size() < 4;
            });
    assertEquals(End.CANCELLED, cut.end());
    assertEquals(ids, Arrays.stream(cut.ids()).boxed().toList());
    assertEquals(4, ids.size());
  }

  @Test
  void repetitionPenaltyTurnsAwayFromWhatWasSaid() {
    int[] prompt = DecoderTest.tokens(4, 14);
    Generator generator = new Generator(decoder, 1);
    long plain =
        Arrays.stream(generator.generate(prompt, Sampling.greedy(40)).ids()).distinct().count();
    long penalised =
        Arrays.stream(
                generator.generate(prompt, Sampling.greedy(40).withRepetitionPenalty(100)).ids())
            .distinct()
            .count();
    assertTrue(plain < 40, "the model repeats itself: " + plain);
    assertEquals(40, penalised);
  }

  @Test
  void damagedWeightsEndWithAnErrorThatSaysSo() {
    Map<String, HostTensor> tensors =
        Models.tensors(CONFIG, DType.F32, Models.parameters(CONFIG, DType.F32, 15));
    tensors
        .get("model.layers.1.mlp.down_proj.weight")
        .data()
        .set(ValueLayout.JAVA_FLOAT, 64, Float.NaN);
    Decoder damaged = new Decoder(Weights.of(CONFIG, tensors), team);
    BadInput error =
        assertThrows(
            BadInput.class,
            () -> new Generator(damaged, 2).generate(new int[] {1, 2}, Sampling.greedy(3)));
    assertTrue(
        error.getMessage().contains("logits after token 2 are not finite"), error::getMessage);
  }

  @Test
  void refusesPromptsThatItCannotRead() {
    Generator generator = new Generator(decoder, 1);
    assertThrows(BadInput.class, () -> generator.generate(new int[0], Sampling.greedy(3)));
    BadInput tooLong =
        assertThrows(BadInput.class, () -> generator.generate(new int[151], Sampling.greedy(3)));
    assertTrue(tooLong.getMessage().contains("151 tokens, the model's context holds 150"));
    assertThrows(
        IllegalArgumentException.class,
        () -> generator.generate(new int[1], Sampling.greedy(3).withStopStrings(List.of("x"))));
    assertThrows(IllegalArgumentException.class, () -> new Generator(decoder, 0));
  }

  /** Two letters for each token. */
  private static byte[] letters(int token) {
    String text = "" + (char) ('a' + token / 8) + (char) ('a' + token % 8);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
