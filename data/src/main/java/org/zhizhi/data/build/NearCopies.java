package org.zhizhi.data.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import org.zhizhi.data.Document;
import org.zhizhi.data.duplicate.DuplicateSettings;
import org.zhizhi.data.duplicate.Duplicates;
import org.zhizhi.data.duplicate.Signature;
import org.zhizhi.data.duplicate.SignatureFile;
import org.zhizhi.data.duplicate.Verdict;

/** Finds documents that are the same or nearly so by their signatures. */
final class NearCopies implements Copies {
  private static final long MEMORY = 256L << 20;

  private final DuplicateSettings settings;

  NearCopies(DuplicateSettings settings) {
    this.settings = settings;
  }

  @Override
  public void note(Path file, List<Document> documents) {
    SignatureFile.write(file, documents.stream().map(Signature::of).iterator());
  }

  @Override
  public void decide(
      List<Path> notes, Path folder, ObjDoubleConsumer<String> watch, Copies.Verdicts verdicts)
      throws IOException {
    try (var all = Duplicates.decide(folder, notes, settings, MEMORY, watch)) {
      for (Verdict verdict : all) {
        if (!verdict.kept()) {
          verdicts.copy(verdict.ordinal(), verdict.of(), verdict.kind() == Verdict.Kind.EXACT);
        }
      }
    }
  }
}
