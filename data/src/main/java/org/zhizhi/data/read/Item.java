package org.zhizhi.data.read;

import org.zhizhi.data.Document;

/** What reading came to: a document, or something that holds none and the reason. */
public sealed interface Item {
  /** Bytes it takes in its file or archive, as unpacked. */
  long bytes();

  /** A document. */
  record Read(Document document, long bytes) implements Item {}

  /**
   * A file, an entry of an archive, or a record that could not be read.
   *
   * @param id what the document's id would have been
   * @param source file or entry it stands in
   * @param reason a few words, the same for all refused on the same ground: {@code "cut short"}
   * @param detail one line on this one: what was found, and where
   */
  record Refused(String id, String source, String reason, String detail, long bytes)
      implements Item {}
}
