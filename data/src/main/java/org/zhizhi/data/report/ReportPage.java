package org.zhizhi.data.report;

import com.fasterxml.jackson.databind.JsonNode;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;

/** The report of a build. */
public final class ReportPage {
  private ReportPage() {}

  /** The page that shows {@code report}, the content of a {@code report.json}. */
  public static Page of(JsonNode report) {
    return Page.titled(new Text("Corpus", "语料"));
  }
}
