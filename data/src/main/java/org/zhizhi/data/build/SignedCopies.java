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

/** Finds copies by the signatures of the texts: exact ones, and near ones where they are wanted. */
final class SignedCopies implements Copies {
  private static final long MEMORY = 256L << 20;

  private final DuplicateSettings settings;

  SignedCopies(DuplicateSettings settings) {
    this.settings = settings;
  }

  @Override
  public void note(Path file, List<Document> documents) {
    SignatureFile.write(file, documents.stream().map(Signature::of).iterator());
  }

  @Override
  public void decide(
      List<Path> notes, Path folder, ObjDoubleConsumer<String> watch, Copies.Verdicts to)
      throws IOException {
    try (org.zhizhi.data.duplicate.Verdicts verdicts = Duplicates.decide(folder, notes, settings, MEMORY, watch)) {
      for (Verdict v : verdicts) {
        if (!v.kept()) {
          to.copy(v.ordinal(), v.of(), v.kind() == Verdict.Kind.EXACT);
        }
      }
    }
  }
}
