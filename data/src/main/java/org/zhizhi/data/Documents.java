package org.zhizhi.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.zhizhi.base.BadInput;

/**
 * The documents in files and folders, read one at a time and as often as needed, always in the same
 * order: sources as given, the files of a folder sorted by name.
 *
 * <ul>
 *   <li>{@code .txt}, {@code .md}: UTF-8 text; a file with lines {@code <|endoftext|>} holds
 *       several documents, which these lines separate;
 *   <li>{@code .jsonl}: an object a line with the field {@code text}, and maybe {@code id}, {@code
 *       source}, {@code lang}, {@code license}, {@code title}; a title that the text does not start
 *       with becomes its first line;
 *   <li>any of these compressed: {@code .gz}, {@code .zst}.
 * </ul>
 *
 * <p>A text longer than {@link #MAX_CHARS} is cut into several documents at line ends. Hidden
 * files, files of other endings, {@code rejected-*} shards and licence files of a folder are
 * skipped, and counted in {@link #skipped}. A file named directly is never skipped.
 */
public final class Documents implements Iterable<Document> {
  /** Longest text of one document, in UTF-16 units: what bounds the memory of reading. */
  public static final int MAX_CHARS = 64_000_000;

  static final String ENDINGS = ".txt, .md or .jsonl, also with .gz or .zst";

  /** What a file name ends in: {@code .pdf}, {@code .tsv.gz}. */
  private static final Pattern ENDING = Pattern.compile("(\\.[^.]{1,8})?\\.(gz|zst)$|\\.[^.]+$");

  /**
   * A file of documents.
   *
   * @param path where it is
   * @param name the same on every machine: the source's own name and the path within it
   */
  record SourceFile(Path path, String name) {}

  private final List<SourceFile> files;
  private final SortedMap<String, Integer> skipped;
  private final int maxChars;

  Documents(List<SourceFile> files, SortedMap<String, Integer> skipped, int maxChars) {
    this.files = List.copyOf(files);
    this.skipped = skipped;
    this.maxChars = maxChars;
  }

  /**
   * Finds the documents of {@code sources}, files or folders, without reading them yet.
   *
   * @throws BadInput if one does not exist or cannot be listed, or there is nothing to read in all
   */
  public static Documents read(List<Path> sources) {
    return read(sources, MAX_CHARS);
  }

  static Documents read(List<Path> sources, int maxChars) {
    List<SourceFile> files = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    SortedMap<String, Integer> skipped = new TreeMap<>();
    for (Path source : sources) {
      try {
        Path root = source.toRealPath();
        String name = String.valueOf(root.getFileName());
        if (Files.isDirectory(root)) {
          for (Path file : list(root, skipped)) {
            if (seen.add(file.toRealPath())) {
              String within = root.relativize(file).toString().replace('\\', '/');
              files.add(new SourceFile(file, name + "/" + within));
            }
          }
        } else if (!isText(name)) {
          throw new BadInput(source + ": not a kind of file that is read", "give " + ENDINGS);
        } else if (seen.add(root)) {
          files.add(new SourceFile(root, name));
        }
      } catch (IOException e) {
        throw new BadInput(
            source + ": cannot be read (" + e.getClass().getSimpleName() + ")",
            "check the path and that you may read it",
            e);
      }
    }
    Documents documents = new Documents(files, skipped, maxChars);
    if (files.isEmpty()) {
      throw nothing(sources, "no documents", documents.skipped());
    }
    return documents;
  }

  /**
   * Starts reading from the first document; to be closed. Reading throws BadInput, naming file and
   * place, at text that is not UTF-8, at binary junk, at damaged archives and malformed records,
   * and at the end if there was no document at all.
   */
  public DocumentReader open() {
    return new DocumentReader(this, files, maxChars);
  }

  /** The documents as a stream, to be closed; see {@link #open}. */
  public Stream<Document> stream() {
    DocumentReader reader = open();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                reader, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
            false)
        .onClose(reader::close);
  }

  /** As {@link #open}, for loops that run to the end. */
  @Override
  public DocumentReader iterator() {
    return open();
  }

  /** The files, in the order in which they are read. */
  public List<Path> files() {
    return files.stream().map(SourceFile::path).toList();
  }

  /** Bytes of all files as they lie on the disk, compressed or not. */
  public long bytes() {
    long bytes = 0;
    for (SourceFile file : files) {
      try {
        bytes += Files.size(file.path());
      } catch (IOException e) {
        throw unreadable(file.path(), e);
      }
    }
    return bytes;
  }

  /** What was passed over in folders: "3 .pdf, 1 licence"; empty if nothing was. */
  public String skipped() {
    return skipped.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  /** SHA-256 over the name, length and bytes of every file: the same if the sources are. */
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (SourceFile file : files) {
        sha.update(file.name().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        sha.update(ByteBuffer.allocate(8).putLong(0, Files.size(file.path())));
        try (InputStream in = Files.newInputStream(file.path())) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha.update(buffer, 0, n);
          }
        } catch (IOException e) {
          throw unreadable(file.path(), e);
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    } catch (IOException e) {
      throw new BadInput("a source cannot be read (" + e + ")", "check the path", e);
    }
  }

  static BadInput unreadable(Path file, IOException e) {
    return new BadInput(file + ": cannot be read (" + e + ")", "check the file and the disk", e);
  }

  /** The error of sources that hold no document. */
  BadInput nothing(String what) {
    return nothing(files(), what, skipped());
  }

  private static BadInput nothing(List<Path> sources, String what, String skipped) {
    String where = sources.stream().limit(3).map(Path::toString).collect(Collectors.joining(", "));
    return new BadInput(
        where
            + (sources.size() > 3 ? ", ..." : "")
            + ": "
            + what
            + (skipped.isEmpty() ? "" : " (skipped: " + skipped + ")"),
        "give a folder with " + ENDINGS + " files that hold text");
  }

  private static List<Path> list(Path root, SortedMap<String, Integer> skipped) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (isHidden(file)) {
              return FileVisitResult.CONTINUE;
            }
            String reason = reasonToSkip(file, name);
            if (reason.isEmpty()) {
              files.add(file);
            } else {
              skipped.merge(reason, 1, Integer::sum);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(Comparator.comparing(f -> root.relativize(f).toString().replace('\\', '/')));
    return files;
  }

  private static String reasonToSkip(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      return "links and devices";
    }
    if (name.startsWith("rejected-") && name.contains(".jsonl")) {
      return "rejected shards";
    }
    if (name.toLowerCase(Locale.ROOT).matches("(licen[cs]e|copying|notice)([.-].*)?")) {
      return "licence";
    }
    if (isText(name)) {
      return "";
    }
    Matcher ending = ENDING.matcher(name.toLowerCase(Locale.ROOT));
    return ending.find() ? ending.group() : "without ending";
  }

  static boolean isText(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.(txt|md|jsonl)(\\.(gz|zst))?");
  }

  static boolean isJsonl(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.jsonl(\\.(gz|zst))?");
  }

  private static boolean isHidden(Path file) {
    return file.getFileName() != null && file.getFileName().toString().startsWith(".");
  }
}
