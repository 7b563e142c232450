package org.zhizhi.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.zhizhi.data.decode.Encodings;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.Refusal;
import org.zhizhi.data.read.Texts;

/**
 * A message (RFC 5322, MIME).
 *
 * @param text its subject, and what it says: of alternatives the plain one
 */
record Mail(String text, Map<String, String> meta, List<Attachment> attachments) {
  private static final MimeConfig CONFIG =
      new MimeConfig.Builder()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(1 << 20)
          .setMaxHeaderCount(10_000)
          .build();

  /** A file that came with it. */
  record Attachment(String name, String type, SingleBody body) {
    byte[] bytes() throws IOException {
      try (InputStream in = body.getInputStream()) {
        return in.readAllBytes();
      }
    }
  }

  static Mail read(Content content, DocumentParser documents, ReadSettings settings, Runnable alive)
      throws IOException {
    byte[] bytes = content.bytes();
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(CONFIG);
    builder.setDecodeMonitor(DecodeMonitor.SILENT);
    Message message;
    try {
      message = builder.parseMessage(new ByteArrayInputStream(bytes));
    } catch (RuntimeException e) {
      throw new Refusal("damaged", "is no message (" + e + ")");
    }
    StringBuilder text = new StringBuilder();
    List<Attachment> attachments = new ArrayList<>();
    new Parts(documents, settings, alive, text, attachments).add(message);
    Map<String, String> meta = new TreeMap<>();
    String subject = message.getSubject() == null ? "" : message.getSubject().strip();
    meta.put("title", subject);
    meta.put("type", "message/rfc822");
    if (message.getFrom() != null && !message.getFrom().isEmpty()) {
      String name = message.getFrom().getFirst().getName();
      meta.put("author", name == null ? "" : name); // addresses are nobody's business
    }
    if (message.getDate() != null) {
      meta.put("date", message.getDate().toInstant().toString());
    }
    String said = Texts.clean(text.toString()).strip();
    String all = subject.isEmpty() ? said : subject + "\n\n" + said;
    return new Mail(said.isEmpty() && attachments.isEmpty() ? "" : all.strip(), meta, attachments);
  }

  /** Walks the parts of a message. */
  private record Parts(
      DocumentParser documents,
      ReadSettings settings,
      Runnable alive,
      StringBuilder text,
      List<Attachment> attachments) {

    void add(Entity part) throws IOException {
      Body body = part.getBody();
      if (body instanceof Multipart multipart) {
        if (multipart.getSubType().equalsIgnoreCase("alternative")) {
          add(best(multipart));
        } else {
          for (Entity child : multipart.getBodyParts()) {
            add(child);
          }
        }
      } else if (body instanceof Message inner) {
        add(inner);
      } else if (body instanceof SingleBody single) {
        String type = String.valueOf(part.getMimeType()).toLowerCase(Locale.ROOT);
        String name = part.getFilename();
        boolean attached = "attachment".equalsIgnoreCase(part.getDispositionType());
        if (!attached && name == null && (type.equals("text/plain") || type.equals("text/html"))) {
          say(part, single, type);
        } else if (attached || name != null && !type.startsWith("image/")) {
          attachments.add(new Attachment(name == null ? "attachment" : name, type, single));
        }
      }
    }

    private static Entity best(Multipart alternatives) {
      List<Entity> parts = alternatives.getBodyParts();
      return parts.stream()
          .filter(part -> "text/plain".equalsIgnoreCase(part.getMimeType()))
          .findFirst()
          .orElseGet(parts::getLast);
    }

    private void say(Entity part, SingleBody body, String type) throws IOException {
      byte[] bytes;
      try (InputStream in = body.getInputStream()) {
        bytes = in.readAllBytes();
      }
      String said =
          type.equals("text/html")
              ? documents.html(bytes, part.getCharset(), settings, alive).text()
              : plain(bytes, part.getCharset());
      text.append(text.isEmpty() ? "" : "\n\n").append(said.strip());
    }

    private static String plain(byte[] bytes, String declared) {
      Optional<Charset> charset = PageEncoding.named(declared);
      if (charset.isPresent() && !charset.get().equals(StandardCharsets.US_ASCII)) {
        return new String(bytes, charset.get());
      }
      return Encodings.decode(bytes, 0, bytes.length, Optional.empty())
          .map(Encodings.Decoded::text)
          .orElseGet(() -> new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
