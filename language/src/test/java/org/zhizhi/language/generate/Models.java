package org.zhizhi.language.generate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zhizhi.engine.kernel.Bf16;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.model.ReferenceQwen3;

/** Small random models for tests, as tensors and as the doubles that the tensors hold. */
final class Models {
  /** Odd sizes, three query heads to a key head. */
  static final Qwen3Config SMALL = new Qwen3Config(61, 36, 3, 6, 2, 10, 44, 150, 10_000, 1e-6);

  private Models() {}

  /** Parameters rounded to what {@code dtype} can hold. */
  static Map<String, double[]> parameters(Qwen3Config config, DType dtype, long seed) {
    Map<String, double[]> parameters = ReferenceQwen3.randomParameters(config, seed);
    for (double[] values : parameters.values()) {
      for (int i = 0; i < values.length; i++) {
        float value = (float) values[i];
        values[i] = dtype == DType.BF16 ? Bf16.toFloat(Bf16.fromFloat(value)) : value;
      }
    }
    return parameters;
  }

  static Map<String, HostTensor> tensors(
      Qwen3Config config, DType dtype, Map<String, double[]> parameters) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Weights.shapes(config)
        .forEach(
            (name, shape) -> {
              double[] values = parameters.get(name);
              MemorySegment data =
                  Arena.ofAuto().allocate((long) values.length * dtype.bytes(), 64);
              for (int i = 0; i < values.length; i++) {
                float value = (float) values[i];
                if (dtype == DType.BF16) {
                  data.setAtIndex(ValueLayout.JAVA_SHORT, i, Bf16.fromFloat(value));
                } else {
                  data.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
                }
              }
              tensors.put(name, new HostTensor(dtype, shape, data));
            });
    return tensors;
  }

  static Weights weights(Qwen3Config config, DType dtype, long seed) {
    return Weights.of(config, tensors(config, dtype, parameters(config, dtype, seed)));
  }
}
