package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of text of which parts are marked as taken out or put in. What cannot be seen is made
 * visible where it is marked: line ends, and characters without width.
 */
public final class Passage {
  private enum Kind {
    PLAIN("span"),
    REMOVED("del"),
    ADDED("ins");

    private final String tag;

    Kind(String tag) {
      this.tag = tag;
    }
  }

  private record Run(Kind kind, String text) {}

  private final List<Run> runs = new ArrayList<>();

  /** A passage with nothing in it yet. */
  public Passage() {}

  /** Appends text that is as it was. */
  public Passage plain(String text) {
    runs.add(new Run(Kind.PLAIN, text));
    return this;
  }

  /** Appends text that was taken out. */
  public Passage removed(String text) {
    runs.add(new Run(Kind.REMOVED, visible(text, "↵")));
    return this;
  }

  /** Appends text that was put in. */
  public Passage added(String text) {
    runs.add(new Run(Kind.ADDED, visible(text, "↵\n")));
    return this;
  }

  String html() {
    StringBuilder html = new StringBuilder("<pre class=\"passage\">");
    for (Run run : runs) {
      if (!run.text().isEmpty()) {
        String text = Text.escape(run.text());
        html.append(
            run.kind() == Kind.PLAIN
                ? text
                : "<" + run.kind().tag + ">" + text + "</" + run.kind().tag + ">");
      }
    }
    return html.append("</pre>").toString();
  }

  private static String visible(String text, String lineEnd) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (c == '\n') {
                visible.append(lineEnd);
              } else if (c == ' ') {
                visible.append('␣');
              } else if (c == '\t') {
                visible.append('⇥');
              } else if (type == Character.FORMAT
                  || type == Character.CONTROL
                  || type == Character.SPACE_SEPARATOR && c != 0x3000) {
                visible.append(String.format("[%04X]", c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }
}
