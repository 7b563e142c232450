package org.zhizhi.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * What is to be done with what is not plain text: by its start, and by its name where that lies.
 */
enum Sniffed {
  ZIP,
  TAR,
  SEVEN_ZIP,
  RAR,
  WARC,
  PARQUET,
  MAIL,
  /** All that is one document. */
  DOCUMENT;

  static Sniffed of(Content content, byte[] head) throws IOException {
    String start = new String(head, 0, Math.min(head.length, 512), StandardCharsets.ISO_8859_1);
    String name = content.name().toLowerCase(Locale.ROOT);
    if (start.startsWith("PK\3\4") || start.startsWith("PK\5\6") || start.startsWith("PK\7\10")) {
      return isDocument(content) ? DOCUMENT : ZIP;
    } else if (TarArchiveInputStream.matches(head, head.length)) {
      return TAR;
    } else if (start.startsWith("7z\u00bc\u00af\u0027\u001c")) {
      return SEVEN_ZIP;
    } else if (start.startsWith("Rar!")) {
      return RAR;
    } else if (start.startsWith("WARC/")) {
      return WARC;
    } else if (start.startsWith("PAR1")) {
      return PARQUET;
    }
    boolean mail = name.endsWith(".eml") || content.type().startsWith("message/rfc822");
    return mail && !start.startsWith("\u00d0\u00cf") ? MAIL : DOCUMENT;
  }

  /** Whether a zip is one of the documents that are zips: Office, OpenDocument, EPUB. */
  private static boolean isDocument(Content content) throws IOException {
    try (ZipFile zip = Archives.open(content)) {
      ZipArchiveEntry type = zip.getEntry("mimetype");
      return zip.getEntry("[Content_Types].xml") != null
          || type != null && zip.getEntry("META-INF/container.xml") != null
          || type != null && zip.getEntry("content.xml") != null;
    } catch (Refusal e) {
      throw e;
    } catch (IOException e) {
      return content.name().toLowerCase(Locale.ROOT).matches(".*\\.(docx|xlsx|pptx|epub|od[tsp])");
    }
  }
}
