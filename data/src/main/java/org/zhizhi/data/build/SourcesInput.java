package org.zhizhi.data.build;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.SourceFile;
import org.zhizhi.data.read.SourceReader;
import org.zhizhi.data.read.Sources;

/** The items of files of any kind. */
public final class SourcesInput implements Input {
  private final Sources sources;
  private final ReadSettings settings;

  public SourcesInput(Sources sources, ReadSettings settings) {
    this.sources = sources;
    this.settings = settings;
  }

  @Override
  public Items open(Position from) {
    var start = new org.zhizhi.data.read.Position(from.file(), "", 0);
    Reader reader = new Reader(sources.open(settings, start), from.file());
    for (long i = 0; i < from.item(); i++) {
      reader.next();
    }
    return reader;
  }

  @Override
  public long bytes() {
    return sources.bytes();
  }

  @Override
  public String identity() {
    StringBuilder identity = new StringBuilder();
    for (SourceFile file : sources.files()) {
      try {
        identity.append(file.name()).append(' ').append(file.bytes()).append(' ');
        if (file.problem().isEmpty()) {
          identity.append(Files.getLastModifiedTime(file.path()).toMillis());
        }
        identity.append('\n');
      } catch (IOException e) {
        throw new BadInput(file.path() + ": cannot be read (" + e + ")", "check the path", e);
      }
    }
    return identity.toString();
  }

  /** The item of a build that {@code item} is. */
  public static Item item(org.zhizhi.data.read.Item item) {
    return switch (item) {
      case org.zhizhi.data.read.Item.Read read -> new Item.Read(read.document());
      case org.zhizhi.data.read.Item.Refused no ->
          new Item.Refused(no.id(), no.source(), no.reason(), no.detail());
    };
  }

  private static final class Reader implements Items {
    private final SourceReader reader;
    private final int file;
    private long item;

    Reader(SourceReader reader, int file) {
      this.reader = reader;
      this.file = file;
    }

    @Override
    public Optional<Item> next() {
      if (!reader.hasNext()) {
        return Optional.empty();
      }
      item++;
      return Optional.of(item(reader.next()));
    }

    @Override
    public Position position() {
      return new Position(file, item);
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
