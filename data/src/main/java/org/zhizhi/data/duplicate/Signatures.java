package org.zhizhi.data.duplicate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zhizhi.base.BadInput;

/** All signatures of a corpus: those of several files, numbered through in their order. */
final class Signatures implements AutoCloseable {
  /** Receives signatures with their ordinals. */
  @FunctionalInterface
  interface Each {
    void accept(int ordinal, Signature signature);
  }

  /** Files that are open at a time for single signatures. */
  private static final int OPEN = 64;

  private final List<Path> files;

  /** Ordinal of the first signature of each file, and after them the number of all. */
  private final int[] first;

  private final long digest;
  private final SignatureFile.Reader[] open;
  private final List<Integer> opened = new ArrayList<>();

  Signatures(List<Path> files) {
    this.files = List.copyOf(files);
    this.first = new int[files.size() + 1];
    this.open = new SignatureFile.Reader[files.size()];
    long total = 0;
    long mixed = 0;
    for (int i = 0; i < files.size(); i++) {
      try (SignatureFile.Reader reader = new SignatureFile.Reader(files.get(i))) {
        total += reader.count();
        mixed = Hash.mix(mixed + reader.sum());
      }
      if (total > Integer.MAX_VALUE - 8) {
        throw new BadInput(
            files.get(i) + ": more than 2147483639 documents up to here",
            "build the corpus in several parts");
      }
      first[i + 1] = (int) total;
    }
    this.digest = mixed;
  }

  int count() {
    return first[first.length - 1];
  }

  /** A number that changes with the content of the files. */
  long digest() {
    return digest;
  }

  /** Gives all signatures in the order of their ordinals. */
  void all(Each to) {
    for (int i = 0; i < files.size(); i++) {
      int[] ordinal = {first[i]};
      try (SignatureFile.Reader reader = new SignatureFile.Reader(files.get(i))) {
        reader.all(signature -> to.accept(ordinal[0]++, signature));
      }
    }
  }

  /** The signatures of {@code ordinals}, which ascend. */
  Signature[] get(int[] ordinals) {
    Signature[] found = new Signature[ordinals.length];
    for (int i = 0; i < ordinals.length; i++) {
      int at = Arrays.binarySearch(first, ordinals[i]);
      int file = at < 0 ? -at - 2 : at;
      while (first[file + 1] == first[file]) {
        file++; // files without signatures start where the next one does
      }
      found[i] = reader(file).get(ordinals[i] - first[file]);
    }
    return found;
  }

  private SignatureFile.Reader reader(int file) {
    if (open[file] == null) {
      if (opened.size() == OPEN) {
        int oldest = opened.removeFirst();
        open[oldest].close();
        open[oldest] = null;
      }
      open[file] = new SignatureFile.Reader(files.get(file));
      opened.add(file);
    }
    return open[file];
  }

  @Override
  public void close() {
    opened.forEach(i -> open[i].close());
    opened.clear();
  }
}
