package org.zhizhi.data.read;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhizhi.base.BadInput;

/** What of a folder is read: not what is hidden, no licences, and of a corpus only its shards. */
final class Folder {
  private static final Pattern LICENCE =
      Pattern.compile("(licen[cs]e|copying|notice)([.-].*)?", Pattern.CASE_INSENSITIVE);

  /** What a file name ends in: {@code .pdf}, {@code .tsv.gz}. */
  private static final Pattern ENDING = Pattern.compile("(\\.[^.]{1,8})?\\.(gz|zst)$|\\.[^.]+$");

  /** Which files are wanted. */
  enum Wanted {
    /** Whatever there is; what cannot be read is listed with its problem. */
    ALL,
    /** Text and JSON lines; the rest is passed over. */
    TEXT;

    boolean takes(String name) {
      return this == ALL
          || Format.plain(name).filter(f -> f == Format.TEXT || f == Format.JSONL).isPresent()
              && name.toLowerCase(Locale.ROOT).matches(".*\\.(txt|md|jsonl)(\\.(gz|zst))?");
    }
  }

  private Folder() {}

  /** The file {@code root} that was given by name. */
  static SourceFile named(Path root, String name, Wanted wanted) throws IOException {
    if (!wanted.takes(String.valueOf(root.getFileName()))) {
      throw new BadInput(root + ": not a kind of file that is read", "give " + Documents.ENDINGS);
    }
    BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
    return new SourceFile(root, name, attributes.size(), problem(attributes));
  }

  /**
   * The files below {@code root}, sorted by name; counts in {@code skipped} what is passed over.
   */
  static List<SourceFile> list(
      Path root, String name, Wanted wanted, SortedMap<String, Integer> skipped)
      throws IOException {
    List<SourceFile> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (isHidden(folder) && !folder.equals(root)) {
              skip("hidden");
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String reason = reasonToSkip(file, attributes);
            if (reason.isEmpty()) {
              files.add(
                  new SourceFile(file, inSource(file), attributes.size(), problem(attributes)));
            } else {
              skip(reason);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
              throw e;
            }
            files.add(new SourceFile(file, inSource(file), 0, "unreadable"));
            return FileVisitResult.CONTINUE;
          }

          private String inSource(Path file) {
            return name + "/" + root.relativize(file).toString().replace('\\', '/');
          }

          private void skip(String reason) {
            if (!reason.equals("hidden") || wanted == Wanted.ALL) {
              skipped.merge(reason, 1, Integer::sum);
            }
          }

          private String reasonToSkip(Path file, BasicFileAttributes attributes) {
            String fileName = file.getFileName().toString();
            if (isHidden(file)) {
              return "hidden";
            } else if (wanted == Wanted.TEXT && !attributes.isRegularFile()) {
              return "links and devices";
            } else if (fileName.startsWith("rejected-") && fileName.contains(".jsonl")) {
              return "rejected shards";
            } else if (LICENCE.matcher(fileName).matches()) {
              return "licence";
            } else if (!wanted.takes(fileName)) {
              Matcher ending = ENDING.matcher(fileName.toLowerCase(Locale.ROOT));
              return ending.find() ? ending.group() : "without ending";
            } else if (!fileName.startsWith("corpus-")
                && Files.exists(file.resolveSibling("corpus-00000.jsonl.zst"))) {
              return "beside corpus shards";
            }
            return "";
          }
        });
    files.sort(Comparator.comparing(SourceFile::name));
    return files;
  }

  private static String problem(BasicFileAttributes attributes) {
    return attributes.isRegularFile()
        ? ""
        : attributes.isSymbolicLink() ? "symbolic link" : "no regular file";
  }

  /** Hidden, or left by office programs, archivers and file browsers. */
  static boolean isHidden(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".")
        || name.startsWith("~$")
        || name.equals("__MACOSX")
        || name.equals("Thumbs.db")
        || name.equals("desktop.ini");
  }
}
