package org.zhizhi.data.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.Figures;

/** Shows documents: on a terminal a page at a time, elsewhere one below the other. */
public final class Pager {
  private static final String BOLD = "\033[1m";
  private static final String SOFT = "\033[2m";
  private static final String RED = "\033[31m";
  private static final String PLAIN = "\033[0m";

  /** Rows of text of a document, where not all of it is wanted. */
  private static final int ROWS = 8;

  private final Screen screen;
  private final boolean whole;
  private final PrintStream out;

  /**
   * A pager that prints to {@code out}.
   *
   * @param whole whether texts are shown to their end
   */
  public Pager(Screen screen, boolean whole, PrintStream out) {
    this.screen = screen;
    this.whole = whole;
    this.out = out;
  }

  /**
   * Shows at most {@code most} documents and says how many it showed.
   *
   * @param answers what the reader says at the end of a page: a line with q ends it
   */
  public long show(Iterator<JsonNode> documents, long most, BufferedReader answers)
      throws IOException {
    long shown = 0;
    int row = 0;
    while (shown < most && documents.hasNext()) {
      for (String line : lines(documents.next(), ++shown)) {
        if (screen.rows() > 0 && ++row >= screen.rows()) {
          out.print(colour(SOFT, "-- Enter: more   q: end -- "));
          out.flush();
          String answer = answers.readLine();
          if (answer == null || answer.strip().toLowerCase(Locale.ROOT).startsWith("q")) {
            return shown;
          }
          row = 1;
        }
        out.println(line);
      }
    }
    return shown;
  }

  /** Shows how many documents were rejected on which ground. */
  public void show(List<Look.Count> counts) {
    for (Look.Count count : counts) {
      out.printf(
          Locale.ROOT,
          "%9d  %8sB  %-14s %s%n",
          count.documents(),
          Figures.count(count.bytes()),
          count.stage(),
          count.reason());
    }
  }

  private List<String> lines(JsonNode document, long number) {
    List<String> lines = new ArrayList<>();
    String head = "── " + number + " ── " + document.path("id").asText() + " ";
    int room = Math.max(0, screen.columns() - columns(head));
    lines.add(colour(BOLD, wrapped(head, screen.columns()).getFirst() + "─".repeat(room)));
    lines.add(colour(SOFT, facts(document)));
    if (document.has("reason")) {
      String detail = document.path("detail").asText();
      lines.add(
          colour(
              RED,
              document.path("stage").asText()
                  + ": "
                  + document.path("reason").asText()
                  + (detail.isEmpty() ? "" : " (" + detail + ")")));
    }
    String all = document.path("text").asText();
    List<String> text = all.isEmpty() ? List.of() : wrapped(all, screen.columns());
    boolean cut = !whole && text.size() > ROWS;
    lines.addAll(cut ? text.subList(0, ROWS) : text);
    if (cut) {
      lines.add(colour(SOFT, "… " + (text.size() - ROWS) + " more lines"));
    }
    lines.add("");
    return lines;
  }

  private static String facts(JsonNode document) {
    StringBuilder facts = new StringBuilder(document.path("source").asText());
    for (String field : List.of("lang", "license")) {
      String value = document.path(field).asText();
      facts.append(value.isEmpty() ? "" : "   " + value);
    }
    if (document.has("quality")) {
      facts.append(
          String.format(Locale.ROOT, "   quality %.2f", document.path("quality").asDouble()));
    }
    int characters = document.path("text").asText().length();
    return facts.append("   ").append(Figures.count(characters)).append(" characters").toString();
  }

  /** The lines of a text, none wider than the screen; what a terminal would obey is left out. */
  private static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int room = columns;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int c = text.codePointAt(i);
      int width = width(c);
      if (c == '\n' || width > room) {
        lines.add(line.toString());
        line.setLength(0);
        room = columns;
      }
      if (c == '\t') {
        line.append("  ");
        room -= 2;
      } else if (c != '\n' && !Character.isISOControl(c)) {
        line.appendCodePoint(c);
        room -= width;
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static int columns(String text) {
    return text.codePoints().map(Pager::width).sum();
  }

  private static int width(int c) {
    boolean wide =
        c >= 0x1100
            && (c <= 0x115f
                || c >= 0x2e80 && c <= 0xa4cf
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe4f
                || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6
                || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }

  private String colour(String colour, String text) {
    return screen.colours() ? colour + text + PLAIN : text;
  }
}
