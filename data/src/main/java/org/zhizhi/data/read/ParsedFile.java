package org.zhizhi.data.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.zhizhi.data.Document;

/**
 * The items of one file that other processes parse. Where one dies, the entry it was at is refused,
 * and the next process goes on behind it.
 */
final class ParsedFile {
  /** Deaths after which the rest of a file is left alone. */
  private static final int DEATHS = 100;

  private final int number;
  private final SourceFile file;
  private final ReadSettings settings;
  private final String firstEntry;
  private long skip;

  /** Entries that have been opened and not closed, the innermost last. */
  private final List<Level> open = new ArrayList<>();

  // what follows is shared with the thread that reads, under the pool's lock
  final Deque<Given> queue = new ArrayDeque<>();
  long queued;
  boolean done;
  Optional<Throwable> failure = Optional.empty();

  /** An open entry, and how many items it has given. */
  private static final class Level {
    private final Wire.Opened entry;
    private long given;

    Level(Wire.Opened entry) {
      this.entry = entry;
    }
  }

  /** Takes items as they come. */
  interface Sink {
    void put(Given item) throws InterruptedException;
  }

  /**
   * @param from position of the first item; that of an item within an entry
   */
  ParsedFile(int number, SourceFile file, ReadSettings settings, Position from) {
    this.number = number;
    this.file = file;
    this.settings = settings;
    this.firstEntry = from.entry();
    this.skip = from.item();
  }

  /** Has it read by processes of {@code slot}, to the end. */
  void read(ParserPool.Slot slot, Sink sink) throws InterruptedException {
    String entry = firstEntry;
    for (int deaths = 0; true; deaths++) {
      open.clear();
      try {
        ParserProcess process = slot.process();
        process.request(new Wire.Request(file.path().toString(), file.name(), entry, settings));
        answers(process, sink);
        return;
      } catch (ParserProcess.Died e) {
        slot.discard();
        Level level = level();
        Wire.Opened at = level.entry;
        boolean giveUp = deaths == DEATHS;
        String behind = giveUp ? "" : Position.behind(at.entry());
        Position next = position(behind, 0);
        String detail =
            e.getMessage() + (giveUp ? "; so did " + deaths + " entries before it" : "");
        give(
            new Item.Refused(at.source() + "#" + level.given, at.source(), e.reason(), detail, 0),
            level,
            next,
            sink);
        if (behind.isEmpty()) {
          return;
        }
        entry = behind;
      }
    }
  }

  /** A place in the file; the end of it if no entry and no item of it are named. */
  private Position position(String entry, long item) {
    return entry.isEmpty() && item == 0
        ? new Position(number + 1, "", 0)
        : new Position(number, entry, item);
  }

  private void answers(ParserProcess process, Sink sink)
      throws ParserProcess.Died, InterruptedException {
    TextPieces text = new TextPieces(settings.maxChars());
    while (true) {
      Wire.Message message = process.read();
      try {
        switch (message.kind()) {
          case OPEN -> {
            open.add(new Level(Wire.value(message, Wire.Opened.class)));
          }
          case CLOSE -> {
            if (open.isEmpty()) {
              throw new Wire.Garbled("CLOSE without OPEN");
            }
            open.removeLast();
          }
          case TEXT -> text.add(message.body());
          case ITEM -> {
            Wire.Head head = Wire.value(message, Wire.Head.class);
            Position next = position(head.nextEntry(), head.nextItem());
            give(item(head, text.take()), level(), next, sink);
          }
          case ALIVE -> {}
          case DONE -> {
            return;
          }
          case BEGUN, REQUEST -> throw new Wire.Garbled(message.kind() + " out of place");
        }
      } catch (Wire.Garbled e) {
        throw process.garbled(e);
      }
    }
  }

  private static Item item(Wire.Head head, String text) throws Wire.Garbled {
    if (!head.reason().isEmpty()) {
      return new Item.Refused(head.id(), head.source(), head.reason(), head.detail(), head.bytes());
    }
    if (text.isBlank()) {
      throw new Wire.Garbled("ITEM without TEXT");
    }
    return new Item.Read(
        new Document(
            head.id(),
            text,
            head.source(),
            head.lang(),
            head.license(),
            head.quality(),
            head.meta()),
        head.bytes());
  }

  /** The innermost open entry; the file itself where none is. */
  private Level level() {
    return open.isEmpty() ? new Level(new Wire.Opened("", file.name())) : open.getLast();
  }

  /** Passes on an item of an entry, unless it was given before this reading began. */
  private void give(Item item, Level level, Position next, Sink sink) throws InterruptedException {
    level.given++;
    if (skip > 0 && level.entry.entry().equals(firstEntry)) {
      skip--;
      return;
    }
    sink.put(new Given(item, next));
  }

  /** An item, and where the reading goes on after it. */
  record Given(Item item, Position next) {
    /** Bytes of memory it takes, about. */
    long weight() {
      return item instanceof Item.Read read ? 2L * read.document().text().length() + 500 : 500;
    }
  }

  /** The pieces of a text, put together. */
  private static final class TextPieces {
    private final long maxBytes;
    private final List<byte[]> pieces = new ArrayList<>();
    private int bytes;

    TextPieces(int maxChars) {
      this.maxBytes = 3L * maxChars + Wire.MAX_BODY;
    }

    void add(byte[] piece) throws Wire.Garbled {
      bytes += piece.length;
      if (bytes > maxBytes) {
        throw new Wire.Garbled("TEXT of over " + maxBytes + " bytes");
      }
      pieces.add(piece);
    }

    String take() {
      byte[] all = new byte[bytes];
      int at = 0;
      for (byte[] piece : pieces) {
        System.arraycopy(piece, 0, all, at, piece.length);
        at += piece.length;
      }
      pieces.clear();
      bytes = 0;
      return new String(all, StandardCharsets.UTF_8);
    }
  }
}
