package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a page: headings and rows; figures stand to the right. {@link #searchable} lets a
 * reader look for words in it.
 */
public final class Table {
  /** Tables of more columns are moved sideways on a narrow screen. */
  private static final int MANY = 4;

  private final List<Text> headings;
  private final List<List<Object>> rows = new ArrayList<>();
  private int first;

  private Table(List<Text> headings) {
    this.headings = headings;
  }

  /** A table with these columns and no rows yet. */
  public static Table of(Text... headings) {
    return new Table(List.of(headings));
  }

  /** Adds a row of as many cells as there are headings: {@link Text}, or anything printed as is. */
  public Table row(Object... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "cells differ from headings: " + cells.length + " != " + headings.size());
    }
    rows.add(List.of(cells));
    return this;
  }

  /**
   * Gives the table a field to search it by. Its first {@code first} rows are shown, the others
   * when they are found or asked for; without a script, all are. On a narrow screen a row's cells
   * stand below each other.
   */
  public Table searchable(int first) {
    if (first < 1) {
      throw new IllegalArgumentException("rows shown first: " + first);
    }
    this.first = first;
    return this;
  }

  boolean isSearchable() {
    return first > 0;
  }

  String html() {
    StringBuilder html = new StringBuilder();
    String wide = headings.size() > MANY ? "wide many" : "wide";
    html.append(isSearchable() ? Search.before(first) : "<div class=\"" + wide + "\">");
    html.append("<table>\n<thead><tr>");
    for (int i = 0; i < headings.size(); i++) {
      html.append(isFigures(i) ? "<th class=\"figure\">" : "<th>");
      html.append(headings.get(i).in("span", "")).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<Object> row : rows) {
      html.append("<tr>");
      for (Object cell : row) {
        Text text = cell instanceof Text t ? t : Text.same(String.valueOf(cell));
        html.append(isFigure(cell) ? "<td class=\"figure\">" : "<td>");
        html.append(text.in("span", "")).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>");
    return html.append(isSearchable() ? Search.after(rows.size()) : "")
        .append("</div>\n")
        .toString();
  }

  private boolean isFigures(int column) {
    return rows.stream().anyMatch(row -> isFigure(row.get(column)))
        && rows.stream().allMatch(row -> isFigure(row.get(column)) || row.get(column).equals(""));
  }

  private static boolean isFigure(Object cell) {
    return cell instanceof Number
        || cell instanceof String s && s.matches("([-+−]|± )?[0-9][0-9.,]*( .{1,16}|[kMGT%])?");
  }
}
