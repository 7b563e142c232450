package org.zhizhi.data.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Something cannot be read, for a reason that can be named. */
public final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a few words, the same for all refused on the same ground
   * @param detail one line on this one
   */
  public Refusal(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }

  /** The refusal that a failure to read or parse amounts to. */
  public static Refusal of(Exception failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    } else if (failure instanceof UncheckedIOException unchecked) {
      return of(unchecked.getCause());
    }
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (failure instanceof FileSystemException || lower.contains("input/output error")) {
      return new Refusal("unreadable", "cannot be read (" + failure + ")");
    } else if (failure instanceof EOFException
        || lower.contains("truncated")
        || lower.contains("unexpected end")
        || lower.contains("premature end")) {
      return new Refusal("cut short", "is cut short");
    }
    String what = failure instanceof IOException ? message : failure.toString();
    return new Refusal("damaged", "is damaged (" + Texts.line(what, 300) + ")");
  }

  Item.Refused item(String id, String source, long bytes) {
    return new Item.Refused(id, source, reason, getMessage(), bytes);
  }
}
