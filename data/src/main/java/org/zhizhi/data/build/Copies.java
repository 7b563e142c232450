package org.zhizhi.data.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;
import org.zhizhi.data.Document;
import org.zhizhi.data.recipe.Recipe;

/**
 * Finds documents that say the same as another. While the documents pass, it notes what it needs of
 * each in a file per chunk; when all have passed, it decides from these files.
 */
interface Copies {
  /** Finds those that {@code recipe} leaves out; empty if it leaves none. */
  static Optional<Copies> of(Recipe recipe) {
    return recipe.duplicates().settings().map(NearCopies::new);
  }

  /** Hears of each document that is a copy, in the order of the documents. */
  interface Verdicts {
    /**
     * Says that a document is a copy.
     *
     * @param document its number among all documents noted
     * @param kept number of the one that is kept
     * @param exact whether they have the same text
     */
    void copy(long document, long kept, boolean exact) throws IOException;
  }

  /** Notes what is needed of the documents of a chunk; called by several threads. */
  void note(Path file, List<Document> documents) throws IOException;

  /**
   * Decides, from the notes of all chunks in order.
   *
   * @param folder to work in
   * @param watch told the step and the share of it that is done
   */
  void decide(List<Path> notes, Path folder, ObjDoubleConsumer<String> watch, Verdicts verdicts)
      throws IOException;
}
