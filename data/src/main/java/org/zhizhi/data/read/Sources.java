package org.zhizhi.data.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Digest;

/**
 * The files in files and folders, always in the same order: sources as given, the files of a folder
 * sorted by name. Links in a folder are not followed. {@link #open} reads them.
 */
public final class Sources {
  private final List<SourceFile> files;
  private final SortedMap<String, Integer> skipped;

  private Sources(List<SourceFile> files, SortedMap<String, Integer> skipped) {
    this.files = List.copyOf(files);
    this.skipped = skipped;
  }

  /**
   * Finds the files of {@code sources}, files or folders, without reading them yet.
   *
   * @throws BadInput if one does not exist or there is no file in all of them
   */
  public static Sources find(List<Path> sources) {
    Sources found = find(sources, Folder.Wanted.ALL);
    if (found.files.isEmpty()) {
      String skipped = found.skipped();
      throw new BadInput(
          sources + ": no files" + (skipped.isEmpty() ? "" : " (skipped: " + skipped + ")"),
          "give files, or folders that hold some");
    }
    return found;
  }

  /** Some files that were found before, here or on another machine. */
  public static Sources of(List<SourceFile> files) {
    return new Sources(files, new TreeMap<>());
  }

  static Sources find(List<Path> sources, Folder.Wanted wanted) {
    List<SourceFile> files = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    Map<String, Integer> names = new HashMap<>();
    SortedMap<String, Integer> skipped = new TreeMap<>();
    for (Path source : sources) {
      try {
        Path root = source.toRealPath();
        int count = names.merge(String.valueOf(root.getFileName()), 1, Integer::sum);
        String name = root.getFileName() + (count == 1 ? "" : "~" + count);
        List<SourceFile> found =
            Files.isDirectory(root)
                ? Folder.list(root, name, wanted, skipped)
                : List.of(Folder.named(root, name, wanted));
        for (SourceFile file : found) {
          if (sources.size() == 1 || seen.add(file.path())) {
            files.add(file);
          }
        }
      } catch (IOException e) {
        throw new BadInput(
            source + ": cannot be read (" + e.getClass().getSimpleName() + ")",
            "check the path and that you may read it",
            e);
      }
    }
    return new Sources(files, skipped);
  }

  /** Starts reading at the first item; to be closed. */
  public SourceReader open(ReadSettings settings) {
    return open(settings, Position.START);
  }

  /**
   * Starts reading at {@code position}, which a reader of the same files has given; to be closed.
   */
  public SourceReader open(ReadSettings settings, Position position) {
    return new SourceReader(this, settings, position);
  }

  /** The files, in the order in which they are read. */
  public List<SourceFile> files() {
    return files;
  }

  /** Bytes of all files as they lie on the disk, compressed or not. */
  public long bytes() {
    return files.stream().mapToLong(SourceFile::bytes).sum();
  }

  /** What was passed over in folders: "3 hidden, 1 licence"; empty if nothing was. */
  public String skipped() {
    return skipped.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  /** The name, length and time of every file: other files have another identity. */
  public String identity() {
    StringBuilder identity = new StringBuilder();
    for (SourceFile file : files) {
      identity.append(file.name()).append(' ').append(file.bytes());
      if (file.problem().isEmpty()) {
        try {
          identity.append(' ').append(Files.getLastModifiedTime(file.path()).toMillis());
        } catch (IOException e) {
          throw Documents.unreadable(file.path(), e);
        }
      }
      identity.append('\n');
    }
    return identity.toString();
  }

  /** SHA-256 over the name, length and bytes of every file: the same if the sources are. */
  public String digest() {
    Digest sha = new Digest();
    for (SourceFile file : files) {
      sha.add(file.name()).add(new byte[1]);
      if (file.problem().isEmpty()) {
        try {
          sha.add(ByteBuffer.allocate(8).putLong(0, Files.size(file.path())).array());
          sha.add(file.path());
        } catch (IOException e) {
          throw Documents.unreadable(file.path(), e);
        }
      }
    }
    return sha.hex();
  }
}
