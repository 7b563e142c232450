package org.zhizhi.language.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Json;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.file.TensorSource;
import org.zhizhi.engine.kernel.Bf16;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * A model in Hugging Face layout: {@code config.json}, {@code model.safetensors} in bf16, {@code
 * tokenizer.json} with its settings, {@code generation_config.json} and a card. Transformers, vLLM
 * and llama.cpp's converter read what is written here as a Qwen3. Read are Qwen3, Qwen2 and Llama,
 * also with weights in several files.
 *
 * @param path the folder
 * @param config its shape
 * @param tokenizer its tokenizer
 */
public record ModelFolder(Path path, Qwen3Config config, Tokenizer tokenizer) {

  /** Opens the model in {@code path}, or that of the run in {@code path}. */
  public static ModelFolder open(Path path) {
    Path folder = Files.exists(path.resolve("config.json")) ? path : path.resolve("model");
    if (!Files.exists(folder.resolve("config.json"))) {
      throw new BadInput(
          path + ": no model here (no config.json)",
          "give a folder in Hugging Face layout, or a run that has ended");
    }
    return new ModelFolder(
        folder, readConfig(folder.resolve("config.json")), Tokenizer.read(folder));
  }

  /**
   * Writes a model, whole or not at all.
   *
   * @param weights fp32 or bf16, under Hugging Face names
   * @param chat whether it has learned dialogues: then its settings name the chat template
   * @param card text of README.md
   */
  public static ModelFolder write(
      Path path,
      Qwen3Config config,
      Tokenizer tokenizer,
      List<TensorSource> weights,
      boolean chat,
      String card) {
    try {
      AtomicFile.delete(path);
    } catch (java.io.IOException e) {
      throw new BadInput(path + ": cannot be replaced (" + e + ")", "remove it or choose another");
    }
    AtomicFile.folder(
        path,
        folder -> {
          Json.write(folder.resolve("config.json"), toJson(config, tokenizer));
          ObjectNode generation =
              Json.object()
                  .put("bos_token_id", tokenizer.endOfText())
                  .put("pad_token_id", tokenizer.endOfText())
                  .put("do_sample", true)
                  .put("temperature", 0.7)
                  .put("top_p", 0.9);
          generation
              .putArray("eos_token_id")
              .add(tokenizer.special(Tokenizer.MESSAGE_END))
              .add(tokenizer.endOfText());
          Json.write(folder.resolve("generation_config.json"), generation);
          tokenizer.write(folder, chat);
          Files.writeString(folder.resolve("README.md"), card);
          Safetensors.write(
              folder.resolve("model.safetensors"),
              weights.stream().map(ModelFolder::rounded).toList());
        });
    return new ModelFolder(path, config, tokenizer);
  }

  /** The weights, mapped; the caller closes them. */
  public Safetensors weights() {
    return Safetensors.open(path);
  }

  /**
   * SHA-256 of the weights, in hexadecimal: what makes two models the same. Of weights in several
   * files that of the index and of each file's.
   */
  public String digest() {
    Path whole = path.resolve("model.safetensors");
    if (Files.exists(whole)) {
      return Digest.of(whole);
    }
    Path index = path.resolve("model.safetensors.index.json");
    String digests =
        Json.read(index)
            .path("weight_map")
            .valueStream()
            .map(JsonNode::asText)
            .distinct()
            .sorted()
            .map(shard -> Digest.of(path.resolve(Path.of(shard).getFileName())))
            .collect(Collectors.joining("\n"));
    return Digest.of(Digest.of(index) + "\n" + digests);
  }

  /** The token that a document begins with: config.json's, else the end of the one before it. */
  public int beginning() {
    JsonNode begin = Json.read(path.resolve("config.json")).path("bos_token_id");
    return begin.isInt() && begin.intValue() >= 0 && begin.intValue() < config.vocab()
        ? begin.intValue()
        : tokenizer.endOfText();
  }

  /** The tokens that end what the model says, by its settings. */
  public Set<Integer> ends() {
    Set<Integer> ends = new TreeSet<>();
    for (String file : List.of("generation_config.json", "config.json")) {
      Path settings = path.resolve(file);
      JsonNode end =
          Files.exists(settings)
              ? Json.read(settings).path("eos_token_id")
              : MissingNode.getInstance();
      (end.isArray() ? end.valueStream() : Stream.of(end))
          .filter(JsonNode::isInt)
          .forEach(id -> ends.add(id.intValue()));
    }
    if (tokenizer.has(Tokenizer.END_OF_TEXT)) {
      ends.add(tokenizer.endOfText());
    }
    return ends;
  }

  private static TensorSource rounded(TensorSource source) {
    if (source.dtype() != DType.F32) {
      return source;
    }
    return new TensorSource(
        source.name(),
        DType.BF16,
        source.shape(),
        () -> {
          MemorySegment from = source.data().get();
          long n = from.byteSize() / 4;
          HostTensor floats = new HostTensor(DType.F32, new long[] {n}, from);
          HostTensor brain =
              new HostTensor(DType.BF16, new long[] {n}, Arena.ofAuto().allocate(2 * n, 64));
          Bf16.round(floats, brain);
          return brain.data();
        });
  }

