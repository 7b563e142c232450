package org.zhizhi.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/**
 * The checkpoints of a run: folders {@code step-00001000} that are there whole or not at all, each
 * with a {@code checkpoint.json} of the length and CRC-32C of every file, so that what the disk
 * spoiled later is noticed and the one before it is used.
 */
public final class Checkpoints {
  /**
   * One checkpoint.
   *
   * @param step training steps done when it was written
   * @param path its folder
   */
  public record Checkpoint(long step, Path path) {}

  private static final String SEAL = "checkpoint.json";

  private final Path folder;
  private final int keep;

  /** Only for the holder of the run folder: removes what killed writers left. */
  Checkpoints(Path folder, int keep) {
    if (keep < 1) {
      throw new BadInput("checkpoints to keep: " + keep, "keep at least 1");
    }
    this.folder = folder;
    this.keep = keep;
    for (Path left : list(".step-")) {
      delete(left);
    }
  }

  /**
   * Writes the checkpoint of {@code step}, then deletes all but the newest ones. Checkpoints of
   * later steps are deleted too: the run has gone back before them.
   *
   * @param writer fills the folder it is given
   */
  public Checkpoint write(long step, AtomicFile.Writer<Path> writer) {
    Checkpoint checkpoint = at(step);
    for (Checkpoint old : all()) {
      if (old.step() > step || old.step() == step && !isWhole(old)) {
        delete(old);
      }
    }
    // the same step of the same run is the same checkpoint
    if (!Files.exists(checkpoint.path())) {
      AtomicFile.folder(
          checkpoint.path(),
          aside -> {
            writer.write(aside);
            Json.write(aside.resolve(SEAL), seal(step, aside));
          });
    }
    List<Checkpoint> all = all();
    all.subList(0, Math.max(0, all.size() - keep)).forEach(this::delete);
    return checkpoint;
  }

  /**
   * The newest checkpoint whose files are as they were written.
   *
   * @param refused told of each newer one that is not, and why
   */
  public Optional<Checkpoint> latest(Consumer<BadInput> refused) {
    for (Checkpoint checkpoint : all().reversed()) {
      try {
        verify(checkpoint);
        return Optional.of(checkpoint);
      } catch (BadInput e) {
        refused.accept(e);
      }
    }
    return Optional.empty();
  }

  /** All checkpoints by step, whole or spoiled. */
  public List<Checkpoint> all() {
    return new ArrayList<>(
        list("step-").stream()
            .filter(p -> p.getFileName().toString().matches("step-[0-9]{8,18}"))
            .map(p -> new Checkpoint(Long.parseLong(p.getFileName().toString().substring(5)), p))
            .sorted(Comparator.comparingLong(Checkpoint::step))
            .toList());
  }

  /**
   * Compares every file of {@code checkpoint} with what was written.
   *
   * @throws BadInput naming the first file that is missing, added or changed
   */
  public static void verify(Checkpoint checkpoint) {
    Path path = checkpoint.path();
    if (!Files.exists(path.resolve(SEAL))) {
      throw spoiled(path.resolve(SEAL) + ": missing");
    }
    JsonNode files = Json.read(path.resolve(SEAL)).path("files");
    Set<String> names = new HashSet<>();
    try {
      for (Path file : files(path)) {
        String name = name(path, file);
        names.add(name);
        JsonNode sealed = files.path(name);
        if (sealed.isMissingNode()) {
          throw spoiled(file + ": not written with the checkpoint");
        }
        long bytes = sealed.path("bytes").asLong(-1);
        if (Files.size(file) != bytes) {
          throw spoiled(file + ": has " + Files.size(file) + " bytes, " + bytes + " were written");
        }
        String crc = crc32c(file);
        if (!crc.equals(sealed.path("crc32c").asText())) {
          throw spoiled(file + ": CRC-32C is " + crc + ", not " + sealed.path("crc32c").asText());
        }
      }
    } catch (IOException e) {
      throw spoiled(path + ": cannot be read (" + e + ")");
    }
    files
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw spoiled(path.resolve(name) + ": missing");
              }
            });
  }

  private static boolean isWhole(Checkpoint checkpoint) {
    try {
      verify(checkpoint);
      return true;
    } catch (BadInput e) {
      return false;
    }
  }

  private static ObjectNode seal(long step, Path folder) throws IOException {
    ObjectNode seal = Json.object().put("step", step);
    ObjectNode files = seal.putObject("files");
    for (Path file : files(folder)) {
      files
          .putObject(name(folder, file))
          .put("bytes", Files.size(file))
          .put("crc32c", crc32c(file));
    }
    return seal;
  }

  /** All files below {@code folder} but the seal, sorted. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(p -> !Files.isDirectory(p))
          .filter(p -> !p.equals(folder.resolve(SEAL)))
          .sorted()
          .toList();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String crc32c(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (in.read(buffer.clear()) >= 0) {
        crc.update(buffer.flip());
      }
    }
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private Checkpoint at(long step) {
    return new Checkpoint(step, folder.resolve(String.format(Locale.ROOT, "step-%08d", step)));
  }

  private void delete(Checkpoint checkpoint) {
    Path path = checkpoint.path();
    Path gone = path.resolveSibling("." + path.getFileName() + ".deleted");
    try {
      // renamed first: a kill half-way leaves no checkpoint that lacks files
      Files.move(path, gone, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unusable(path, e);
    }
    delete(gone);
  }

  private static void delete(Path path) {
    try {
      AtomicFile.delete(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private List<Path> list(String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(p -> p.getFileName().toString().startsWith(prefix)).toList();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static BadInput unusable(Path path, IOException e) {
    return new BadInput(
        path + ": cannot be listed or removed (" + e + ")", "check who may write the folder", e);
  }

  private static BadInput spoiled(String what) {
    return new BadInput(what, "this checkpoint cannot be used; the one before it may be");
  }
}
