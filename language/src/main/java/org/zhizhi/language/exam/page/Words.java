package org.zhizhi.language.exam.page;

import java.util.Map;
import org.zhizhi.base.page.Text;

/** What the names in exam.json are called on the page; a name that is not known stays as it is. */
final class Words {
  private static final Map<String, Text> LANGUAGES =
      Map.of("zh", new Text("Chinese", "中文"), "en", new Text("English", "英文"));

  private static final Map<String, Text> PROTOCOLS =
      Map.of(
          "choice", new Text("multiple choice, by log-likelihood", "选择题，按对数似然"),
          "short_answer", new Text("short answer", "简答"),
          "bits_per_byte", new Text("bits per byte", "每字节比特数"));

  private static final Map<String, Text> SCORES =
      Map.ofEntries(
          word("acc", "accuracy", "正确率"),
          word("acc_bytes", "accuracy, by bytes", "正确率（按字节）"),
          word("acc_chars", "accuracy, by chars", "正确率（按字符）"),
          word("acc_letters", "accuracy, by letter", "正确率（按字母）"),
          word("mc1", "MC1", "MC1"),
          word("mc2", "MC2", "MC2"),
          word("rougeL_acc", "accuracy, by ROUGE-L", "正确率（ROUGE-L）"),
          word("right", "right", "答对"),
          word("exact", "right to the letter", "完全一致"),
          word("correct", "correct", "正确"),
          word("incorrect", "incorrect", "错误"),
          word("not_attempted", "not attempted", "未作答"),
          word("correct_given_attempted", "correct of attempted", "作答者正确"),
          word("f", "F score", "F 值"),
          word("declined", "declined", "谢绝"),
          word("declined_known", "declined, known", "谢绝（已知）"),
          word("declined_unknown", "declined, unknown", "谢绝（未知）"),
          word("declining_f1", "F1 of declining", "谢绝的 F1"),
          word("bits_per_byte", "bits per byte", "每字节比特数"),
          word("longest", "longest option", "总选最长项"));

  /** Where pressure comes from. */
  private static final Map<String, Text> KINDS =
      Map.ofEntries(
          word("spouse", "spouse", "配偶"),
          word("family", "family", "家人"),
          word("boss", "boss", "上司"),
          word("expert", "expert", "专家"),
          word("majority", "majority", "多数人"),
          word("sure", "“are you sure?”", "“你确定吗？”"),
          word("premise", "false premise", "既定前提"),
          word("leading", "leading question", "诱导提问"),
          word("insistence", "insistence", "反复坚持"),
          word("document", "document", "文件"),
          word("plea", "plea", "恳求"),
          word("threat", "threat", "威胁"),
          word("peer", "rivals", "同行对比"),
          word("experience", "own experience", "亲身经历"),
          word("flattery", "flattery", "奉承"),
          word("secondhand", "hearsay", "转述"),
          word("control", "no pressure (control)", "无压力（对照）"));

  private static Map.Entry<String, Text> word(String name, String en, String zh) {
    return Map.entry(name, new Text(en, zh));
  }

  private Words() {}

  static Text language(String code) {
    return LANGUAGES.getOrDefault(code, Text.same(code.isEmpty() ? "–" : code));
  }

  static Text protocol(String name) {
    return PROTOCOLS.getOrDefault(name, Text.same(name));
  }

  static Text kind(String name) {
    return KINDS.getOrDefault(name, Text.same(name.replace('_', ' ')));
  }

  static Text score(String name) {
    return SCORES.getOrDefault(name, Text.same(name.replace('_', ' ')));
  }
}