  static ObjectNode toJson(Qwen3Config c, Tokenizer tokenizer) {
    ObjectNode json = Json.object();
    json.putArray("architectures").add("Qwen3ForCausalLM");
    return json.put("model_type", "qwen3")
        .put("vocab_size", c.vocab())
        .put("hidden_size", c.hidden())
        .put("num_hidden_layers", c.layers())
        .put("num_attention_heads", c.heads())
        .put("num_key_value_heads", c.kvHeads())
        .put("head_dim", c.headDim())
        .put("intermediate_size", c.intermediate())
        .put("max_position_embeddings", c.maxPositions())
        .put("rope_theta", c.ropeTheta())
        .put("rms_norm_eps", c.rmsEps())
        .put("hidden_act", "silu")
        .put("attention_bias", false)
        .put("attention_dropout", 0.0)
        .put("use_sliding_window", false)
        .put("tie_word_embeddings", true)
        .put("torch_dtype", "bfloat16")
        .put("initializer_range", 0.02)
        .put("bos_token_id", tokenizer.endOfText())
        .put("eos_token_id", tokenizer.special(Tokenizer.MESSAGE_END));
  }

  /** Reads a shape, refusing what is no Qwen3, Qwen2 or Llama or has what no code here knows. */
  static Qwen3Config readConfig(Path file) {
    JsonNode json = Json.read(file);
    String type = json.path("model_type").asText();
    if (!List.of("qwen3", "qwen2", "llama").contains(type)) {
      throw new BadInput(
          file + ": model_type is \"" + type + "\"",
          "only qwen3, qwen2 and llama models can be read so far");
    }
    for (String option : List.of("use_sliding_window", "attention_bias", "mlp_bias")) {
      if (json.path(option).asBoolean(false)) {
        throw new BadInput(
            file + ": " + option + " is true", "models with it cannot be read so far");
      }
    }
    if (!json.path("hidden_act").asText("silu").equals("silu")) {
      throw new BadInput(
          file + ": hidden_act is " + json.path("hidden_act"), "only silu can be read so far");
    }
    int heads = number(file, json, "num_attention_heads", 4096);
    int hidden = number(file, json, "hidden_size", 1 << 20);
    int kvHeads = number(file, json, "num_key_value_heads", heads);
    int headDim = json.has("head_dim") ? number(file, json, "head_dim", 1 << 16) : hidden / heads;
    if (heads % kvHeads != 0 || headDim % 2 != 0) {
      throw new BadInput(
          file + ": " + heads + " heads, " + kvHeads + " key/value heads, head_dim " + headDim,
          "heads must be a multiple of the key/value heads and head_dim even");
    }
    return new Qwen3Config(
        number(file, json, "vocab_size", 1 << 24),
        hidden,
        number(file, json, "num_hidden_layers", 10_000),
        heads,
        kvHeads,
        headDim,
        number(file, json, "intermediate_size", 1 << 24),
        number(file, json, "max_position_embeddings", 1 << 24),
        theta(json),
        json.path("rms_norm_eps").asDouble(1e-6),
        new Variant(
            type.equals("qwen2"),
            type.equals("qwen3"),
            json.path("tie_word_embeddings").asBoolean(false),
            stretch(file, json)));
  }

  /** Newer files keep it with the other settings of rotary positions. */
  private static double theta(JsonNode json) {
    return json.path("rope_theta")
        .asDouble(json.path("rope_parameters").path("rope_theta").asDouble(10_000));
  }

  private static RopeStretch stretch(Path file, JsonNode json) {
    JsonNode scaling =
        json.hasNonNull("rope_scaling") ? json.path("rope_scaling") : json.path("rope_parameters");
    String type = scaling.path("rope_type").asText(scaling.path("type").asText("default"));
    if (type.equals("default")) {
      return RopeStretch.NONE;
    }
    RopeStretch stretch =
        new RopeStretch(
            scaling.path("factor").asDouble(),
            scaling.path("low_freq_factor").asDouble(),
            scaling.path("high_freq_factor").asDouble(),
            scaling.path("original_max_position_embeddings").asDouble());
    if (!type.equals("llama3")
        || !(stretch.factor() >= 1 && stretch.high() > stretch.low() && stretch.context() > 0)) {
      throw new BadInput(
          file + ": rope_scaling is " + scaling, "only the type llama3 can be read so far");
    }
    return stretch;
  }

  private static int number(Path file, JsonNode json, String field, int most) {
    JsonNode value = json.path(field);
    if (!value.isIntegralNumber() || value.asLong() < 1 || value.asLong() > most) {
      throw new BadInput(
          file
              + ": "
              + field
              + " is "
              + (value.isMissingNode() ? "missing" : value)
              + ", not a number from 1 to "
              + most,
          "copy config.json again from where the model came from");
    }
    return value.asInt();
  }
}
