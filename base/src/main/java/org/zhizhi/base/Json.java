package org.zhizhi.base;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON and YAML trees, read with errors that name the file and written whole or not at all. */
public final class Json {
  /** Never reflects on types named in its input. */
  public static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .registerModule(
              new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance));

  /** A key given twice is an error: the second would silently replace the first. */
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  private Json() {}

  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Reads {@code file} as YAML where its name says so, else as JSON. */
  public static JsonNode read(Path file) {
    try {
      return parse(mapper(file), file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
    }
  }

  /** Reads the YAML {@code text}; errors say it stands in {@code where}. */
  public static JsonNode yaml(String where, byte[] text) {
    return parse(YAML, where, text);
  }

  private static JsonNode parse(ObjectMapper mapper, String where, byte[] text) {
    try {
      JsonNode node = mapper.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new BadInput(where + ": empty", "it should hold a JSON or YAML object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new BadInput(
          where
              + ": line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " "),
          "mend or copy the file again",
          e);
    } catch (IOException e) {
      throw new IllegalStateException(e); // the text is in memory
    }
  }

  /** Writes {@code value} indented, atomically; YAML where the name says so. */
  public static void write(Path file, Object value) {
    AtomicFile.write(
        file,
        out -> {
          out.write(mapper(file).writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
          out.write('\n');
        });
  }

  /** One line of JSON. */
  public static String line(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Indented JSON. */
  public static String pretty(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectMapper mapper(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml") ? YAML : JSON;
  }
}
