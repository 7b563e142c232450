package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.List;

/** A table of a page: headings and rows; figures stand to the right. */
public final class Table {
  private final List<Text> headings;
  private final List<List<Object>> rows = new ArrayList<>();

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

  String html() {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
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
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  private boolean isFigures(int column) {
    return rows.stream().anyMatch(row -> isFigure(row.get(column)))
        && rows.stream().allMatch(row -> isFigure(row.get(column)) || row.get(column).equals(""));
  }

  private static boolean isFigure(Object cell) {
    return cell instanceof Number
        || cell instanceof String s && s.matches("[-+−±]?[0-9][0-9.,]*( .{1,16}|[kMGT%])?");
  }
}
