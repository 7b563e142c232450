package org.zhizhi.language.facts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.BadInput;

/** Reads the tables and forms that lie beside this package. */
final class Resources {
  private static final String REMEDY = "mend the resource and build again";

  private Resources() {}

  static BadInput bad(String file, int line, String what) {
    return new BadInput("facts/" + file + ": line " + line + ": " + what, REMEDY);
  }

  static List<String> lines(String file) {
    try (InputStream in = Resources.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new BadInput("facts/" + file + ": not in the program", "build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new BadInput("facts/" + file + ": cannot be read (" + e + ")", "build again", e);
    }
  }

  /** A table: its header, then rows of as many cells, none of them empty. */
  static List<String[]> table(String file, List<String> lines) {
    List<String[]> rows =
        lines.stream().filter(l -> !l.isBlank()).map(l -> l.split("\t", -1)).toList();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).length != rows.getFirst().length) {
        throw bad(
            file, i + 1, rows.get(i).length + " cells, the header has " + rows.getFirst().length);
      }
      for (int c = 0; c < rows.get(i).length; c++) {
        if (rows.get(i)[c].isBlank()) {
          throw bad(file, i + 1, "column " + rows.getFirst()[c] + " is empty (write - for none)");
        }
      }
    }
    return rows;
  }

  /**
   * Forms by section, language and use, in the order of the file: {@code [section]} lines, then
   * lines of language, use and forms parted by {@code |}.
   */
  static Map<String, Map<String, List<String>>> forms(String file, List<String> lines) {
    Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
    Map<String, List<String>> section = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = new LinkedHashMap<>();
        if (sections.put(line.substring(1, line.length() - 1), section) != null) {
          throw bad(file, i + 1, "section " + line + " stands twice");
        }
        continue;
      }
      String[] parts = line.split(" ", 3);
      if (section == null || parts.length < 3) {
        throw bad(file, i + 1, "expected a language, a use and forms under a [section]: " + line);
      }
      List<String> forms = Arrays.stream(parts[2].split(" \\| ")).map(String::strip).toList();
      if (section.put(parts[0] + " " + parts[1], forms) != null) {
        throw bad(file, i + 1, parts[0] + " " + parts[1] + " stands twice in its section");
      }
    }
    return sections;
  }

  /** The forms for one use. */
  static List<String> use(
      String file, String section, Map<String, List<String>> forms, Lang lang, String use) {
    return Optional.ofNullable(forms.get(lang.code() + " " + use))
        .orElseThrow(
            () ->
                new BadInput(
                    "facts/" + file + ": [" + section + "] lacks " + lang.code() + " " + use,
                    REMEDY));
  }
}
