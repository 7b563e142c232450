package org.zhizhi.data.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;

/**
 * What somebody means by a good document, learnt from examples: a logistic regression on hashed
 * n-grams of characters and words, as fastText's classifiers in the published curation pipelines
 * are. Weighs the mean of a text's features, so long texts are not surer than short ones.
 */
public final class QualityModel {
  /** Weights of a model: 2^18 of them, a megabyte. */
  static final int BITS = 18;

  private static final int LEAST_BITS = 10;
  private static final int MOST_BITS = 24;
  private static final int LONGEST_HEADER = 1 << 16;
  private static final String FORMAT = "zhizhi-quality";
  private static final String WEIGHTS = "weights";

  /** Characters that are read together; n-grams do not reach over. */
  private static final int BLOCK = 2048;

  private final float[] weights;
  private final double slope;
  private final double offset;

  QualityModel(float[] weights, double slope, double offset) {
    this.weights = weights;
    this.slope = slope;
    this.offset = offset;
  }

  /**
   * Learns to tell {@code good} documents from {@code ordinary} ones.
   *
   * @return the model, with what it does on documents that were held out
   * @throws BadInput if there are too few documents of a kind
   */
  public static QualityTraining.Result train(
      Iterable<Document> good, Iterable<Document> ordinary, Seed seed) {
    return QualityTraining.train(good, ordinary, seed);
  }

  /**
   * How likely {@code text} is good, were there as many good texts as ordinary ones.
   *
   * @return a number in [0, 1]; 0.5 for a text without features
   */
  public double score(String text) {
    return probability(margin(text));
  }

  double probability(double margin) {
    return 1 / (1 + Math.exp(-(slope * margin + offset)));
  }

  /** The mean weight of a text's features. */
  double margin(String text) {
    int[] features = new int[Grams.PER_CHARACTER * Math.min(BLOCK, text.length())];
    double sum = 0;
    long count = 0;
    for (int from = 0; from < text.length(); from += BLOCK) {
      int to = Math.min(text.length(), from + BLOCK);
      int n = Grams.read(text, from, to, weights.length - 1, features);
      for (int i = 0; i < n; i++) {
        sum += weights[features[i]];
      }
      count += n;
    }
    return count == 0 ? 0 : sum / count;
  }

  /**
   * Writes the model in the layout of safetensors: the length of the header in eight bytes, the
   * header in JSON, the weights in fp32, all little-endian.
   */
  public void write(Path file) {
    ObjectNode header = Json.object();
    ObjectNode metadata = header.putObject("__metadata__");
    metadata.put("format", FORMAT).put("features", String.valueOf(Grams.VERSION));
    metadata.put("slope", String.valueOf(slope)).put("offset", String.valueOf(offset));
    ObjectNode tensor = header.putObject(WEIGHTS).put("dtype", "F32");
    tensor.putArray("shape").add(weights.length);
    tensor.putArray("data_offsets").add(0).add(4L * weights.length);
    byte[] json = Json.line(header).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + padded.length + 4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded.length).put(padded);
    bytes.asFloatBuffer().put(weights);
    AtomicFile.write(file, out -> out.write(bytes.array()));
  }

  /**
   * Reads what {@link #write} wrote. Every length is checked before memory is taken for it.
   *
   * @throws BadInput if the file is no such model, or not whole
   */
  public static QualityModel read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 8) {
        throw bad(file, "has " + size + " bytes, fewer than the 8 of a header's length");
      }
      long length = bytes(file, channel, 0, 8).getLong();
      if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
        throw bad(file, "says its header has " + length + " of its " + size + " bytes");
      }
      ByteBuffer header = bytes(file, channel, 8, (int) length);
      JsonNode json = Json.JSON.readTree(StandardCharsets.UTF_8.decode(header).toString());
      int count = count(file, json, size - 8 - length);
      JsonNode metadata = json.path("__metadata__");
      float[] weights = new float[count];
      bytes(file, channel, 8 + length, 4 * count).asFloatBuffer().get(weights);
      for (float weight : weights) {
        if (!Float.isFinite(weight)) {
          throw bad(file, "has the weight " + weight);
        }
      }
      return new QualityModel(
          weights, number(file, metadata, "slope"), number(file, metadata, "offset"));
    } catch (JsonProcessingException e) {
      throw bad(file, "has a header that is not JSON");
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
    }
  }

  /** The number of weights, if the header fits the {@code left} bytes after it. */
  private static int count(Path file, JsonNode json, long left) {
    JsonNode metadata = json.path("__metadata__");
    if (!metadata.path("format").asText().equals(FORMAT)) {
      throw bad(file, "is no quality model");
    }
    if (!metadata.path("features").asText().equals(String.valueOf(Grams.VERSION))) {
      throw bad(
          file, "is of features " + metadata.path("features").asText() + ", not " + Grams.VERSION);
    }
    JsonNode tensor = json.path(WEIGHTS);
    JsonNode shape = tensor.path("shape").path(0);
    long count = shape.isIntegralNumber() && shape.canConvertToInt() ? shape.intValue() : -1;
    boolean power =
        count >= 1 << LEAST_BITS && count <= 1 << MOST_BITS && Long.bitCount(count) == 1;
    if (!power
        || tensor.path("shape").size() != 1
        || !tensor.path("dtype").asText().equals("F32")
        || tensor.path("data_offsets").path(0).asLong(-1) != 0
        || tensor.path("data_offsets").path(1).asLong(-1) != 4 * count
        || left != 4 * count) {
      throw bad(file, "holds " + left + " bytes of weights where its header says " + tensor);
    }
    return (int) count;
  }

  private static double number(Path file, JsonNode metadata, String name) {
    try {
      double number = Double.parseDouble(metadata.path(name).asText());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad(file, "has the " + name + " " + metadata.path(name));
  }

  private static ByteBuffer bytes(Path file, FileChannel channel, long at, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw bad(file, "ends early");
      }
    }
    return bytes.flip();
  }

  private static BadInput bad(Path file, String what) {
    return new BadInput(
        file + ": " + what, "train the model again: zhizhi data quality --good DIR --ordinary DIR");
  }
}
