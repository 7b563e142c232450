package org.zhizhi.data.duplicate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;

/**
 * Finds the exact and near-copies among all documents of a corpus and decides which stay, on one
 * machine and in bounded memory: about 8 bytes a document and what the caller allows for sorting.
 * The same signatures and settings give the same verdicts, however they are spread over files and
 * whatever the memory. What is done, step by step, stands in the {@linkplain
 * org.zhizhi.data.duplicate package}.
 */
public final class Duplicates {
  private static final String VERDICTS = "verdicts.bin";

  private Duplicates() {}

  /**
   * Decides about all documents, or finds the verdicts there from an earlier run on the same
   * signatures.
   *
   * @param work folder for temporary files (at most about 1 kB a document) and the verdicts; what
   *     an interrupted run left there is removed
   * @param signatures files written by {@link SignatureFile#write}, in the order in which documents
   *     are numbered
   * @param memory bytes for sorting and comparing, besides 8 bytes a document; 1 MiB at least
   * @param watch told the step and the share of it that is done
   * @throws BadInput if a signature file is damaged or the disk is full
   */
  public static Verdicts decide(
      Path work,
      List<Path> signatures,
      DuplicateSettings settings,
      long memory,
      ObjDoubleConsumer<String> watch) {
    try (Signatures all = new Signatures(signatures)) {
      Files.createDirectories(work);
      Path file = work.resolve(VERDICTS);
      long digest = Hash.mix(all.digest() + settings.digest());
      if (Files.exists(file)) {
        Verdicts earlier = new Verdicts(file);
        if (earlier.digest() == digest && earlier.count() == all.count()) {
          return earlier;
        }
        earlier.close();
      }
      Path scratch = work.resolve("sorting");
      AtomicFile.delete(scratch);
      Files.createDirectories(scratch);
      try {
        new Decision(all, settings, scratch, Math.max(memory, 1 << 20), watch).write(file, digest);
      } finally {
        AtomicFile.delete(scratch);
      }
      return new Verdicts(file);
    } catch (IOException | UncheckedIOException e) {
      throw new BadInput(
          work + ": duplicates cannot be sorted there (" + e.getMessage() + ")",
          "free space or choose another place with --out",
          e);
    }
  }
}
