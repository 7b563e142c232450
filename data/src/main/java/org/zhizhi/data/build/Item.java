package org.zhizhi.data.build;

import org.zhizhi.data.Document;

/** What was found in the sources: a document, or something that could not be read as one. */
public sealed interface Item {

  /** A document. */
  record Read(Document document) implements Item {}

  /**
   * Something unreadable.
   *
   * @param id names it as it would name the document
   * @param source file or collection it stands in
   * @param reason in few words that can be counted
   * @param detail what else there is to say, "" for nothing
   */
  record Refused(String id, String source, String reason, String detail) implements Item {}
}
