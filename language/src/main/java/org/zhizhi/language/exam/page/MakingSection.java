package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** Which model was asked what, when, by which program: what it takes to do it again. */
final class MakingSection {
  /** Fields of exam.json by their place, and their names. */
  private static final Map<String, Text> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("/model/path", new Text("model", "模型"));
    FIELDS.put("/model/digest", new Text("digest of its weights", "权重摘要"));
    FIELDS.put("/model/parameters", new Text("parameters", "参数量"));
    FIELDS.put("/seed", new Text("seed", "随机种子"));
    FIELDS.put("/created", new Text("written", "生成时间"));
    FIELDS.put("/zhizhi", new Text("version of Zhizhi", "知之版本"));
  }

  private MakingSection() {}

  static Page add(Page page, Comparison exams) {
    Table table =
        exams.isPair()
            ? Table.of(new Text("of", "项目"), exams.beforeName(), exams.nowName())
            : Table.of(new Text("of", "项目"), Text.same(""));
    boolean any = false;
    for (Map.Entry<String, Text> field : FIELDS.entrySet()) {
      String now = shown(field.getKey(), Optional.of(exams.now()));
      String before = shown(field.getKey(), exams.before());
      if (now.isEmpty() && before.isEmpty()) {
        continue;
      }
      any = true;
      if (exams.isPair()) {
        table.row(field.getValue(), Text.same(before), Text.same(now));
      } else {
        table.row(field.getValue(), Text.same(now));
      }
    }
    if (!any) {
      return page;
    }
    page.section(new Text("How this came about", "来历")).table(table);
    Table files = Table.of(new Text("exam file", "考卷文件"), new Text("questions", "题数"));
    boolean named = false;
    for (JsonNode part : exams.now().path("exams")) {
      if (part.path("file").isTextual()) {
        named = true;
        files.row(Text.same(Estimate.text(part.path("file"))), Estimate.text(part.path("n")));
      }
    }
    return named ? page.table(files) : page;
  }

  private static String shown(String pointer, Optional<JsonNode> exam) {
    JsonNode value = exam.map(e -> e.at(pointer)).orElseGet(Json::object);
    double number = Estimate.number(value);
    if (pointer.endsWith("parameters") && !Double.isNaN(number)) {
      return Figures.count(number);
    }
    return Question.cut(Estimate.text(value), pointer.endsWith("digest") ? 24 : 200);
  }
}
