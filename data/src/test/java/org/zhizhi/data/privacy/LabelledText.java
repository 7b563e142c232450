package org.zhizhi.data.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.Seed;

/**
 * Sentences with personal data and with what only looks like it, both marked by span. Each line of
 * a file of templates gives several sentences: {@code {+name}} draws a personal value, {@code
 * {-name}} one that looks alike, {@code {name}} one that is neither.
 *
 * <p>The two halves share the way numbers are made and nothing else: neither templates nor, where a
 * kind of data has several, forms of writing.
 *
 * @param text the sentence
 * @param gold what is personal in it, sorted
 * @param alike how many values in it only look so
 */
record LabelledText(String text, List<Finding> gold, int alike) {

  /** The forms in which values are written. */
  interface Values {
    String draw(String name, MadeUp made);
  }

  /** Sentences from the templates that rules were developed on. */
  static List<LabelledText> develop(int draws) {
    return all("develop.txt", new DevelopValues(), draws);
  }

  /** Sentences from the templates that results are reported on. */
  static List<LabelledText> report(int draws) {
    return all("report.txt", new ReportValues(), draws);
  }

  /** The lines written by hand. */
  static List<LabelledText> hard() {
    List<LabelledText> texts = new ArrayList<>();
    for (String line : lines("hard.txt")) {
      if (!line.isBlank() && !line.startsWith("#")) {
        texts.add(marked(line));
      }
    }
    return texts;
  }

  private static LabelledText marked(String line) {
    StringBuilder text = new StringBuilder();
    List<Finding> gold = new ArrayList<>();
    int at = 0;
    for (int open = line.indexOf('⟦'); open >= 0; open = line.indexOf('⟦', at)) {
      int colon = line.indexOf(':', open);
      int close = line.indexOf('⟧', colon);
      text.append(line, at, open);
      int from = text.length();
      text.append(line, colon + 1, close);
      Kind kind = Kind.valueOf(line.substring(open + 1, colon).toUpperCase(Locale.ROOT));
      gold.add(new Finding(kind, from, text.length()));
      at = close + 1;
    }
    text.append(line.substring(at));
    return new LabelledText(text.toString(), gold, gold.isEmpty() ? 1 : 0);
  }

  private static List<LabelledText> all(String file, Values values, int draws) {
    List<LabelledText> texts = new ArrayList<>();
    Seed seed = new Seed(11643).split(file);
    for (String line : lines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        for (int i = 0; i < draws; i++) {
          MadeUp made = new MadeUp(seed.split(line).split(i).random());
          texts.add(fill(line.replace("\\n", "\n").replace("\\t", "\t"), values, made));
        }
      }
    }
    return texts;
  }

  private static List<String> lines(String file) {
    try (InputStream in = LabelledText.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static LabelledText fill(String template, Values values, MadeUp made) {
    StringBuilder text = new StringBuilder();
    List<Finding> gold = new ArrayList<>();
    int alike = 0;
    int at = 0;
    while (at < template.length()) {
      int end = template.charAt(at) == '{' ? template.indexOf('}', at) : -1;
      String name = end < 0 ? "" : template.substring(at + 1, end);
      if (!name.matches("[+-]?[a-z0-9-]+")) {
        text.append(template.charAt(at++));
        continue;
      }
      char mark = name.charAt(0);
      String value = values.draw(mark == '+' || mark == '-' ? name.substring(1) : name, made);
      if (mark == '+') {
        Kind kind = kind(name.substring(1));
        gold.add(new Finding(kind, text.length(), text.length() + value.length()));
      }
      alike += mark == '-' ? 1 : 0;
      text.append(value);
      at = end + 1;
    }
    return new LabelledText(text.toString(), gold, alike);
  }

  private static Kind kind(String name) {
    String first = name.split("-")[0];
    return switch (first) {
      case "id", "id15", "passport", "ssn" -> Kind.ID;
      case "mobile", "landline", "landline4", "local", "us", "uk", "intl" -> Kind.PHONE;
      case "email" -> Kind.EMAIL;
      case "card", "card19", "amex" -> Kind.CARD;
      case "ip", "ip6" -> Kind.IP;
      case "plate" -> Kind.PLATE;
      case "qq", "wechat" -> Kind.ACCOUNT;
      case "aws",
          "github",
          "gitlab",
          "openai",
          "slack",
          "stripe",
          "hugging",
          "aliyun",
          "google",
          "jwt",
          "token",
          "hex",
          "password",
          "pem" ->
          Kind.SECRET;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
