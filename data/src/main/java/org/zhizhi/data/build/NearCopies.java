package org.zhizhi.data.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
  public Notes notes(Path file) {
    List<Signature> signatures = new java.util.ArrayList<>();
    return new Notes() {
      @Override
      public void add(Document document) {
        signatures.add(Signature.of(document));
      }

      @Override
      public void close() {
        SignatureFile.write(file, signatures.iterator());
      }
    };
  }

  @Override
  public void decide(List<Path> notes, Copies.Verdicts verdicts) throws IOException {
    Path work = notes.getFirst().getParent().resolveSibling("duplicates");
    try (var all = Duplicates.decide(work, notes, settings, MEMORY, (step, share) -> {})) {
      for (Verdict verdict : all) {
        if (!verdict.kept()) {
          verdicts.copy(verdict.ordinal(), verdict.of(), verdict.kind() == Verdict.Kind.EXACT);
        }
      }
    }
  }
}
