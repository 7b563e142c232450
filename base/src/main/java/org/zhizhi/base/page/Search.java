package org.zhizhi.base.page;

/** What stands around a table that can be searched: the field, how many rows it finds, the rest. */
final class Search {
  static final String SCRIPT = Page.script("search.js");

  private Search() {}

  static String before(int first) {
    return "<div class=\"search\" data-first=\"%d\"><label class=\"scripted\">".formatted(first)
        + new Text("search ", "查找").in("span", "")
        + "<input type=\"search\"/> <output></output></label>\n";
  }

  static String after(int rows) {
    return "<p class=\"scripted more\"><button type=\"button\">"
        + new Text("show all " + rows, "显示全部 " + rows + " 条").in("span", "")
        + "</button></p>";
  }
}
