package org.zhizhi.language.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/** Shapes as the files of other people's models give them. */
class ModelFolderTest {
  @TempDir Path folder;

  private Qwen3Config read(String json) throws IOException {
    return ModelFolder.readConfig(Files.writeString(folder.resolve("config.json"), json));
  }

  @Test
  void readsQwen2() throws IOException {
    Qwen3Config config = // of Qwen2.5-0.5B
        read(
            """
            {"architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0, "bos_token_id": 151643,
             "eos_token_id": 151643, "hidden_act": "silu", "hidden_size": 896,
             "initializer_range": 0.02, "intermediate_size": 4864, "max_position_embeddings": 32768,
             "max_window_layers": 24, "model_type": "qwen2", "num_attention_heads": 14,
             "num_hidden_layers": 24, "num_key_value_heads": 2, "rms_norm_eps": 1e-06,
             "rope_theta": 1000000.0, "sliding_window": 32768, "tie_word_embeddings": true,
             "torch_dtype": "bfloat16", "use_cache": true, "use_mrope": false,
             "use_sliding_window": false, "vocab_size": 151936}
            """);
    assertTrue(config.variant().bias());
    assertFalse(config.variant().headNorms());
    assertTrue(config.variant().tied());
    assertEquals(64, config.headDim());
    assertEquals(494_032_768, config.parameters()); // as its model card counts them
    assertFalse(config.trainable());
  }

  @Test
  void readsLlama() throws IOException {
    Qwen3Config config = // of Llama-3.2-1B
        read(
            """
            {"architectures": ["LlamaForCausalLM"], "attention_bias": false, "bos_token_id": 128000,
             "eos_token_id": 128001, "head_dim": 64, "hidden_act": "silu", "hidden_size": 2048,
             "intermediate_size": 8192, "max_position_embeddings": 131072, "mlp_bias": false,
             "model_type": "llama", "num_attention_heads": 32, "num_hidden_layers": 16,
             "num_key_value_heads": 8, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
             "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
              "original_max_position_embeddings": 8192, "rope_type": "llama3"},
             "rope_theta": 500000.0, "tie_word_embeddings": true, "vocab_size": 128256}
            """);
    assertFalse(config.variant().bias());
    assertFalse(config.variant().headNorms());
    assertEquals(new RopeStretch(32, 1, 4, 8192), config.variant().stretch());
    assertEquals(1_235_814_400, config.parameters());
  }

  @Test
  void refusesWhatItCannotCompute() {
    String shape =
        """
        "hidden_size": 8, "intermediate_size": 8, "max_position_embeddings": 8, "vocab_size": 9,
        "num_attention_heads": 2, "num_hidden_layers": 1, "num_key_value_heads": 1,
        """;
    String[][] cases = {
      {"\"model_type\": \"gpt2\"", "model_type is \"gpt2\""},
      {"\"model_type\": \"llama\", \"attention_bias\": true", "attention_bias is true"},
      {"\"model_type\": \"qwen2\", \"use_sliding_window\": true", "use_sliding_window is true"},
      {"\"model_type\": \"llama\", \"hidden_act\": \"gelu\"", "hidden_act is \"gelu\""},
      {
        "\"model_type\": \"llama\", \"rope_scaling\": {\"type\": \"linear\", \"factor\": 2}",
        "rope_scaling is {\"type\":\"linear\""
      },
    };
    for (String[] each : cases) {
      BadInput error = assertThrows(BadInput.class, () -> read("{" + shape + each[0] + "}"));
      assertTrue(error.getMessage().contains(each[1]), error::getMessage);
    }
  }

  @Test
  void aPlanOfAnOlderRunIsThatOfAQwen3() {
    Qwen3Config config = new Qwen3Config(8, 4, 1, 2, 1, 2, 8, 16, 10_000, 1e-6);
    ObjectNode json = Json.JSON.valueToTree(config);
    assertEquals(config, Json.JSON.convertValue(json, Qwen3Config.class));
    json.remove("variant");
    assertEquals(config, Json.JSON.convertValue(json, Qwen3Config.class));
    assertTrue(config.trainable());
  }
}
