package org.zhizhi.data.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.Document;

/**
 * The documents in files and folders of text, read one at a time and as often as needed, always in
 * the same order: sources as given, the files of a folder sorted by name. What is not in order
 * stops the reading; {@link Sources} reads more kinds of files and goes on after a bad one.
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

  private final Sources sources;
  private final ReadSettings settings;

  private Documents(Sources sources, ReadSettings settings) {
    this.sources = sources;
    this.settings = settings;
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
    Sources found = Sources.find(sources, Folder.Wanted.TEXT);
    if (found.files().isEmpty()) {
      throw nothing(sources, "no documents", found.skipped());
    }
    return new Documents(found, ReadSettings.strict(maxChars));
  }

  /**
   * Starts reading from the first document; to be closed. Reading throws BadInput, naming file and
   * place, at text that is not UTF-8, at binary junk, at damaged archives and malformed records,
   * and at the end if there was no document at all.
   */
  public DocumentReader open() {
    return new DocumentReader(this, sources.open(settings));
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
    return sources.files().stream().map(SourceFile::path).toList();
  }

  /** Bytes of all files as they lie on the disk, compressed or not. */
  public long bytes() {
    return sources.bytes();
  }

  /** What was passed over in folders: "3 .pdf, 1 licence"; empty if nothing was. */
  public String skipped() {
    return sources.skipped();
  }

  /** SHA-256 over the name, length and bytes of every file: the same if the sources are. */
  public String digest() {
    return sources.digest();
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
}
