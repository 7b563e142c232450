package org.zhizhi.extract;

import static org.zhizhi.extract.Samples.bytes;
import static org.zhizhi.extract.Samples.utf8;
import static org.zhizhi.extract.Samples.zip;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Archives and pictures made byte by byte, as no program would. */
final class Crafted {
  private Crafted() {}

  /** Many names for one piece of packed data: David Fifield, "A better zip bomb" (2019). */
  static byte[] overlapping(int kernel, int files) {
    byte[] packed = deflate(new byte[kernel]);
    CRC32 crc = new CRC32();
    crc.update(new byte[kernel]);
    ByteBuffer zip =
        ByteBuffer.allocate(packed.length + files * 60 + 200).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 0).putShort((short) 8).putInt(0);
    zip.putInt((int) crc.getValue())
        .putInt(packed.length)
        .putInt(kernel)
        .putShort((short) 1)
        .putShort((short) 0);
    zip.put((byte) 'a').put(packed);
    int directory = zip.position();
    for (int i = 0; i < files; i++) {
      byte[] name = utf8(String.format("%04d.txt", i));
      zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 0);
      zip.putShort((short) 8).putInt(0).putInt((int) crc.getValue()).putInt(packed.length);
      zip.putInt(kernel).putShort((short) name.length).putShort((short) 0).putShort((short) 0);
      zip.putShort((short) 0).putShort((short) 0).putInt(0).putInt(0).put(name);
    }
    int size = zip.position() - directory;
    zip.putInt(0x06054b50).putInt(0).putShort((short) files).putShort((short) files);
    zip.putInt(size).putInt(directory).putShort((short) 0);
    return Arrays.copyOf(zip.array(), zip.position());
  }

  private static byte[] deflate(byte[] bytes) {
    return bytes(
        out -> {
          try (OutputStream packing = new DeflaterOutputStream(out, new Deflater(9, true))) {
            packing.write(bytes);
          }
        });
  }

  static byte[] sevenZip(String password, String name, byte[] content) throws IOException {
    SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
    try (SevenZOutputFile out =
        password.isEmpty()
            ? new SevenZOutputFile(channel)
            : new SevenZOutputFile(channel, password.toCharArray())) {
      SevenZArchiveEntry entry = new SevenZArchiveEntry();
      entry.setName(name);
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
      out.finish();
    }
    return Arrays.copyOf(channel.array(), (int) channel.size());
  }

  static byte[] replaced(byte[] zip, String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    entries.put(name, content);
    return bytes(
        out -> {
          try (ZipOutputStream packing = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
              packing.putNextEntry(new ZipEntry(entry.getKey()));
              packing.write(entry.getValue());
            }
          }
        });
  }

  static byte[] changed(byte[] bytes, int at, byte[] by) {
    byte[] changed = bytes.clone();
    System.arraycopy(by, 0, changed, at, by.length);
    return changed;
  }

  static byte[] hugePng() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(60_000)
            .putInt(60_000)
            .put(new byte[] {8, 6, 0, 0, 0})
            .array());
    chunk(
        png,
        "IDAT",
        bytes(
            out -> {
              try (OutputStream packing = new DeflaterOutputStream(out)) {
                packing.write(new byte[1 << 20]);
              }
            }));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(utf8(type));
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(utf8(type));
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
