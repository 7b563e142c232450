package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zhizhi.base.Json;

/**
 * A document that no model of the study may have read.
 *
 * @param id as its source has it
 * @param domain number of its domain
 * @param source where it comes from
 * @param found its text as it was found
 * @param curated its text as the recipe leaves it
 */
record Held(String id, int domain, String source, String found, String curated) {

  ObjectNode json() {
    return Json.object()
        .put("id", id)
        .put("domain", domain)
        .put("source", source)
        .put("found", found)
        .put("curated", curated);
  }

  static Held of(JsonNode json) {
    return new Held(
        json.path("id").asText(),
        json.path("domain").asInt(),
        json.path("source").asText(),
        json.path("found").asText(),
        json.path("curated").asText());
  }
}
