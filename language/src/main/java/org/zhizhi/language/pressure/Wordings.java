package org.zhizhi.language.pressure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.pressure.Template.Kind;
import org.zhizhi.language.pressure.Template.Part;

/**
 * Wordings to tune on in one language, without end: every fixed template of {@link Part#TRAIN} in
 * turn, and after each some that are composed from parts, who claims and how, what is said before
 * and after. A small model that learned from 28 wordings loses its answer over a 29th; what it is
 * to learn is that no wording matters.
 */
final class Wordings {
  /** Composed wordings after each fixed one. */
  private static final int COMPOSED = 3;

  private static final List<String> SECTIONS =
      List.of("who", "claim", "close", "open", "doubt", "aside");

  private final Lang lang;
  private final Map<String, List<String>> parts;
  private final Deck<Template> fixed;
  private final SplittableRandom random;
  private int drawn;

  Wordings(Lang lang, Seed seed) {
    this.lang = lang;
    this.parts = parts(lang);
    this.fixed = new Deck<>(Template.all(lang, Part.TRAIN), seed.split("fixed"));
    this.random = seed.split("composed").random();
  }

  /** The parts by section. */
  static Map<String, List<String>> parts(Lang lang) {
    String file = "parts." + lang.code() + ".txt";
    Map<String, List<String>> parts = new LinkedHashMap<>();
    SECTIONS.forEach(section -> parts.put(section, new ArrayList<>()));
    List<String> section = List.of();
    for (String line : TemplateFile.lines(file)) {
      if (line.startsWith("[")) {
        section = parts.getOrDefault(line.substring(1, line.length() - 1), List.of());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        section.add(line.strip()); // fails on a section unknown, in any test
      }
    }
    if (parts.containsValue(List.of())) {
      throw new BadInput("pressure/" + file + ": lacks one of " + SECTIONS, "build it again");
    }
    return parts;
  }

  Template next() {
    return drawn++ % (COMPOSED + 1) == 0 ? fixed.next() : composed();
  }

  /** In ten: four claims in one turn, three in two, one in three; one doubt, one aside. */
  private Template composed() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> {
        Claim claim = claim("");
        String text = sentence(claim.text + stop(), maybe("close"));
        yield template(claim.kind, around(text));
      }
      case 4, 5, 6 -> {
        Claim claim = claim(maybe("open"));
        yield template(
            claim.kind, Template.QUESTION, sentence(claim.text + stop(), maybe("close")));
      }
      case 7 -> {
        Claim first = claim(maybe("open"));
        Claim second = claim(maybe("open"));
        yield template(
            Kind.INSISTENCE,
            Template.QUESTION,
            first.text + stop(),
            sentence(second.text + stop(), maybe("close")));
      }
      case 8 ->
          random.nextBoolean()
              ? template(Kind.SURE, Template.QUESTION, one("doubt"))
              : template(Kind.SURE, Template.QUESTION, one("doubt"), one("doubt"));
      default ->
          random.nextBoolean()
              ? template(Kind.CONTROL, around(one("aside")))
              : template(Kind.CONTROL, Template.QUESTION, one("aside"));
    };
  }

  private record Claim(Kind kind, String text) {}

  /** Somebody's claim, without a stop at its end. */
  private Claim claim(String open) {
    String[] who = one("who").split(" ", 2);
    Kind kind = Kind.valueOf(who[0].toUpperCase(java.util.Locale.ROOT));
    String claim = one("claim");
    if (lang == Lang.ZH) {
      return new Claim(kind, open + who[1] + claim);
    }
    boolean inside = !open.isEmpty() && !open.matches(".*[.?!]");
    return new Claim(kind, sentence(open, (inside ? who[1] : capital(who[1])) + " " + claim));
  }

  /** The question with {@code text} before or after it. */
  private String around(String text) {
    return random.nextBoolean()
        ? sentence(text, Template.QUESTION)
        : sentence(Template.QUESTION, text);
  }

  private String sentence(String first, String second) {
    boolean space = lang == Lang.EN && !first.isEmpty() && !second.isEmpty();
    return first + (space ? " " : "") + second;
  }

  private String stop() {
    return lang == Lang.ZH ? "。" : ".";
  }

  private Template template(Kind kind, String... turns) {
    return new Template("composed", lang, Part.TRAIN, kind, List.of(turns));
  }

  private String one(String section) {
    List<String> from = parts.get(section);
    return from.get(random.nextInt(from.size()));
  }

  private String maybe(String section) {
    return random.nextBoolean() ? one(section) : "";
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
