package org.zhizhi.extract;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.zhizhi.data.decode.Encodings;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.Refusal;

/** The entries of zip, tar and 7z. Their names are only names: nothing is written anywhere. */
final class Archives {

  private Archives() {}

  static ZipFile open(Content content) throws IOException {
    return ZipFile.builder()
        .setSeekableByteChannel(content.channel())
        .setCharset(StandardCharsets.UTF_8)
        .setIgnoreLocalFileHeader(true)
        .get();
  }

  /** Zip, by its directory; without one, as a cut leaves it, entry by entry to where it ends. */
  static void zip(Content content, Children children) throws IOException {
    ZipFile zip;
    try {
      zip = open(content);
    } catch (Refusal e) {
      throw e;
    } catch (IOException e) {
      zipWithoutDirectory(content, children);
      throw new Refusal(
          "cut short", "has no directory, as if it were cut short; entries before that were read");
    }
    try (zip) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (!children.wants()) {
          continue;
        }
        Optional<Refusal> problem = problem(entry, zip.canReadEntryData(entry));
        if (problem.isPresent()) {
          children.refuse(name(entry), problem.get(), entry.getSize());
        } else if (entry.isDirectory()) {
          children.pass();
        } else {
          try (InputStream in = zip.getInputStream(entry)) {
            read(in, name(entry), entry.getSize(), content, children);
          }
        }
      }
    }
  }

  private static void zipWithoutDirectory(Content content, Children children) throws IOException {
    try (ZipArchiveInputStream zip =
        new ZipArchiveInputStream(
            content.guard().unpacking(content.reread()), "UTF-8", true, true)) {
      for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!children.wants()) {
          continue;
        }
        Optional<Refusal> problem = problem(entry, zip.canReadEntryData(entry));
        if (problem.isPresent()) {
          children.refuse(name(entry), problem.get(), entry.getSize());
        } else if (entry.isDirectory()) {
          children.pass();
        } else {
          read(zip, name(entry), entry.getSize(), content, children);
        }
      }
    }
  }

  private static Refusal link() {
    return new Refusal("symbolic link", "is a link");
  }

  private static Optional<Refusal> problem(ZipArchiveEntry entry, boolean readable) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return Optional.of(FileWalk.locked());
    } else if (entry.isUnixSymlink()) {
      return Optional.of(link());
    }
    String method = "is packed by method " + entry.getMethod() + ", which is not read";
    return readable
        ? Optional.empty()
        : Optional.of(new Refusal("unsupported compression", method));
  }

  /** The name as it is meant: Chinese systems write it in GB18030, without saying so. */
  private static String name(ZipArchiveEntry entry) {
    byte[] raw = entry.getRawName();
    if (raw == null || entry.getGeneralPurposeBit().usesUTF8ForNames()) {
      return entry.getName();
    }
    return Encodings.decode(raw, 0, raw.length, Optional.empty())
        .map(Encodings.Decoded::text)
        .orElse(entry.getName());
  }

  static void tar(Content content, Children children) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(content.stream(), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!children.wants()) {
          continue;
        }
        if (entry.isDirectory()) {
          children.pass();
        } else if (entry.isSymbolicLink() || entry.isLink()) {
          children.refuse(entry.getName(), link(), 0);
        } else if (entry.isFIFO()
            || entry.isCharacterDevice()
            || entry.isBlockDevice()
            || !tar.canReadEntryData(entry)) {
          Refusal device = new Refusal("no regular file", "is no regular file");
          children.refuse(entry.getName(), device, 0);
        } else {
          read(tar, entry.getName(), entry.getSize(), content, children);
        }
      }
    }
  }

  static void sevenZip(Content content, Children children, ReadSettings settings)
      throws IOException {
    try (SevenZFile archive =
        SevenZFile.builder()
            .setSeekableByteChannel(content.channel())
            .setMaxMemoryLimitKiB((int) (Runtime.getRuntime().maxMemory() >> 12))
            .get()) {
      for (SevenZArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        if (!children.wants()) {
          continue;
        }
        String name = entry.getName() == null ? "entry" : entry.getName();
        if (entry.isDirectory() || entry.isAntiItem()) {
          children.pass();
        } else {
          read(archive.getInputStream(entry), name, entry.getSize(), content, children);
        }
      }
    }
  }

  private static void read(
      InputStream in, String name, long size, Content archive, Children children)
      throws IOException {
    if (isHidden(name)) {
      Refusal hidden = new Refusal("hidden file", "is hidden, or left by an archiver");
      children.refuse(name, hidden, size);
      return;
    }
    try (InputStream entry = new Shielded(in)) {
      String last = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
      children.read(Content.stream(entry, last, "", size, archive.guard()), name);
    }
  }

  private static boolean isHidden(String name) {
    String path = "/" + name.replace('\\', '/');
    String last = path.substring(path.lastIndexOf('/') + 1);
    return path.contains("/__MACOSX/")
        || path.contains("/.git/")
        || last.startsWith("~$")
        || last.startsWith(".") && !last.startsWith("..")
        || last.equals("Thumbs.db")
        || last.equals("desktop.ini");
  }

  /** An entry's stream, that of the archive: closing it would close the archive. */
  private static final class Shielded extends FilterInputStream {
    Shielded(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
