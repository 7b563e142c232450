package org.zhizhi.language.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.kernel.VectorMatmul;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.model.ReferenceQwen3;

final class DecoderTest {
  private static final Qwen3Config CONFIG = Models.SMALL;
  private final Team team = new Team(2);

  @AfterEach
  void endTeam() {
    team.close();
  }

  /** Errors are shares of the largest logit; a cache of brain floats rounds keys and values. */
  @ParameterizedTest
  @CsvSource({"F32,F32,1e-5", "BF16,F32,1e-5", "BF16,BF16,3e-2"})
  void equalsTheReference(DType weights, DType cache, double tolerance) {
    Map<String, double[]> parameters = Models.parameters(CONFIG, weights, 1);
    ReferenceQwen3 reference = new ReferenceQwen3(CONFIG, parameters);
    Decoder decoder =
        new Decoder(
            Weights.of(CONFIG, Models.tensors(CONFIG, weights, parameters)),
            team,
            new VectorMatmul(team),
            cache);
    int[] tokens = tokens(70, 2);
    double[][] expected = reference.logits(tokens, new int[tokens.length]);
    double[][] expectedHidden = reference.hidden(tokens, new int[tokens.length]);
    float[] hidden = decoder.advance(List.of(new Decoder.Feed(decoder.newCache(), tokens)));
    float[] logits = logits(decoder, hidden, tokens.length);
    double largest = Arrays.stream(expected).flatMapToDouble(Arrays::stream).max().orElseThrow();
    for (int t = 0; t < tokens.length; t++) {
      for (int v = 0; v < CONFIG.vocab(); v++) {
        assertEquals(expected[t][v], logits[t * CONFIG.vocab() + v], tolerance * largest);
      }
      for (int i = 0; i < CONFIG.hidden(); i++) {
        assertEquals(expectedHidden[t][i], hidden[t * CONFIG.hidden() + i], tolerance * 10);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"F32", "BF16"})
  void cachedDecodingEqualsRecomputationBitForBit(DType dtype) {
    Decoder decoder = new Decoder(Models.weights(CONFIG, dtype, 3), team);
    int[] tokens = tokens(90, 4);
    float[] whole = decoder.advance(List.of(new Decoder.Feed(decoder.newCache(), tokens)));
    SplittableRandom random = new SplittableRandom(5);
    for (int longest : new int[] {1, 7, 40}) {
      KvCache cache = decoder.newCache();
      float[] pieces = new float[0];
      for (int at = 0; at < tokens.length; at = cache.length()) {
        int to = Math.min(tokens.length, at + random.nextInt(1, longest + 1));
        float[] piece =
            decoder.advance(List.of(new Decoder.Feed(cache, Arrays.copyOfRange(tokens, at, to))));
        int before = pieces.length;
        pieces = Arrays.copyOf(pieces, before + piece.length);
        System.arraycopy(piece, 0, pieces, before, piece.length);
      }
      assertArrayEquals(whole, pieces, 0f);
    }
  }

  @Test
  void aSequenceIsTheSameBitsInAnyBatchAndOnAnyTeam() {
    Weights weights = Models.weights(CONFIG, DType.BF16, 6);
    Decoder decoder = new Decoder(weights, team);
    List<int[]> sequences = new ArrayList<>();
    List<Decoder.Feed> feeds = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      sequences.add(tokens(1 + 3 * i, 7 + i));
      feeds.add(new Decoder.Feed(decoder.newCache(), sequences.get(i)));
    }
    float[] together = decoder.advance(feeds);
    int at = 0;
    try (Team one = new Team(1)) {
      Decoder alone = new Decoder(weights, one);
      for (int[] tokens : sequences) {
        float[] hidden = alone.advance(List.of(new Decoder.Feed(alone.newCache(), tokens)));
        assertArrayEquals(hidden, Arrays.copyOfRange(together, at, at + hidden.length), 0f);
        at += hidden.length;
      }
    }
  }

