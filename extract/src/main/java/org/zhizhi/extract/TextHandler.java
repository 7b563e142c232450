package org.zhizhi.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XHTML as text: a line for each heading, paragraph, list item and row of a table, whose cells are
 * parted by tabs. Paragraphs have an empty line between them. Collects the pages as well.
 */
final class TextHandler extends DefaultHandler {
  private static final Set<String> PARAGRAPHS =
      Set.of(
          "p",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "blockquote",
          "pre",
          "ul",
          "ol",
          "dl",
          "table",
          "hr",
          "figure");
  private static final Set<String> BLOCKS =
      Set.of(
          "div",
          "li",
          "dt",
          "dd",
          "tr",
          "section",
          "article",
          "header",
          "footer",
          "main",
          "nav",
          "aside",
          "address",
          "form",
          "fieldset",
          "figcaption",
          "caption",
          "option",
          "center",
          "details",
          "summary",
          "body",
          "thead",
          "tbody",
          "tfoot",
          "title",
          "select",
          "button",
          "textarea",
          "dir",
          "menu");
  private static final Set<String> SILENT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "head",
          "iframe",
          "object",
          "math",
          "title");

  private final StringBuilder text = new StringBuilder();
  private final int maxChars;
  private final boolean lines;
  private final List<Integer> pages = new ArrayList<>();
  private int silent;
  private int preformatted;
  private int lists;

  /** Breaks that stand before the next character: 0, 1 for a line, 2 for a paragraph. */
  private int breaks;

  private boolean space;
  private boolean cell;

  /** The text has grown too long. */
  static final class TooLong extends SAXException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param lines whether white space between elements ends lines, as in what Tika makes of PDF
   */
  TextHandler(int maxChars, boolean lines) {
    this.maxChars = maxChars;
    this.lines = lines;
  }

  /** The text so far. */
  String text() {
    return text.toString();
  }

  /** Where in the text each page starts, if there are pages. */
  List<Integer> pages() {
    return pages;
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes) {
    String name = name(local, qualified);
    if (SILENT.contains(name)) {
      silent++;
    } else if (name.equals("br")) {
      breaks = Math.max(breaks, 1);
      space = false;
    } else if (name.equals("td") || name.equals("th")) {
      cell |= breaks == 0 && !text.isEmpty();
    } else {
      if (name.equals("div") && "page".equals(attributes.getValue("class"))) {
        breaks = 2;
        pages.add(text.length());
      }
      lists += name.equals("ul") || name.equals("ol") ? 1 : 0;
      block(name);
      preformatted += name.equals("pre") ? 1 : 0;
    }
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    String name = name(local, qualified);
    if (SILENT.contains(name)) {
      silent = Math.max(silent - 1, 0);
      return;
    }
    preformatted -= name.equals("pre") && preformatted > 0 ? 1 : 0;
    block(name);
    lists -= (name.equals("ul") || name.equals("ol")) && lists > 0 ? 1 : 0;
  }

  private void block(String name) {
    boolean nested = lists > 1 && (name.equals("ul") || name.equals("ol"));
    if (PARAGRAPHS.contains(name) && !nested) {
      breaks = 2;
    } else if (BLOCKS.contains(name) || nested) {
      breaks = Math.max(breaks, 1);
    } else {
      return;
    }
    space = false;
    cell = false;
  }

  @Override
  public void characters(char[] chars, int start, int length) throws SAXException {
    if (silent > 0) {
      return;
    }
    for (int i = start; i < start + length; i++) {
      char c = chars[i];
      if (preformatted > 0 && (c == '\n' || c == ' ' || c == '\t')) {
        if (!text.isEmpty()) {
          flush();
          text.append(c);
        }
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        space = true;
      } else if (c != 0) {
        flush();
        text.append(c);
      }
    }
    if (text.length() > maxChars) {
      throw new TooLong();
    }
  }

  @Override
  public void ignorableWhitespace(char[] chars, int start, int length) {
    if (lines && !text.isEmpty() && breaks == 0) {
      breaks = 1;
      space = false;
    }
  }

  private void flush() {
    if (breaks > 0 || cell) {
      if (!text.isEmpty()) {
        text.append(breaks == 2 ? "\n\n" : breaks == 1 ? "\n" : "\t");
      }
    } else if (space && !text.isEmpty()) {
      text.append(' ');
    }
    breaks = 0;
    cell = false;
    space = false;
  }

  private static String name(String local, String qualified) {
    return (local == null || local.isEmpty() ? qualified : local).toLowerCase(Locale.ROOT);
  }
}
