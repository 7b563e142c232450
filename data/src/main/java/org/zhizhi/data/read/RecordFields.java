package org.zhizhi.data.read;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhizhi.data.Document;
import org.zhizhi.data.decode.Utf8;

/** The fields of a record as they are found: those of a {@link Document}, and a title. */
public final class RecordFields {
  private String text = "";
  private boolean hasText;
  private String title = "";
  private String id = "";
  private String source = "";
  private String lang = "";
  private String license = "";
  private double quality = Double.NaN;
  private final Map<String, String> meta = new TreeMap<>();
  private String problem = "";

  public void text(String value) {
    text = value;
    hasText = true;
  }

  /** Bytes of the text in UTF-8. */
  public long textBytes() {
    return Utf8.length(text);
  }

  public boolean hasText() {
    return hasText;
  }

  /** Sets the field {@code name}; does nothing if that is not ours. */
  public void set(String name, String value) {
    switch (name) {
      case "id" -> id = value;
      case "source" -> source = value;
      case "lang", "language" -> lang = value;
      case "license", "licence" -> license = value;
      case "title" -> title = value;
      case "url", "author", "date" -> meta.put(name, value);
      case "quality" -> {
        try {
          quality = value.isBlank() ? Double.NaN : Double.parseDouble(value);
        } catch (NumberFormatException e) {
          problem("has a field \"quality\" that is no number");
        }
      }
      default -> {}
    }
  }

  static boolean isOurs(String name) {
    return switch (name) {
      case "id", "source", "lang", "language", "license", "licence" -> true;
      case "title", "url", "author", "date", "quality" -> true;
      default -> false;
    };
  }

  void idIfNone(String value) {
    id = id.isEmpty() ? value : id;
  }

  void meta(String name, String value) {
    meta.put(name, value);
  }

  void problem(String what) {
    problem = problem.isEmpty() ? what : problem;
  }

  /** What is wrong with the record, empty if nothing is. */
  Optional<String> problem() {
    return !problem.isEmpty()
        ? Optional.of(problem)
        : !hasText
            ? Optional.of("has no field \"text\" with a string")
            : text.indexOf('\0') >= 0 ? Optional.of("has a NUL in its text") : Optional.empty();
  }

  /** A few words for a {@link #problem}. */
  static String reason(String problem) {
    return problem.startsWith("has no") ? "no text field" : "wrong field";
  }

  /**
   * The document. A title that the text does not start with becomes its first line.
   *
   * @param otherId its id where the record has none
   */
  public Document document(String otherId, String otherSource) {
    String cleaned = Texts.clean(text);
    String heading = Texts.clean(title);
    if (!heading.isBlank() && !cleaned.startsWith(heading)) {
      cleaned = heading + "\n" + cleaned;
    }
    return new Document(
        id.isEmpty() ? otherId : id,
        cleaned,
        source.isEmpty() ? otherSource : source,
        lang,
        license,
        quality,
        meta);
  }
}
