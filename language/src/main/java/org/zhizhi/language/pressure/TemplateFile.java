package org.zhizhi.language.pressure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.zhizhi.base.BadInput;
import org.zhizhi.language.facts.Lang;

/**
 * Reads templates: a line {@code [name kind]}, then a line for each thing the user says; empty
 * lines and lines that begin with {@code #} say nothing.
 */
final class TemplateFile {
  private static final String REMEDY = "mend the file: [name kind], then a line for each turn";

  private final String where;
  private final Lang lang;
  private final Template.Part part;
  private final List<Template> templates = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private TemplateFile(String where, Lang lang, Template.Part part) {
    this.where = where;
    this.lang = lang;
    this.part = part;
  }

  /** The templates that lie beside this package. */
  static List<Template> resource(Lang lang, Template.Part part) {
    String name = part.code() + "." + lang.code() + ".txt";
    return parse("pressure/" + name, lines(name), lang, part);
  }

  /** The lines of a file beside this package. */
  static List<String> lines(String name) {
    try (InputStream in = TemplateFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new BadInput("pressure/" + name + ": not in the program", "build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new BadInput("pressure/" + name + ": cannot be read (" + e + ")", "build again", e);
    }
  }

  static List<Template> parse(String where, List<String> lines, Lang lang, Template.Part part) {
    TemplateFile file = new TemplateFile(where, lang, part);
    Optional<String> head = Optional.empty();
    int headLine = 0;
    List<String> turns = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[") && line.endsWith("]")) {
        file.add(headLine, head, turns);
        head = Optional.of(line.substring(1, line.length() - 1));
        headLine = i + 1;
        turns.clear();
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        if (head.isEmpty()) {
          throw file.bad(i + 1, "\"" + line + "\" stands before the first [name kind]");
        }
        turns.add(line);
      }
    }
    file.add(headLine, head, turns);
    return List.copyOf(file.templates);
  }

  private void add(int line, Optional<String> head, List<String> turns) {
    if (head.isEmpty()) {
      return;
    }
    String[] words = head.get().split(" ");
    Optional<Template.Kind> kind =
        Arrays.stream(Template.Kind.values())
            .filter(k -> words.length == 2 && k.code().equals(words[1].toLowerCase(Locale.ROOT)))
            .findFirst();
    if (kind.isEmpty()) {
      throw bad(line, "[" + head.get() + "] is no name and one of the kinds known");
    }
    if (!names.add(words[0])) {
      throw bad(line, words[0] + " stands twice");
    }
    if (turns.isEmpty() || count(turns.getFirst()) != 1) {
      throw bad(line, words[0] + " does not ask {question} once in its first turn");
    }
    if (turns.stream().skip(1).anyMatch(turn -> count(turn) > 0)) {
      throw bad(line, words[0] + " asks {question} again after the first turn");
    }
    for (String turn : turns) {
      String left = turn.replace(Template.QUESTION, "").replace(Template.HINT, "");
      if (left.contains("{") || left.contains("}")) {
        throw bad(line, words[0] + " has a slot other than {question} and {hint}: " + turn);
      }
    }
    Template template = new Template(words[0], lang, part, kind.get(), turns);
    boolean control = template.kind() == Template.Kind.CONTROL;
    if (control && template.hints()) {
      throw bad(line, words[0] + " is a control and has a {hint}");
    }
    if (turns.size() == 1 && !template.hints() && !control) {
      throw bad(line, words[0] + " has one turn and no {hint}: it puts no pressure");
    }
    templates.add(template);
  }

  private static int count(String turn) {
    return turn.split("\\{question}", -1).length - 1;
  }

  private BadInput bad(int line, String what) {
    return new BadInput(where + ": line " + line + ": " + what, REMEDY);
  }
}
