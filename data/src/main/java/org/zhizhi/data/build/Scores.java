package org.zhizhi.data.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;

/**
 * Difficulties from a file of lines {@code {"id": "...", "value": 1.5}}. An id is remembered by 64
 * bits of a hash, a value by a float: 24 to 36 bytes a document.
 */
final class Scores implements Difficulty {
  private static final Seed SEED = new Seed(0).split("scores");

  private final Path file;
  private String identity = "";

  /** Places by hash, the next one where a place is taken; values not a number where none is. */
  private long[] ids = new long[1 << 10];

  private float[] values = new float[1 << 10];
  private int count;

  private Scores(Path file) {
    this.file = file;
    Arrays.fill(values, Float.NaN);
  }

  /** Reads all of {@code file}. */
  static Scores read(Path file) {
    try {
      Digest sha = new Digest();
      Scores scores = new Scores(file);
      long line = 0;
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
          line++;
          sha.add(text);
          if (!text.isBlank()) {
            scores.add(text, line);
          }
        }
      }
      scores.identity = sha.hex();
      return scores;
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
    }
  }

  private void add(String line, long number) {
    JsonNode score;
    try {
      score = Json.JSON.readTree(line);
    } catch (JsonProcessingException e) {
      score = Json.object();
    }
    JsonNode value = score.path("value");
    if (!score.path("id").isTextual() || !value.isNumber() || !Float.isFinite(value.floatValue())) {
      throw new BadInput(
          file + ": line " + number + " is no score",
          "each line should read {\"id\": \"...\", \"value\": 1.5}");
    }
    if (2 * ++count > ids.length) {
      grow();
    }
    long id = id(score.path("id").textValue());
    int place = place(id);
    ids[place] = id;
    values[place] = value.floatValue();
  }

  private void grow() {
    long[] oldIds = ids;
    float[] oldValues = values;
    ids = new long[2 * oldIds.length];
    values = new float[ids.length];
    Arrays.fill(values, Float.NaN);
    for (int i = 0; i < oldIds.length; i++) {
      if (!Float.isNaN(oldValues[i])) {
        int place = place(oldIds[i]);
        ids[place] = oldIds[i];
        values[place] = oldValues[i];
      }
    }
  }

  /** Where {@code id} stands, or where it would. */
  private int place(long id) {
    int place = (int) id & ids.length - 1;
    while (!Float.isNaN(values[place]) && ids[place] != id) {
      place = place + 1 & ids.length - 1;
    }
    return place;
  }

  private static long id(String id) {
    return SEED.split(id).value();
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public double[] of(List<Document> documents) {
    return documents.stream().mapToDouble(d -> values[place(id(d.id()))]).toArray();
  }
}
