package org.zhizhi.engine.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A TensorBoard event file of scalars: TFRecord frames (length, masked CRC-32C, payload, masked
 * CRC-32C) around {@code Event} messages of {@code tensorflow/core/util/event.proto}, whose few
 * fields are encoded here by hand.
 */
final class TensorBoard implements AutoCloseable {
  private static final AtomicInteger FILES = new AtomicInteger();

  private final FileChannel file;
  private final Clock clock;

  private TensorBoard(FileChannel file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Starts a new event file in {@code folder}. TensorBoard discards what older files say of steps
   * after {@code step}.
   */
  static TensorBoard create(Path folder, long step) throws IOException {
    return create(folder, step, Clock.systemUTC());
  }

  static TensorBoard create(Path folder, long step, Clock clock) throws IOException {
    // seconds, host, process and count: unique, and sorted by time as TensorBoard wants them
    String name =
        "events.out.tfevents.%010d.%s.%d.%d"
            .formatted(
                clock.instant().getEpochSecond(),
                host(),
                ProcessHandle.current().pid(),
                FILES.getAndIncrement());
    FileChannel file =
        FileChannel.open(
            folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    TensorBoard board = new TensorBoard(file, clock);
    try {
      board.event(new Proto().text(3, "brain.Event:2"));
      if (step > 0) {
        Proto start = new Proto().varint(1, 1); // SessionLog.status = START
        board.event(new Proto().varint(2, step + 1).message(7, start));
      }
      return board;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Adds one point at {@code step} to each curve named in {@code values}. */
  void scalars(long step, Map<String, Double> values) throws IOException {
    Proto summary = new Proto();
    values.forEach(
        (tag, value) ->
            summary.message(1, new Proto().text(1, tag).float32(2, value.floatValue())));
    event(new Proto().varint(2, step).message(5, summary));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void event(Proto fields) throws IOException {
    byte[] event = new Proto().float64(1, clock.millis() / 1e3).append(fields).bytes();
    ByteBuffer frame = ByteBuffer.allocate(16 + event.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(event.length).putInt(masked(frame.array(), 0, 8));
    frame.put(event).putInt(masked(event, 0, event.length)).flip();
    Metrics.writeAll(file, frame);
  }

  /** CRC-32C, turned and shifted so that a checksum of checksummed data stays a good one. */
  private static int masked(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9-]", "-");
    } catch (IOException e) {
      return "localhost";
    }
  }

  /** The wire format of protocol buffers, as far as events need it. */
  private static final class Proto {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Proto varint(int field, long value) {
      raw(field << 3);
      raw(value);
      return this;
    }

    Proto float64(int field, double value) {
      raw(field << 3 | 1);
      little(Double.doubleToRawLongBits(value), 8);
      return this;
    }

    Proto float32(int field, float value) {
      raw(field << 3 | 5);
      little(Float.floatToRawIntBits(value), 4);
      return this;
    }

    Proto text(int field, String text) {
      return delimited(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Proto message(int field, Proto message) {
      return delimited(field, message.bytes());
    }

    Proto append(Proto fields) {
      out.writeBytes(fields.bytes());
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private Proto delimited(int field, byte[] bytes) {
      raw(field << 3 | 2);
      raw(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    private void raw(long value) {
      for (; (value & ~0x7fL) != 0; value >>>= 7) {
        out.write((int) (value & 0x7f | 0x80));
      }
      out.write((int) value);
    }

    private void little(long bits, int bytes) {
      for (int i = 0; i < bytes; i++) {
        out.write((int) (bits >>> 8 * i));
      }
    }
  }
}
