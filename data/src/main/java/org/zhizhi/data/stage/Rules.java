package org.zhizhi.data.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhizhi.base.Fields;
import org.zhizhi.data.Document;

/**
 * Refuses texts that published rules of quality refuse: those of C4, Gopher and FineWeb for
 * languages with spaces, and their counterparts for Chinese and its neighbours. Each {@link Rule}
 * has its name, limit and reason; the first one broken is the reason given.
 *
 * <p>Two profiles set the limits: {@code documents}, for what people keep, is wide enough for
 * statutes, verse, manuals and code; {@code web} has the published limits, for crawled pages.
 * Single limits can be set on top, for languages with spaces and for Chinese.
 */
public final class Rules implements Stage {
  private static final List<Rule> RULES = List.of(Rule.values());

  /**
   * The limits by the names of the rules, {@code "min_words"}; a name that is not there has none.
   *
   * @param spaced for languages with spaces between words
   * @param chinese for Chinese and others without
   */
  public record Settings(Map<String, Double> spaced, Map<String, Double> chinese) {
    /** For what people keep: reports, books, manuals. */
    public static final Settings DOCUMENTS =
        new Settings(limits(false, false), limits(false, true));

    /** As published for web pages. */
    public static final Settings WEB = new Settings(limits(true, false), limits(true, true));

    public Settings {
      spaced = Map.copyOf(spaced);
      chinese = Map.copyOf(chinese);
    }

    private static Map<String, Double> limits(boolean web, boolean chinese) {
      Map<String, Double> limits = new TreeMap<>();
      for (Rule rule : RULES) {
        double limit = rule.limit(web, chinese);
        if (!Double.isNaN(limit)) {
          limits.put(rule.key(), limit);
        }
      }
      return limits;
    }
  }

  private final double[] spaced;
  private final double[] chinese;

  public Rules(Settings settings) {
    spaced = limits(settings.spaced);
    chinese = limits(settings.chinese);
  }

  /**
   * The stage with the settings of a recipe: {@code profile} ({@code documents} or {@code web}),
   * and under {@code spaced} and {@code chinese} limits by the names of the rules, {@code off} for
   * none.
   */
  public static Rules of(JsonNode node) {
    Fields given = Fields.of("rules", node);
    Profile profile = given.choice("profile", Profile.class, Profile.DOCUMENTS);
    Settings settings = profile == Profile.WEB ? Settings.WEB : Settings.DOCUMENTS;
    Map<String, Double> spaced = limits(given.group("spaced"), settings.spaced);
    Map<String, Double> chinese = limits(given.group("chinese"), settings.chinese);
    given.end();
    return new Rules(new Settings(spaced, chinese));
  }

  private enum Profile {
    DOCUMENTS,
    WEB
  }

  private static Map<String, Double> limits(Fields given, Map<String, Double> otherwise) {
    Map<String, Double> limits = new TreeMap<>();
    for (Rule rule : RULES) {
      Optional<Double> before = Optional.ofNullable(otherwise.get(rule.key()));
      given.limit(rule.key(), before, 0, 1e9).ifPresent(limit -> limits.put(rule.key(), limit));
    }
    given.end();
    return limits;
  }

  private static double[] limits(Map<String, Double> byName) {
    return RULES.stream().mapToDouble(rule -> byName.getOrDefault(rule.key(), Rule.OFF)).toArray();
  }

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public Outcome apply(Document document) {
    Judgement judgement = new Judgement(document.text().toCharArray(), document.lang());
    double[] limits = judgement.isUnspaced() ? chinese : spaced;
    for (int i = 0; i < limits.length; i++) {
      Rule rule = RULES.get(i);
      if (!Double.isNaN(limits[i]) && judgement.breaks(rule, limits[i])) {
        return new Rejected(rule.reason());
      }
    }
    return new Kept(document);
  }
}
