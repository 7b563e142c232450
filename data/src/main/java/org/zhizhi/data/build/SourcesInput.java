package org.zhizhi.data.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.SourceReader;
import org.zhizhi.data.read.Sources;

/** What is in files, folders and archives of any kind. */
public final class SourcesInput implements Input {
  private final Sources sources;
  private final ReadSettings settings;

  /**
   * @throws org.zhizhi.base.BadInput if a source does not exist or there is no file in them all
   */
  public SourcesInput(List<Path> sources, ReadSettings settings) {
    this(Sources.find(sources), settings);
  }

  public SourcesInput(Sources sources, ReadSettings settings) {
    this.sources = sources;
    this.settings = settings;
  }

  @Override
  public Items open(Position from) {
    return new Reader(sources.open(settings, from));
  }

  @Override
  public long bytes() {
    return sources.bytes();
  }

  @Override
  public String identity() {
    return sources.identity();
  }

  private record Reader(SourceReader reader) implements Items {
    @Override
    public Optional<Item> next() {
      return reader.hasNext() ? Optional.of(reader.next()) : Optional.empty();
    }

    @Override
    public Position position() {
      return reader.position();
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
