package org.zhizhi.language.exam;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.zhizhi.engine.file.TensorSource;
import org.zhizhi.engine.kernel.Bf16;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.model.Qwen3;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.model.ReferenceQwen3;
import org.zhizhi.language.tokenizer.BpeTrainer;
import org.zhizhi.language.tokenizer.Tokenizer;

/** A random model in a folder, with the doubles that it holds for the reference to compute with. */
record TinyModel(ModelFolder folder, ReferenceQwen3 reference) {
  static final int CONTEXT = 96;

  static TinyModel write(Path path, long seed) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("Q: What is the capital of France?\nA: Paris\n问：法国的首都是哪里？\n答：巴黎 " + i);
    }
    Tokenizer tokenizer = new BpeTrainer(300, 1, 1 << 20).train(texts.iterator());
    Qwen3Config config =
        new Qwen3Config(tokenizer.size(), 24, 2, 4, 2, 8, 40, CONTEXT, 10_000, 1e-6);
    Map<String, double[]> parameters = ReferenceQwen3.randomParameters(config, seed);
    List<TensorSource> sources = new ArrayList<>();
    Qwen3.parameters(config)
        .forEach(
            p -> {
              double[] values = parameters.get(p.name());
              Arrays.setAll(
                  values, i -> Bf16.toFloat(Bf16.fromFloat((float) values[i]))); // as the file
              sources.add(new TensorSource(p.name(), DType.F32, p.shape(), () -> floats(values)));
            });
    ModelFolder folder =
        ModelFolder.write(path, config, tokenizer, sources, true, "A random model.\n");
    return new TinyModel(folder, new ReferenceQwen3(config, parameters));
  }

  private static MemorySegment floats(double[] values) {
    MemorySegment data = Arena.ofAuto().allocate(4L * values.length, 64);
    for (int i = 0; i < values.length; i++) {
      data.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values[i]);
    }
    return data;
  }

  /** The log-likelihood of {@code continuation} after {@code context}, a document's beginning. */
  double logLikelihood(String context, String continuation) {
    Tokenizer tokenizer = folder.tokenizer();
    int before = 1 + tokenizer.encode(context).length;
    int[] text = tokenizer.encode(context + continuation);
    int[] tokens = new int[1 + text.length];
    tokens[0] = tokenizer.endOfText();
    System.arraycopy(text, 0, tokens, 1, text.length);
    double[][] logits = reference.logits(tokens, new int[tokens.length]);
    double sum = 0;
    for (int t = before; t < tokens.length; t++) {
      double norm = Math.log(Arrays.stream(logits[t - 1]).map(Math::exp).sum());
      sum += logits[t - 1][tokens[t]] - norm;
    }
    return sum;
  }
}
