package org.zhizhi.engine.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * Named tensors in a safetensors file, or in the several files of a sharded model, mapped into
 * memory: opening costs the header only, and a tensor is read when its pages are touched. The
 * tensors are readable until {@link #close}; after it, touching one throws.
 */
public final class Safetensors implements AutoCloseable {
  private final Path path;
  private final Arena arena;
  private final Map<String, HostTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private Safetensors(Path path, Arena arena) {
    this.path = path;
    this.arena = arena;
  }

  /**
   * Opens a {@code .safetensors} file, a {@code model.safetensors.index.json}, or a folder that
   * holds {@code model.safetensors} or that index.
   *
   * @throws BadInput if there is none, or if any length, name, type or place in it is wrong
   */
  public static Safetensors open(Path path) {
    Path file = path;
    if (Files.isDirectory(path)) {
      Path whole = path.resolve("model.safetensors");
      Path index = path.resolve("model.safetensors.index.json");
      if (!Files.exists(whole) && !Files.exists(index)) {
        throw new BadInput(
            path + ": holds no model.safetensors and no model.safetensors.index.json",
            "name a folder with a model in Hugging Face layout");
      }
      file = Files.exists(whole) ? whole : index;
    }
    Safetensors opened = new Safetensors(file, Arena.ofShared());
    try {
      if (file.getFileName().toString().endsWith(".json")) {
        opened.addShards(file);
      } else {
        opened.add(file);
      }
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** Writes {@code tensors} to {@code file} with the metadata every reader expects. */
  public static void write(Path file, List<TensorSource> tensors) {
    write(file, tensors, Map.of("format", "pt"));
  }

  /**
   * Writes {@code tensors} to {@code file}, whole or not at all, one tensor in memory at a time.
   * The same tensors give the same bytes, in whatever order they are listed.
   */
  public static void write(Path file, List<TensorSource> tensors, Map<String, String> metadata) {
    SafetensorsWriter.write(file, tensors, metadata);
  }

  /** All tensors by name, in the order of the file. */
  public Map<String, HostTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** The tensor called {@code name}, if there is one. */
  public Optional<HostTensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /**
   * The tensor called {@code name}.
   *
   * @throws BadInput if there is none
   */
  public HostTensor tensor(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new BadInput(
                    path + ": has no tensor " + name + " among its " + tensors.size(),
                    "check that the file belongs to this kind of model"));
  }

  /** The free text that the file carries. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public void close() {
    arena.close();
  }

  private void add(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 8) {
        throw new BadInput(
            file + ": " + size + " bytes are too few for a safetensors file",
            "the file is cut short: fetch or copy it again");
      }
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      fill(channel, length, 0);
      long header = length.getLong(0);
      if (header < 2 || header > Header.MAX_BYTES || header > size - 8) {
        throw new BadInput(
            file
                + ": says its header has "
                + Long.toUnsignedString(header)
                + " bytes, the file has "
                + size
                + " and a header at most "
                + Header.MAX_BYTES,
            "it is cut short or no safetensors file: fetch or copy it again");
      }
      ByteBuffer json = ByteBuffer.allocate((int) header);
      fill(channel, json, 8);
      long start = 8 + header;
      Header parsed = Header.parse(file.toString(), json.array(), size - start);
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      for (Header.Place place : parsed.tensors().values()) {
        MemorySegment data = all.asSlice(start + place.begin(), place.end() - place.begin());
        HostTensor tensor = new HostTensor(place.dtype(), place.shape(), data);
        if (tensors.put(place.name(), tensor) != null) {
          throw new BadInput(
              file + ": tensor " + Header.shown(place.name()) + " is in another shard too",
              "fetch the model again");
        }
      }
      metadata.putAll(parsed.metadata());
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": no such file", "check the path", e);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", "check the file and disk", e);
    }
  }

  private void addShards(Path index) {
    JsonNode map = Json.read(index).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new BadInput(index + ": weight_map names no tensors", "fetch the model again");
    }
    Map<String, String> shardOf = new LinkedHashMap<>();
    map.properties().forEach(e -> shardOf.put(e.getKey(), e.getValue().asText()));
    Set<String> seen = new HashSet<>();
    for (String shard : shardOf.values()) {
      if (!seen.add(shard)) {
        continue;
      }
      // a name with a folder in it could reach any file of the user
      if (!shard.endsWith(".safetensors")
          || shard.contains("/")
          || shard.contains("\\")
          || shard.indexOf('\0') >= 0) {
        throw new BadInput(
            index + ": weight_map names the file " + Header.shown(shard),
            "shards are .safetensors files beside the index: fetch the model again");
      }
      add(index.resolveSibling(shard));
    }
    shardOf.forEach(
        (name, shard) -> {
          if (!tensors.containsKey(name)) {
            throw new BadInput(
                index + ": tensor " + Header.shown(name) + " is not in " + Header.shown(shard),
                "fetch the model again");
          }
        });
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("ends at byte " + (at + buffer.position()));
      }
    }
  }
}
