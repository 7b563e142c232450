package org.zhizhi.data.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.Json;

/**
 * What is said between this process and one that parses, in messages: a letter, a length, that many
 * bytes. A request is answered with {@code OPEN} and {@code CLOSE} around each entry of the file,
 * {@code TEXT} pieces and one {@code ITEM} for each item in it, and {@code DONE}. Neither side
 * trusts the other: lengths are checked before memory is taken.
 */
public final class Wire {
  /** Most bytes of one message; a text goes in pieces. */
  public static final int MAX_BODY = 1 << 20;

  /** What a message is; its first letter goes over the wire. */
  public enum Kind {
    /** The worker has started. */
    BEGUN,
    /** {@link Request}. */
    REQUEST,
    /** {@link Opened}. */
    OPEN,
    /** The innermost open entry has been read. */
    CLOSE,
    /** UTF-8 of the next item's text, cut anywhere. */
    TEXT,
    /** {@link Head}: an item, with the texts since the last. */
    ITEM,
    /** Nothing to say yet, but it goes on. */
    ALIVE,
    /** The file has been read. */
    DONE
  }

  /** A message. */
  public record Message(Kind kind, byte[] body) {}

  /**
   * To read a file.
   *
   * @param name what its documents name as their source
   * @param entry the first entry to read, as in {@link Position}
   */
  public record Request(String path, String name, String entry, ReadSettings settings) {}

  /**
   * An entry is about to be read.
   *
   * @param entry its place, as in {@link Position}
   * @param source its name, with the names of all it lies in
   */
  public record Opened(String entry, String source) {}

  /**
   * An item without its text.
   *
   * @param reason why it was refused, empty if it was read
   * @param nextEntry where the reading goes on after it, as in {@link Position}
   * @param nextItem items of that entry that have then been given
   */
  public record Head(
      String id,
      String source,
      String lang,
      String license,
      double quality,
      Map<String, String> meta,
      String reason,
      String detail,
      long bytes,
      String nextEntry,
      long nextItem) {}

  private Wire() {}

  /** Writes a message. */
  public static void write(OutputStream out, Kind kind, byte[] body, int from, int length)
      throws IOException {
    if (length > MAX_BODY) {
      throw new IllegalArgumentException(kind + " of " + length + " bytes, at most " + MAX_BODY);
    }
    out.write(ByteBuffer.allocate(5).put((byte) kind.name().charAt(0)).putInt(length).array());
    out.write(body, from, length);
  }

  /** Writes a message whose body is {@code value} as JSON. */
  public static void write(OutputStream out, Kind kind, Object value) throws IOException {
    byte[] body = Json.JSON.writeValueAsBytes(value);
    write(out, kind, body, 0, body.length);
  }

  /** Writes a message without a body. */
  public static void write(OutputStream out, Kind kind) throws IOException {
    write(out, kind, new byte[0], 0, 0);
  }

  /**
   * Reads a message, empty at the end.
   *
   * @throws EOFException if the end is within a message
   * @throws Garbled if it is no message
   */
  public static Optional<Message> read(InputStream in) throws IOException {
    int letter = in.read();
    if (letter < 0) {
      return Optional.empty();
    }
    int length = new DataInputStream(in).readInt();
    for (Kind kind : Kind.values()) {
      if (kind.name().charAt(0) == letter) {
        if (length < 0 || length > MAX_BODY) {
          throw new Garbled(kind + " of " + length + " bytes, at most " + MAX_BODY);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
          throw new EOFException(kind + " of " + length + " bytes ends after " + body.length);
        }
        return Optional.of(new Message(kind, body));
      }
    }
    throw new Garbled("no message starts with byte " + letter);
  }

  /** The value that a message carries. */
  public static <T> T value(Message message, Class<T> type) throws Garbled {
    try {
      T value = Json.JSON.readValue(message.body(), type);
      if (value == null) {
        throw new Garbled(message.kind() + " holds nothing");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new Garbled(message.kind() + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Garbled(message.kind() + ": " + e);
    }
  }

  /** The other side said something that is no message. */
  public static final class Garbled extends IOException {
    private static final long serialVersionUID = 1L;

    Garbled(String message) {
      super(message);
    }
  }
}