  @Test
  void aCacheThatWasCutBackContinuesAsIfNothingHadBeen() {
    Decoder decoder = new Decoder(Models.weights(CONFIG, DType.BF16, 8), team);
    KvCache cache = decoder.newCache();
    decoder.advance(List.of(new Decoder.Feed(cache, tokens(50, 9))));
    cache.cutTo(20);
    float[] after = decoder.advance(List.of(new Decoder.Feed(cache, tokens(30, 10))));
    KvCache fresh = decoder.newCache();
    decoder.advance(List.of(new Decoder.Feed(fresh, Arrays.copyOf(tokens(50, 9), 20))));
    assertArrayEquals(decoder.advance(List.of(new Decoder.Feed(fresh, tokens(30, 10)))), after, 0f);
    assertThrows(IllegalArgumentException.class, () -> cache.cutTo(51));
  }

  @Test
  void compiledCodeGivesTheBitsOfInterpretedCode() {
    Decoder decoder = new Decoder(Models.weights(CONFIG, DType.BF16, 11), team);
    int[] tokens = tokens(40, 12);
    float[] cold = decoder.advance(List.of(new Decoder.Feed(decoder.newCache(), tokens)));
    float[] warm = new float[0];
    for (int i = 0; i < 200; i++) {
      warm = decoder.advance(List.of(new Decoder.Feed(decoder.newCache(), tokens)));
    }
    assertArrayEquals(cold, warm, 0f);
  }

  @Test
  void refusesATokenOutsideTheVocabularyAndForgetsIt() {
    Decoder decoder = new Decoder(Models.weights(CONFIG, DType.F32, 13), team);
    KvCache cache = decoder.newCache();
    assertThrows(
        IllegalArgumentException.class,
        () -> decoder.advance(List.of(new Decoder.Feed(cache, 3, CONFIG.vocab()))));
    assertEquals(0, cache.length());
  }

  @Test
  void namesTheTensorThatDoesNotFit() {
    Map<String, double[]> parameters = Models.parameters(CONFIG, DType.F32, 14);
    Map<String, HostTensor> tensors = Models.tensors(CONFIG, DType.F32, parameters);
    HostTensor up = tensors.remove("model.layers.2.mlp.up_proj.weight");
    BadInput missing = assertThrows(BadInput.class, () -> Weights.of(CONFIG, tensors));
    assertTrue(missing.getMessage().contains("model.layers.2.mlp.up_proj.weight"));
    tensors.put(
        "model.layers.2.mlp.up_proj.weight",
        new HostTensor(DType.F32, new long[] {36, 44}, up.data()));
    BadInput shape = assertThrows(BadInput.class, () -> Weights.of(CONFIG, tensors));
    assertTrue(shape.getMessage().contains("[36, 44], config.json means [44, 36]"));
    tensors.put(
        "model.layers.2.mlp.up_proj.weight",
        Models.tensors(CONFIG, DType.BF16, parameters).get("model.layers.2.mlp.up_proj.weight"));
    BadInput type = assertThrows(BadInput.class, () -> Weights.of(CONFIG, tensors));
    assertTrue(type.getMessage().contains("is stored as BF16"));
  }

  @Test
  void countsTheBytesThatATokenReads() {
    Weights weights = Models.weights(CONFIG, DType.BF16, 15);
    long norms = 36 * (2 * 3 + 1) + 10 * 2 * 3;
    assertEquals(2 * (CONFIG.parameters() - norms), weights.bytesPerToken());
  }

  static float[] logits(Decoder decoder, float[] hidden, int n) {
    float[] logits = new float[n * decoder.config().vocab()];
    decoder.logits(hidden, n, logits);
    return logits;
  }

  static int[] tokens(int n, long seed) {
    return new SplittableRandom(seed).ints(n, 0, CONFIG.vocab()).toArray();
  }
}
