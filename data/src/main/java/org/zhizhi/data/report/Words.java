package org.zhizhi.data.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.zhizhi.base.page.Text;

/** The names of stages and the reasons for rejecting, in both languages. */
final class Words {
  private static final Map<String, String> CHINESE = read();

  private Words() {}

  /** What is said in English; the same in both languages where no Chinese is known. */
  static Text of(String english) {
    String whole = CHINESE.get(english);
    if (whole != null) {
      return new Text(english, whole);
    }
    int space = english.lastIndexOf(' ');
    String start = space < 0 ? null : CHINESE.get(english.substring(0, space) + " *");
    return start == null
        ? Text.same(english)
        : new Text(english, start.replace("*", english.substring(space + 1)));
  }

  private static Map<String, String> read() {
    Map<String, String> words = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Words.class.getResourceAsStream("words.tsv"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          words.put(line.substring(0, tab), line.substring(tab + 1));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return words;
  }
}
