package org.zhizhi.data.read;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.Document;

/** A position in {@link Documents}: gives them one after the other. */
public final class DocumentReader implements Iterator<Document>, AutoCloseable {
  private static final Pattern READS_AS = Pattern.compile("\\(it reads as (.*)\\)");

  private final Documents documents;
  private final SourceReader items;
  private Document next;
  private boolean some;
  private boolean closed;

  DocumentReader(Documents documents, SourceReader items) {
    this.documents = documents;
    this.items = items;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !closed) {
      if (!items.hasNext()) {
        close();
        if (!some) {
          throw documents.nothing("no text in any of the files");
        }
        break;
      }
      switch (items.next()) {
        case Item.Read read -> {
          next = read.document();
          some = true;
        }
        case Item.Refused refused -> {
          if (!refused.reason().equals("empty")) {
            close();
            throw new BadInput(items.file() + ": " + refused.detail(), remedy(refused));
          }
        }
      }
    }
    return next != null;
  }

  @Override
  public Document next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Document document = next;
    next = null;
    return document;
  }

  /** Bytes read so far of {@link Documents#bytes}. */
  public long bytesRead() {
    return items.bytesRead();
  }

  /** Ends the reading; does nothing the second time. */
  @Override
  public void close() {
    closed = true;
    items.close();
  }

  private static String remedy(Item.Refused refused) {
    return switch (refused.reason()) {
      case "binary" ->
          "remove the file, or convert it to UTF-8 if it is UTF-16: iconv -f UTF-16 -t UTF-8";
      case "not UTF-8" -> {
        Matcher other = READS_AS.matcher(refused.detail());
        String encoding = other.find() ? other.group(1) : "ENCODING";
        yield "convert it to UTF-8 (iconv -f " + encoding + " -t UTF-8 OLD > NEW) or remove it";
      }
      case "too long" -> "cut it into several";
      case "cut short", "damaged" -> "copy the file again or remove it";
      case "unreadable" -> "check the file and the disk";
      case "unpacks too large" -> "unpack it yourself if you trust it";
      default -> "each line should read {\"text\": \"...\"}: mend or remove the line";
    };
  }
}
