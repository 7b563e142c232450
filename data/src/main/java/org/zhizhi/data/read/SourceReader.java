package org.zhizhi.data.read;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Gives the items of {@link Sources} one after the other, always in the same order. Plain formats
 * are read here, all else by other processes, which work ahead. One file, entry or record that
 * fails is one item that says why.
 */
public final class SourceReader implements Iterator<Item>, AutoCloseable {
  /** Files ahead of the one being read that are looked at for something to parse. */
  private static final int AHEAD = 64;

  private final Sources sources;
  private final ReadSettings settings;
  private final Optional<ParserCommand> command;
  private final Deque<Coming> coming = new ArrayDeque<>();
  private Optional<ParserPool> pool = Optional.empty();

  private int looked; // files before this one are in coming, or behind
  private int parsing; // files of coming that are being parsed
  private Position start;
  private Position position;
  private long bytesBefore;
  private Optional<PlainFile> plain = Optional.empty();
  private Optional<ParsedFile.Given> next = Optional.empty();
  private boolean closed;

  /** A file that is being read or will be, and who parses it. */
  private record Coming(
      int number, SourceFile file, PlainFile.Kind kind, Optional<ParsedFile> parsed) {}

  SourceReader(Sources sources, ReadSettings settings, Position start) {
    this(sources, settings, start, Optional.empty());
  }

  /**
   * @param command the parsers, empty for those of this program
   */
  SourceReader(
      Sources sources, ReadSettings settings, Position start, Optional<ParserCommand> command) {
    this.sources = sources;
    this.settings = settings;
    this.command = command;
    this.start = start;
    this.position = start;
    this.looked = start.file();
    for (int i = 0; i < Math.min(start.file(), sources.files().size()); i++) {
      bytesBefore += sources.files().get(i).bytes();
    }
  }

  /**
   * Whether there is another item.
   *
   * @throws org.zhizhi.base.BadInput if the parsers are needed and cannot be started
   */
  @Override
  public boolean hasNext() {
    while (next.isEmpty() && !closed) {
      lookAhead();
      if (coming.isEmpty()) {
        close();
      } else {
        next = nextOf(coming.peek());
        if (next.isEmpty()) {
          endFile();
        }
      }
    }
    return next.isPresent();
  }

  @Override
  public Item next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ParsedFile.Given given = next.orElseThrow();
    next = Optional.empty();
    position = given.next();
    return given.item();
  }

  /** Where to go on after the item that was given last: see {@link Sources#open}. */
  public Position position() {
    return position;
  }

  /** Bytes read so far of {@link #bytes}. */
  public long bytesRead() {
    return bytesBefore + plain.map(PlainFile::bytesRead).orElse(0L);
  }

  /** Bytes of all files as they lie on the disk. */
  public long bytes() {
    return sources.bytes();
  }

  /** The file that the next item is in, or the last one. */
  Path file() {
    int last = sources.files().size() - 1;
    int number = coming.isEmpty() ? last : coming.peek().number();
    return sources.files().get(number).path();
  }

  /** Ends the reading and the parsers; does nothing the second time. */
  @Override
  public void close() {
    closed = true;
    plain.ifPresent(PlainFile::close);
    plain = Optional.empty();
    pool.ifPresent(ParserPool::close);
    pool = Optional.empty();
  }

  private Optional<ParsedFile.Given> nextOf(Coming file) {
    if (file.parsed().isPresent()) {
      return pool.orElseThrow().take(file.parsed().get());
    }
    if (plain.isEmpty()) {
      PlainFile opened = new PlainFile(file.number(), file.file(), file.kind(), settings);
      plain = Optional.of(opened);
      if (file.number() == start.file()) {
        for (long i = start.item(); i > 0 && opened.next().isPresent(); i--) {}
      }
    }
    return plain.get().next();
  }

  private void endFile() {
    plain.ifPresent(PlainFile::close);
    plain = Optional.empty();
    Coming ended = coming.remove();
    bytesBefore += ended.file().bytes();
    parsing -= ended.parsed().isPresent() ? 1 : 0;
  }

  /** Finds the next file, and enough to parse for all processes. */
  private void lookAhead() {
    while (looked < sources.files().size()
        && (coming.isEmpty()
            || looked - coming.peek().number() < AHEAD && parsing < 4 * settings.workers())) {
      SourceFile file = sources.files().get(looked);
      PlainFile.Kind kind =
          file.problem().isEmpty()
              ? PlainFile.Kind.of(file, !settings.repair())
              : new PlainFile.Kind(Format.TEXT, Packing.NONE);
      Optional<ParsedFile> parsed = Optional.empty();
      if (kind.format() == Format.PARSED) {
        if (pool.isEmpty()) {
          pool = Optional.of(new ParserPool(command.orElseGet(ParserCommand::installed), settings));
        }
        Position from = looked == start.file() ? start : new Position(looked, "", 0);
        parsed = Optional.of(new ParsedFile(looked, file, settings, from));
        pool.get().submit(parsed.get());
        parsing++;
      }
      coming.add(new Coming(looked, file, kind, parsed));
      looked++;
    }
  }
}
