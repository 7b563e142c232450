package org.zhizhi.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Optional;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.ParsingException;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTargetRecord;

/**
 * The pages of a web archive (WARC, ISO 28500): responses with status 200, resources, and what was
 * made of them (WET). Requests, revisits and notes on the crawl hold no document.
 */
final class WebArchive {
  private WebArchive() {}

  static void records(Content content, Children children) throws IOException {
    try (WarcReader reader = new WarcReader(Channels.newChannel(content.stream()))) {
      reader.setLenient(true);
      for (Optional<WarcRecord> record = reader.next();
          record.isPresent();
          record = reader.next()) {
        if (children.wants()) {
          record(record.get(), content, children);
        }
      }
    } catch (ParsingException e) {
      throw new Refusal("damaged", "is damaged (" + e.getMessage() + ")");
    }
  }

  private static void record(WarcRecord record, Content content, Children children)
      throws IOException {
    switch (record) {
      case WarcResponse response -> {
        MediaType type = response.contentType();
        if (!type.base().equals(MediaType.HTTP)) {
          children.refuse(response.target(), "unsupported kind", "is " + type, 0);
          return;
        }
        int status = response.http().status();
        if (status != 200) {
          children.refuse(response.target(), "http error", "has status " + status, 0);
          return;
        }
        String declared = response.http().headers().first("Content-Type").orElse("");
        page(response, declared, response.http().bodyDecoded().stream(), content, children);
      }
      case WarcResource resource ->
          page(
              resource,
              resource.contentType().toString(),
              resource.body().stream(),
              content,
              children);
      case WarcConversion text ->
          page(text, text.contentType().toString(), text.body().stream(), content, children);
      default -> children.pass();
    }
  }

  private static void page(
      WarcTargetRecord record, String type, InputStream in, Content content, Children children)
      throws IOException {
    String address = String.valueOf(record.target());
    String plain =
        type.startsWith("text/plain") ? ".txt" : type.startsWith("text/html") ? ".html" : "";
    String path = address.replaceAll("[?#].*", "");
    String name = plain.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : "page" + plain;
    Content page = Content.stream(in, name, type, -1, content.guard());
    children.read(page, address);
  }
}
