package org.zhizhi.data.stage;

import org.zhizhi.data.Document;

/**
 * One step of curation that looks at one document at a time. The same document has the same outcome
 * wherever and whenever it is asked for: on another thread, another machine, after an interruption.
 * An instance is immutable and serves any number of threads.
 */
public interface Stage {

  /** Its name in recipes and reports: lower case, one word where one will do. */
  String name();

  /** What becomes of {@code document}. Never throws for any text, however long or broken. */
  Outcome apply(Document document);

  /** What becomes of a document. */
  sealed interface Outcome {}

  /** It goes on, as it is or changed. */
  record Kept(Document document) implements Outcome {}

  /**
   * It ends here.
   *
   * @param reason a few words in lower case, the same for all documents refused on the same ground,
   *     so that reasons can be counted: {@code "too few words"}
   */
  record Rejected(String reason) implements Outcome {}
}
