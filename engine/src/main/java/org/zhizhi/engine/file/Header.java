package org.zhizhi.engine.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.tensor.DType;

/**
 * The JSON header of a safetensors file, as its <a
 * href="https://github.com/huggingface/safetensors#format">format</a> says and as strict as the
 * reference reader: the tensors cover the bytes after the header without overlap or hole.
 *
 * @param tensors where each tensor lies, in the order of the file's bytes
 * @param metadata the free text under {@code __metadata__}
 */
record Header(Map<String, Place> tensors, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  /** The reference refuses longer headers. */
  static final long MAX_BYTES = 100_000_000;

  /** As many axes as PyTorch allows. */
  private static final int MAX_RANK = 64;

  private static final String REMEDY = "the file is damaged or hostile: fetch or copy it again";

  private static final Map<String, DType> DTYPES = new HashMap<>();

  static {
    for (DType dtype : DType.values()) {
      DTYPES.put(dtype.name(), dtype);
    }
  }

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(4).maxNumberLength(20).build())
          .build();

  /** Bytes {@code begin} to {@code end}, counted from the end of the header. */
  record Place(String name, DType dtype, long[] shape, long begin, long end) {}

  /**
   * Reads a header.
   *
   * @param file named in errors
   * @param json the header without its length
   * @param dataBytes bytes that follow it in the file
   * @throws BadInput if anything at all is wrong with it
   */
  static Header parse(String file, byte[] json, long dataBytes) {
    return new Parser(file, dataBytes).parse(json);
  }

  private record Parser(String file, long dataBytes) {

    Header parse(byte[] json) {
      requireUtf8(json);
      if (json.length == 0 || json[0] != '{') {
        throw bad("header does not start with {");
      }
      List<Place> places = new ArrayList<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      try (JsonParser in = JSON.createParser(json)) {
        in.nextToken();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
          if (name.equals(METADATA)) {
            readMetadata(in, metadata);
          } else {
            places.add(readPlace(name, in));
          }
        }
        if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
          throw bad("header is more than one JSON object");
        }
      } catch (IOException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        throw bad("header is not valid JSON: " + message.lines().findFirst().orElse(""));
      }
      places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
      Map<String, Place> tensors = new LinkedHashMap<>();
      long at = 0;
      for (Place place : places) {
        if (place.begin() != at) {
          throw bad(
              place,
              (place.begin() < at ? "overlaps" : "leaves a hole after")
                  + " the tensor before it, which ends at byte "
                  + at);
        }
        at = place.end();
        tensors.put(place.name(), place);
      }
      if (at != dataBytes) {
        throw bad("tensors end at byte " + at + " of the data, the file has " + dataBytes);
      }
      return new Header(
          Collections.unmodifiableMap(tensors), Collections.unmodifiableMap(metadata));
    }

    private void readMetadata(JsonParser in, Map<String, String> metadata) throws IOException {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw bad(METADATA + " is not an object");
      }
      for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
        if (in.nextToken() != JsonToken.VALUE_STRING) {
          throw bad(METADATA + "." + shown(key) + " is not a string");
        }
        metadata.put(key, in.getText());
      }
    }

    private Place readPlace(String name, JsonParser in) throws IOException {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw bad("tensor " + shown(name) + " is not an object");
      }
      DType dtype = null;
      long[] shape = null;
      long[] offsets = null;
      for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
        switch (key) {
          case "dtype" -> {
            String type = in.nextTextValue();
            dtype = type == null ? null : DTYPES.get(type);
            if (dtype == null) {
              throw new BadInput(
                  file
                      + ": tensor "
                      + shown(name)
                      + ": dtype "
                      + shown(String.valueOf(type))
                      + " is not one of "
                      + Arrays.toString(DType.values()),
                  "convert the file to BF16 or F32");
            }
          }
          case "shape" -> shape = readLongs(name, "shape", in, MAX_RANK);
          case "data_offsets" -> offsets = readLongs(name, "data_offsets", in, 2);
          default -> throw bad("tensor " + shown(name) + " has an unknown field " + shown(key));
        }
      }
      if (in.currentToken() != JsonToken.END_OBJECT
          || dtype == null
          || shape == null
          || offsets == null
          || offsets.length != 2) {
        throw bad("tensor " + shown(name) + " lacks dtype, shape or two data_offsets");
      }
      Place place = new Place(name, dtype, shape, offsets[0], offsets[1]);
      if (place.begin() > place.end() || place.end() > dataBytes) {
        throw bad(place, "lies outside the file, which has " + dataBytes + " bytes of data");
      }
      long bytes = dtype.bytes();
      try {
        for (long extent : shape) {
          bytes = Math.multiplyExact(bytes, extent);
        }
      } catch (ArithmeticException e) {
        throw bad(place, "has a shape too large for any memory");
      }
      if (bytes != place.end() - place.begin()) {
        throw bad(place, "needs " + bytes + " bytes");
      }
      return place;
    }

    private long[] readLongs(String name, String field, JsonParser in, int limit)
        throws IOException {
      if (in.nextToken() != JsonToken.START_ARRAY) {
        throw bad("tensor " + shown(name) + ": " + field + " is not an array");
      }
      long[] longs = new long[limit];
      int n = 0;
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
            || n == limit
            || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            || in.getLongValue() < 0) {
          throw bad(
              "tensor "
                  + shown(name)
                  + ": "
                  + field
                  + " is not at most "
                  + limit
                  + " whole numbers from 0 to 2^63-1");
        }
        longs[n++] = in.getLongValue();
      }
      return Arrays.copyOf(longs, n);
    }

    /** Jackson would take some malformed sequences; this takes none. */
    private void requireUtf8(byte[] bytes) {
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      ByteBuffer in = ByteBuffer.wrap(bytes);
      CharBuffer chars = CharBuffer.allocate(1 << 13);
      CoderResult result;
      do {
        result = decoder.decode(in, chars.clear(), true);
      } while (result.isOverflow());
      if (result.isError()) {
        throw bad("header is not UTF-8 at byte " + (8 + in.position()));
      }
    }

    private BadInput bad(Place place, String what) {
      return bad(
          "tensor "
              + shown(place.name())
              + ", "
              + place.dtype()
              + Arrays.toString(place.shape())
              + " at bytes "
              + place.begin()
              + " to "
              + place.end()
              + ", "
              + what);
    }

    private BadInput bad(String what) {
      return new BadInput(file + ": " + what, REMEDY);
    }
  }

  /** A name out of a file, fit for one line of an error. */
  static String shown(String name) {
    String start = name.length() > 80 ? name.substring(0, 80) + "..." : name;
    StringBuilder shown = new StringBuilder();
    start.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }
}
