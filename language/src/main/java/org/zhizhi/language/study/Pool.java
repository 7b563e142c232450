package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Json;
import org.zhizhi.data.build.Input;
import org.zhizhi.data.build.SourcesInput;
import org.zhizhi.data.read.ReadSettings;

/**
 * What the models of a study learn from and what they are measured on, on the disk: {@code pool/},
 * {@code held.jsonl} and {@code pool.json}.
 *
 * @param folder of the study
 * @param domains what is known of each
 * @param held the documents held out, by domain
 * @param judged whether all documents carry a quality
 */
record Pool(Path folder, List<Domain> domains, List<Held> held, boolean judged) {

  /**
   * A domain.
   *
   * @param documents that its source has
   * @param bytes of their text
   * @param held documents held out
   * @param refused documents that the recipe's stages refused among those to be held out
   * @param alike documents left out of the pool because they are like one held out
   * @param pooled documents in the pool
   * @param pooledBytes of their text
   * @param bytesPerToken by the study's tokenizer
   */
  record Domain(
      String name,
      long documents,
      long bytes,
      long held,
      long refused,
      long alike,
      long pooled,
      long pooledBytes,
      double bytesPerToken) {}

  private static final String FILE = "pool.json";

  static boolean isIn(Path folder) {
    return java.nio.file.Files.exists(folder.resolve(FILE));
  }

  static Pool read(Path folder) {
    JsonNode json = Json.read(folder.resolve(FILE));
    List<Domain> domains =
        json.path("domains")
            .valueStream()
            .map(d -> Json.JSON.convertValue(d, Domain.class))
            .toList();
    // a document's own reader would shorten texts that are titles; these are read as they are
    List<Held> held = json(folder.resolve("held.jsonl")).stream().map(Held::of).toList();
    return new Pool(folder, domains, held, json.path("judged").asBoolean());
  }

  private static List<JsonNode> json(Path file) {
    try {
      return java.nio.file.Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(
              line -> {
                try {
                  return Json.JSON.readTree(line);
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                  throw new org.zhizhi.base.BadInput(
                      file + ": damaged (" + e.getOriginalMessage() + ")",
                      "begin the study anew in another folder",
                      e);
                }
              })
          .toList();
    } catch (java.io.IOException e) {
      throw new org.zhizhi.base.BadInput(
          file + ": cannot be read (" + e + ")", "begin the study anew in another folder", e);
    }
  }

  /** Writes what is not documents to learn from; these are there by now. */
  void write() {
    StringBuilder lines = new StringBuilder();
    held.forEach(h -> lines.append(Json.line(h.json())).append('\n'));
    AtomicFile.write(folder.resolve("held.jsonl"), lines.toString());
    ObjectNode json = Json.object().put("judged", judged);
    json.set("domains", Json.JSON.valueToTree(domains));
    Json.write(folder.resolve(FILE), json);
  }

  List<String> names() {
    return domains.stream().map(Domain::name).toList();
  }

  double[] tokensPerByte() {
    return domains.stream().mapToDouble(d -> 1 / d.bytesPerToken).toArray();
  }

  /** The documents to learn from. */
  Input input() {
    return new SourcesInput(List.of(folder.resolve("pool")), ReadSettings.DEFAULTS);
  }
}
