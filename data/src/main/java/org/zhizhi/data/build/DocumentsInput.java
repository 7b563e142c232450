package org.zhizhi.data.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.read.DocumentReader;
import org.zhizhi.data.read.Documents;

/** The documents of text files, none of which may be unreadable. */
public final class DocumentsInput implements Input {
  private final Documents documents;

  public DocumentsInput(List<Path> sources) {
    this.documents = Documents.read(sources);
  }

  @Override
  public Items open(Position from) {
    Reader items = new Reader(documents.open());
    for (long i = 0; i < from.item(); i++) {
      items.next();
    }
    return items;
  }

  @Override
  public long bytes() {
    return documents.bytes();
  }

  @Override
  public String identity() {
    StringBuilder identity = new StringBuilder();
    for (Path file : documents.files()) {
      try {
        identity
            .append(file.getFileName())
            .append(' ')
            .append(Files.size(file))
            .append(' ')
            .append(Files.getLastModifiedTime(file).toMillis())
            .append('\n');
      } catch (IOException e) {
        throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
      }
    }
    return identity.toString();
  }

  private static final class Reader implements Items {
    private final DocumentReader reader;
    private long item;

    Reader(DocumentReader reader) {
      this.reader = reader;
    }

    @Override
    public Optional<Item> next() {
      if (!reader.hasNext()) {
        return Optional.empty();
      }
      item++;
      return Optional.of(new Item.Read(reader.next()));
    }

    @Override
    public Position position() {
      return new Position(0, item);
    }

    @Override
    public long bytesRead() {
      return reader.bytesRead();
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
