package org.zhizhi.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.PasswordRequiredException;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Format;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.PlainReader;
import org.zhizhi.data.read.Position;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.RecordFields;
import org.zhizhi.data.read.Refusal;
import org.zhizhi.data.read.Wire;

/** Reads one file, and what is in it if it is an archive, depth first. */
final class FileWalk {

  private final Wire.Request request;
  private final DocumentParser documents;
  private final Answers answers;
  private final ReadSettings settings;
  private final Path path;
  private final Guard guard;

  FileWalk(Wire.Request request, DocumentParser documents, Answers answers) {
    this.request = request;
    this.documents = documents;
    this.answers = answers;
    this.settings = request.settings();
    this.path = Path.of(request.path());
    this.guard = new Guard(settings, path.toFile().length(), answers);
  }

  static Refusal locked() {
    return new Refusal("password-protected", "is protected by a password");
  }

  Guard guard() {
    return guard;
  }

  /** Reads all from the entry on that was asked for. */
  void read() {
    try {
      read(
          Content.file(path, path.getFileName().toString(), guard),
          "",
          request.name(),
          0,
          Resume.at(request.entry()));
    } catch (IOException e) {
      refuse(new Leaf("", request.name()).refused(Refusal.of(e), 0), "");
    }
  }

  /**
   * Reads an entry; whatever it throws is the last item of it.
   *
   * @param depth archives it lies in
   */
  void read(Content content, String place, String source, int depth, Resume resume) {
    answers.open(place, source);
    Leaf leaf = new Leaf(place, source);
    try (content) {
      dispatch(content, leaf, depth, resume);
    } catch (PasswordRequiredException e) {
      refuse(leaf.refused(locked(), content.size()), place);
    } catch (StackOverflowError e) {
      Refusal refusal = new Refusal("nested too deeply", "is nested too deeply");
      refuse(leaf.refused(refusal, content.size()), place);
    } catch (IOException | RuntimeException e) {
      refuse(leaf.refused(Refusal.of(e), content.size()), place);
    } finally {
      answers.close();
    }
  }

  /** Says that an entry was refused, and is over; with it the file, if it has taken all it may. */
  void refuse(Item.Refused refused, String place) {
    if (!guard.isSpent()) {
      answers.item(refused, Position.behind(place), 0);
    } else if (guard.tell()) {
      answers.item(refused, "", 0);
    }
  }

  private void dispatch(Content content, Leaf leaf, int depth, Resume resume) throws IOException {
    byte[] head = content.head();
    if (head.length == 0) {
      throw new Refusal("empty", "is empty");
    }
    Optional<Content> unpacked = Packed.open(content, head);
    if (unpacked.isPresent()) {
      guard.depth(depth + 1);
      try (Content inner = unpacked.get()) {
        dispatch(inner, leaf, depth + 1, resume);
      }
      return;
    }
    Format format = Format.of(content.name(), head);
    if (format != Format.PARSED) {
      plain(format, content, leaf);
      return;
    }
    Children children = new Children(this, leaf.place, leaf.source, depth + 1, resume);
    switch (Sniffed.of(content, head)) {
      case ZIP -> {
        guard.depth(depth + 1);
        Archives.zip(content, children);
      }
      case TAR -> {
        guard.depth(depth + 1);
        Archives.tar(content, children);
      }
      case SEVEN_ZIP -> {
        guard.depth(depth + 1);
        Archives.sevenZip(content, children, settings);
      }
      case RAR -> throw new Refusal("unsupported kind", "is a RAR archive: unpack it first");
      case WARC -> {
        guard.depth(depth + 1);
        WebArchive.records(content, children);
      }
      case PARQUET -> Parquet.rows(content, settings, leaf::record);
      case MAIL -> mail(content, leaf, children, resume);
      case DOCUMENT -> document(content, leaf);
    }
  }

  private void plain(Format format, Content content, Leaf leaf) throws IOException {
    try (PlainReader reader = PlainReader.open(format, leaf.source, content.stream(), settings)) {
      for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
        leaf.give(item.get());
      }
    }
  }

  private void document(Content content, Leaf leaf) throws IOException {
    Parsed parsed = documents.parse(content, settings, answers::alive);
    leaf.give(parsed.text(), parsed.meta(), content.size());
  }

  private void mail(Content content, Leaf leaf, Children children, Resume resume)
      throws IOException {
    Mail mail = Mail.read(content, documents, settings, answers::alive);
    if (!resume.isWithin()) {
      leaf.give(mail.text(), mail.meta(), content.size());
    }
    for (Mail.Attachment attachment : mail.attachments()) {
      if (children.wants()) {
        byte[] bytes = attachment.bytes();
        children.read(
            Content.bytes(bytes, attachment.name(), attachment.type(), guard), attachment.name());
      }
    }
  }

  /** The items of one entry. */
  private final class Leaf {
    private final String place;
    private final String source;
    private long given;

    Leaf(String place, String source) {
      this.place = place;
      this.source = source;
    }

    void give(Item item) {
      if (guard.isSpent() && item instanceof Item.Refused refused) {
        refuse(refused, place);
      } else {
        answers.item(item, place, ++given);
      }
    }

    void give(String text, Map<String, String> meta, long bytes) {
      Document document =
          new Document(nextId(), text, source, "", "", Double.NaN, Answers.meta(meta));
      give(PlainReader.item(document, source, "", bytes, settings));
    }

    void record(RecordFields fields) {
      String where = "row " + (given + 1) + " ";
      give(PlainReader.record(fields, nextId(), source, where, fields.textBytes(), settings));
    }

    Item.Refused refused(Refusal refusal, long bytes) {
      return new Item.Refused(nextId(), source, refusal.reason(), refusal.getMessage(), bytes);
    }

    private String nextId() {
      return source + "#" + given;
    }
  }
}
