package org.zhizhi.base.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Digest;

/**
 * A report: one HTML file that needs no other, in English and Chinese with a switch between them,
 * light or dark as the reader's system is, fit to print. It opens in the browser's language. A
 * content security policy in the page lets it run its own script and style and load nothing.
 *
 * <pre>{@code
 * Page.titled(new Text("Training", "训练"))
 *     .tile(new Text("tokens", "词元"), "9.40M", Text.same(""))
 *     .section(new Text("Loss", "损失"))
 *     .chart(Chart.lines(title, x, y).series(name, steps, losses))
 *     .write(folder.resolve("report.html"));
 * }</pre>
 */
public final class Page {
  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");

  private final Text title;
  private final Set<String> scripts = new LinkedHashSet<>();
  private final StringBuilder body = new StringBuilder();
  private boolean inTiles;

  private Page(Text title) {
    this.title = title;
  }

  /** An empty page. */
  public static Page titled(Text title) {
    return new Page(title);
  }

  /** Adds a heading. */
  public Page section(Text heading) {
    return add(heading.in("h2", ""));
  }

  /** Adds a heading below a section's. */
  public Page part(Text heading) {
    return add(heading.in("h3", ""));
  }

  /** Adds the one sentence that a hurried reader should take away, in large type. */
  public Page lead(Text text) {
    return add(text.in("p", "class=\"lead\""));
  }

  /** Adds a remark in small type. */
  public Page note(Text text) {
    return add(text.in("p", "class=\"remark\""));
  }

  /** Adds a paragraph. */
  public Page paragraph(Text text) {
    return add(text.in("p", ""));
  }

  /**
   * Adds a key figure; those added one after another stand side by side.
   *
   * @param note small print below, may be empty
   */
  public Page tile(Text label, String value, Text note) {
    if (!inTiles) {
      body.append("<div class=\"tiles\">\n");
      inTiles = true;
    }
    body.append("<div class=\"tile\">")
        .append(label.in("div", "class=\"label\""))
        .append(Text.same(value).in("div", "class=\"value\""))
        .append(note.in("div", "class=\"note\""))
        .append("</div>\n");
    return this;
  }

  /** Adds a table. */
  public Page table(Table table) {
    if (table.isSearchable()) {
      scripts.add(Search.SCRIPT);
    }
    return add(table.html());
  }

  /** Adds text as it is, in a fixed-width face: commands, samples. */
  public Page code(String text) {
    return add(Text.same(text).in("pre", ""));
  }

  /** Adds a piece of text with its changes marked. */
  public Page passage(Passage passage) {
    return add(passage.html());
  }

  /** Adds what {@code content} adds, folded away behind {@code summary} until a reader opens it. */
  public Page fold(Text summary, Consumer<Page> content) {
    add("<details><summary>" + summary.in("span", "") + "</summary>");
    content.accept(this);
    return add("</details>");
  }

  /** Adds a chart. */
  public Page chart(Chart chart) {
    return add(figure(chart));
  }

  /** Adds charts next to each other; on a narrow screen, below each other. */
  public Page beside(Chart... charts) {
    StringBuilder html = new StringBuilder("<div class=\"beside\">\n");
    for (Chart chart : charts) {
      html.append(figure(chart)).append('\n');
    }
    return add(html.append("</div>").toString());
  }

  /**
   * Adds what {@code left} and {@code right} add next to each other; on a narrow screen, below each
   * other.
   */
  public Page beside(Consumer<Page> left, Consumer<Page> right) {
    add("<div class=\"beside\"><div>");
    left.accept(this);
    add("</div><div>");
    right.accept(this);
    return add("</div></div>");
  }

  /** Adds dots that a reader can point at. */
  public Page dots(DotChart dots) {
    scripts.add(DotChart.SCRIPT);
    return add(dots.html());
  }

  /** The whole page; well-formed XML too. */
  public String html() {
    String policy =
        "default-src 'none'; style-src '"
            + hash(STYLE)
            + "'; script-src '"
            + hash(SCRIPT)
            + "'"
            + scripts.stream().map(s -> " '" + hash(s) + "'").collect(Collectors.joining())
            + "; base-uri 'none'; form-action 'none'";
    return "<!DOCTYPE html>\n<html lang=\"en\" data-lang=\"en\">\n<head>\n"
        + "<meta charset=\"utf-8\"/>\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + Text.escape(policy)
        + "\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        + "<title>"
        + Text.escape(title.flat())
        + "</title>\n"
        + "<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n<header>"
        + title.in("h1", "")
        + "<nav><button type=\"button\" data-to=\"en\">English</button>"
        + "<button type=\"button\" data-to=\"zh\">中文</button></nav></header>\n<main>\n"
        + body
        + (inTiles ? "</div>\n" : "")
        + "</main>\n<script>"
        + SCRIPT
        + "</script>\n"
        + scripts.stream().map(s -> "<script>" + s + "</script>\n").collect(Collectors.joining())
        + "</body>\n</html>\n";
  }

  /** Writes the page to {@code file}, whole or not at all. */
  public void write(Path file) {
    AtomicFile.write(file, html());
  }

  private static String figure(Chart chart) {
    return "<figure>" + chart.title().in("figcaption", "") + "\n" + chart.svg() + "</figure>";
  }

  private Page add(String html) {
    if (inTiles) {
      body.append("</div>\n");
      inTiles = false;
    }
    body.append(html).append('\n');
    return this;
  }

  private static String hash(String content) {
    return "sha256-" + new Digest().add(content).base64();
  }

  /** A script of this package, such that HTML and XML read the page alike. */
  static String script(String name) {
    return "/*<![CDATA[*/" + resource(name) + "/*]]>*/";
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      // browsers hash what they parsed, where CR LF has become LF
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
