package org.zhizhi.language.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/**
 * Reads Hugging Face's {@code tokenizer.json}, as far as byte-level BPE goes. What would make text
 * encode otherwise than there, and is not supported, is refused by name.
 */
record TokenizerReader(Path file) {
  private static final long LARGEST = 256L << 20;
  private static final int MOST_TOKENS = 1 << 22;

  static TokenizerModel read(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve("tokenizer.json") : path;
    TokenizerReader reader = new TokenizerReader(file);
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        throw reader.bad("has " + size + " bytes, a tokenizer at most " + LARGEST);
      }
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
    }
    return reader.model(Json.read(file));
  }

  /** {@code what} may quote the file: it is made one short line. */
  private BadInput bad(String what) {
    String line = what.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    return new BadInput(
        file + ": " + (line.length() <= 300 ? line : line.substring(0, 300) + "..."),
        "give a byte-level BPE tokenizer.json, or copy the file again");
  }

  TokenizerModel model(JsonNode root) {
    JsonNode bpe = object(root, "model");
    String type = bpe.path("type").asText("BPE"); // old files leave it out
    if (!type.equals("BPE")) {
      throw bad("model.type is " + type + ", not BPE");
    }
    refuse(bpe, "byte_fallback");
    refuse(bpe, "dropout");
    refuse(bpe, "continuing_subword_prefix");
    refuse(bpe, "end_of_word_suffix");
    JsonNode vocab = object(bpe, "vocab");
    List<Tokenizer.Added> added = added(root.path("added_tokens"));
    int size = 0;
    for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
      size = Math.max(size, id(entry.getValue(), "model.vocab " + entry.getKey()) + 1);
    }
    for (Tokenizer.Added token : added) {
      size = Math.max(size, token.id() + 1);
    }
    byte[][] tokens = new byte[size][];
    Map<String, Integer> ids = new HashMap<>(vocab.size() * 2);
    boolean[] bytes = new boolean[256];
    for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
      int id = entry.getValue().intValue();
      if (tokens[id] != null) {
        throw bad("model.vocab gives id " + id + " twice");
      }
      tokens[id] = ByteAlphabet.bytes(entry.getKey());
      ids.put(entry.getKey(), id);
      if (tokens[id].length == 1) {
        bytes[tokens[id][0] & 0xff] = true;
      }
    }
    for (int b = 0; b < 256; b++) {
      if (!bytes[b]) {
        throw bad("model.vocab lacks the byte " + b + ", so it is not byte-level");
      }
    }
    for (Tokenizer.Added token : added) {
      Integer same = ids.get(token.content());
      if (tokens[token.id()] != null && (same == null || same != token.id())) {
        throw bad("added token " + token.content() + " takes the id of another token");
      }
      tokens[token.id()] = token.content().getBytes(StandardCharsets.UTF_8);
    }
    for (int id = 0; id < size; id++) {
      tokens[id] = tokens[id] == null ? new byte[0] : tokens[id];
    }
    return new TokenizerModel(
        tokens,
        merges(bpe.path("merges"), ids),
        added,
        rule(root.path("pre_tokenizer")),
        nfc(root.path("normalizer")),
        bpe.path("ignore_merges").asBoolean(false));
  }

  private JsonNode object(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    if (!node.isObject()) {
      throw bad("field " + name + " is " + kind(node) + ", not an object");
    }
    return node;
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private void refuse(JsonNode bpe, String option) {
    JsonNode node = bpe.path(option);
    boolean off =
        node.isMissingNode()
            || node.isNull()
            || (node.isBoolean() && !node.booleanValue())
            || (node.isTextual() && node.textValue().isEmpty());
    if (!off) {
      throw bad("model." + option + " is " + brief(node) + ", which is not supported");
    }
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private int id(JsonNode node, String what) {
    if (!node.isInt() || node.intValue() < 0 || node.intValue() >= MOST_TOKENS) {
      throw bad(what + " has id " + brief(node) + ", not 0 to " + (MOST_TOKENS - 1));
    }
    return node.intValue();
  }

  private List<Tokenizer.Added> added(JsonNode list) {
    List<Tokenizer.Added> added = new ArrayList<>();
    for (JsonNode node : list) {
      String content = node.path("content").asText("");
      if (content.isEmpty()) {
        throw bad("an added token has no content");
      }
      for (String option : List.of("single_word", "lstrip", "rstrip")) {
        if (node.path(option).asBoolean(false)) {
          throw bad("added token " + content + " has " + option + ", not supported");
        }
      }
      added.add(
          new Tokenizer.Added(
              id(node.path("id"), "added token " + content),
              content,
              node.path("special").asBoolean(false),
              node.path("normalized").asBoolean(false)));
    }
    return List.copyOf(added);
  }

  private int[] merges(JsonNode list, Map<String, Integer> ids) {
    if (!list.isArray()) {
      throw bad("field model.merges is " + kind(list) + ", not an array");
    }
    int[] pairs = new int[Math.multiplyExact(3, list.size())];
    int at = 0;
    for (JsonNode node : list) {
      String left;
      String right;
      if (node.isArray() && node.size() == 2) {
        left = node.get(0).asText();
        right = node.get(1).asText();
      } else {
        String text = node.asText("");
        int space = text.indexOf(' ');
        if (space < 0) {
          throw bad("merge " + at / 3 + " is " + brief(node) + ", not two tokens");
        }
        left = text.substring(0, space);
        right = text.substring(space + 1);
      }
      for (String token : Arrays.asList(left, right, left + right)) {
        Integer id = ids.get(token);
        if (id == null) {
          throw bad("merge " + at / 3 + ": " + brief(node) + " needs a token not in the vocab");
        }
        pairs[at++] = id;
      }
    }
    return pairs;
  }

  private boolean nfc(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return false;
    }
    String type = node.path("type").asText("");
    if (type.equals("Sequence")) {
      boolean nfc = false;
      for (JsonNode part : node.path("normalizers")) {
        nfc |= nfc(part);
      }
      return nfc;
    }
    if (!type.equals("NFC")) {
      throw bad("normalizer " + brief(node) + " is not supported");
    }
    return true;
  }

  private SplitRule rule(JsonNode node) {
    List<String> patterns = new ArrayList<>();
    boolean byteLevel = false;
    for (JsonNode step : node.path("pretokenizers")) {
      if (step.path("type").asText().equals("Split")
          && step.path("behavior").asText().equals("Isolated")
          && !step.path("invert").asBoolean(false)) {
        patterns.add(step.path("pattern").path("Regex").asText());
      } else if (step.path("type").asText().equals("ByteLevel")
          && !step.path("use_regex").asBoolean(true)
          && !step.path("add_prefix_space").asBoolean(true)) {
        byteLevel = true;
      } else {
        throw bad("pre_tokenizer step " + brief(step) + " is not supported");
      }
    }
    for (SplitRule rule : SplitRule.values()) {
      if (byteLevel && rule.patterns().equals(patterns)) {
        return rule;
      }
    }
    throw bad(
        "pre_tokenizer " + brief(node) + " is none of " + Arrays.toString(SplitRule.values()));
  }
}
