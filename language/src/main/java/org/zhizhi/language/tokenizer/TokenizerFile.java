package org.zhizhi.language.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.zhizhi.base.Json;

/** Writes a tokenizer as Hugging Face lays it out; {@link TokenizerReader} reads it. */
final class TokenizerFile {
  private TokenizerFile() {}

  static void write(Path folder, TokenizerModel model, boolean chat) {
    Json.write(folder.resolve("tokenizer.json"), tree(model));
    ObjectNode config = Json.object();
    config.put("tokenizer_class", "PreTrainedTokenizerFast");
    config.put("add_bos_token", false);
    config.put("add_eos_token", false);
    config.putNull("bos_token");
    config.put("eos_token", eos(model));
    config.put("pad_token", Tokenizer.END_OF_TEXT);
    config.putNull("unk_token");
    config.put("clean_up_tokenization_spaces", false);
    if (chat) {
      config.put("chat_template", ChatTemplate.JINJA);
    }
    Json.write(folder.resolve("tokenizer_config.json"), config);
  }

  /** A reply ends with the end of its message; {@code generation_config.json} may name more. */
  private static String eos(TokenizerModel model) {
    boolean chat = model.added().stream().anyMatch(t -> t.content().equals(Tokenizer.MESSAGE_END));
    return chat ? Tokenizer.MESSAGE_END : Tokenizer.END_OF_TEXT;
  }

  private static ObjectNode tree(TokenizerModel model) {
    ObjectNode root = Json.object();
    root.put("version", "1.0");
    root.putNull("truncation");
    root.putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    boolean[] named = new boolean[model.tokens().length];
    for (Tokenizer.Added token : model.added()) {
      named[token.id()] = true;
      ObjectNode node = added.addObject();
      node.put("id", token.id()).put("content", token.content());
      node.put("single_word", false).put("lstrip", false).put("rstrip", false);
      node.put("normalized", token.normalized()).put("special", token.special());
    }
    if (model.nfc()) {
      root.putObject("normalizer").put("type", "NFC");
    } else {
      root.putNull("normalizer");
    }
    ObjectNode pre = root.putObject("pre_tokenizer").put("type", "Sequence");
    ArrayNode steps = pre.putArray("pretokenizers");
    for (String pattern : model.rule().patterns()) {
      ObjectNode split = steps.addObject().put("type", "Split");
      split.putObject("pattern").put("Regex", pattern);
      split.put("behavior", "Isolated").put("invert", false);
    }
    byteLevel(steps.addObject());
    byteLevel(root.putObject("post_processor"));
    byteLevel(root.putObject("decoder"));
    ObjectNode bpe = root.putObject("model").put("type", "BPE");
    bpe.putNull("dropout").putNull("unk_token");
    bpe.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    bpe.put("fuse_unk", false).put("byte_fallback", false);
    bpe.put("ignore_merges", model.ignoreMerges());
    ObjectNode vocab = bpe.putObject("vocab");
    for (int id = 0; id < model.tokens().length; id++) {
      if (!named[id] && model.tokens()[id].length > 0) {
        vocab.put(ByteAlphabet.spell(model.tokens()[id]), id);
      }
    }
    ArrayNode merges = bpe.putArray("merges");
    for (int i = 0; i < model.pairs().length; i += 3) {
      merges.add(
          ByteAlphabet.spell(model.tokens()[model.pairs()[i]])
              + " "
              + ByteAlphabet.spell(model.tokens()[model.pairs()[i + 1]]));
    }
    return root;
  }

  private static void byteLevel(ObjectNode node) {
    node.put("type", "ByteLevel").put("add_prefix_space", false);
    node.put("trim_offsets", false).put("use_regex", false);
  }
}
