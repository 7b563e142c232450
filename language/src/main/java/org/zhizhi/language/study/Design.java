package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.base.page.Text;
import org.zhizhi.data.recipe.Duplicates;
import org.zhizhi.data.recipe.Mixture;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Pattern;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.recipe.Tag;

/**
 * The corpora that a study compares. A setting is a recipe; the settings of a question differ in
 * one thing, and one that several questions need is trained once.
 *
 * @param domains names of the domains
 * @param arms the settings by name, in the order of their training
 * @param contests what is compared with what
 */
record Design(List<String> domains, Map<String, Arm> arms, List<Contest> contests) {

  /**
   * A setting.
   *
   * @param name short, fit for a file
   * @param recipe without seed and size
   * @param mix of the domains in it
   */
  record Arm(String name, Recipe recipe, Mix mix) {

    /** Tokens in a byte of text, by those of the domains. */
    double tokensPerByte(List<String> domains, double[] ofDomains) {
      double tokens = 0;
      for (int d = 0; d < ofDomains.length; d++) {
        tokens += mix.share(domains.get(d)) * ofDomains[d];
      }
      return tokens;
    }

    /** The recipe for so many bytes of text. */
    Recipe recipe(long bytes, Seed seed) {
      Mixture m = recipe.mixture();
      return with(recipe, new Mixture(m.weights(), m.repeat(), bytes), recipe.order())
          .withSeed(seed);
    }
  }

  /** The setting in which nothing is changed: all domains alike, shuffled. */
  static final String BASE = "base";

  /** A question with its settings, as they are called in it; the first is what is usual. */
  record Contest(Question question, Map<String, Text> settings) {}

  /**
   * The design that answers the questions asked, or all that can be.
   *
   * @param base by which all corpora are made but for what is asked
   * @param judged whether the documents carry a quality
   */
  static Design of(StudySettings settings, Recipe base, List<String> domains, boolean judged) {
    return new Drawing(settings, base, domains, judged).design();
  }

  private static Recipe with(Recipe r, Mixture mixture, Order order) {
    return new Recipe(
        r.name(),
        r.reading(),
        r.steps(),
        r.stages(),
        r.duplicates(),
        mixture,
        order,
        Optional.empty(),
        r.tag(),
        r.seed());
  }

  /** Whether any text is tagged: rows of all then keep room for it. */
  boolean tags() {
    return arms.values().stream().anyMatch(arm -> arm.recipe.tag() != Tag.NONE);
  }

  /** Whether texts as they were found are measured too. */
  boolean filters() {
    return contests.stream().anyMatch(c -> c.question == Question.FILTERS);
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("arms");
    arms.values()
        .forEach(arm -> list.addObject().put("name", arm.name).set("recipe", arm.recipe.json()));
    ArrayNode asked = json.putArray("questions");
    for (Contest contest : contests) {
      ObjectNode node = asked.addObject().put("question", contest.question.word());
      ArrayNode compared = node.putArray("settings");
      contest.settings.forEach(
          (arm, label) ->
              compared.addObject().put("arm", arm).put("en", label.en()).put("zh", label.zh()));
    }
    return json;
  }

  /** A design on its way. */
  private static final class Drawing {
    /** Passes over a domain that is short: what is missing then is told, not left out. */
    private static final int REPEAT = 1000;

    /** The stage that gives documents a quality. */
    private static final String QUALITY = "quality";

    private final StudySettings settings;
    private final List<String> domains;
    private final boolean judged;
    private final Recipe base;
    private final Mix even;
    private final Map<String, Arm> arms = new LinkedHashMap<>();
    private final Map<String, String> byDigest = new LinkedHashMap<>();
    private final List<Contest> contests = new ArrayList<>();

    Drawing(StudySettings settings, Recipe base, List<String> domains, boolean judged) {
      this.settings = settings;
      this.domains = domains;
      this.judged = judged || base.steps().stream().anyMatch(step -> step.name().equals(QUALITY));
      this.even = Mix.even(domains);
      this.base = with(base, mixture(even), Order.SHUFFLED).withSeed(new Seed(0));
    }

    private Mixture mixture(Mix mix) {
      return new Mixture(
          domains.stream()
              .map(d -> new Mixture.Weight(new Pattern(d), 100 * mix.share(d)))
              .toList(),
          REPEAT,
          0);
    }

    Design design() {
      List<Question> asked =
          settings.questions().isEmpty() ? List.of(Question.values()) : settings.questions();
      for (Question question : asked) {
        Map<String, Text> labels = new LinkedHashMap<>();
        String missing =
            switch (question) {
              case DISTRIBUTION -> distribution(labels);
              case FILTERS -> filters(labels);
              case DUPLICATES -> duplicates(labels);
              case ORDER -> orders(labels);
              case TAG -> tag(labels);
            };
        if (missing.isEmpty()) {
          contests.add(new Contest(question, labels));
        } else if (!settings.questions().isEmpty()) {
          throw new BadInput("--question " + question.word() + ": " + missing, "leave it out");
        }
      }
      if (contests.isEmpty()) {
        throw new BadInput("there is nothing to compare", "give sources of two kinds");
      }
      return new Design(domains, arms, contests);
    }

    /** Adds a setting, unless one with the same recipe is there; returns its name. */
    private String add(String name, Recipe recipe, Mix mix) {
      String digest = recipe.digest();
      String own = digest.equals(base.digest()) ? BASE : name;
      String known = byDigest.putIfAbsent(digest, own);
      if (known == null) {
        arms.put(own, new Arm(own, recipe, mix));
        return own;
      }
      return known;
    }

    private String distribution(Map<String, Text> labels) {
      if (domains.size() < 2) {
        return "there is only the domain " + domains.getFirst();
      }
      List<Mix> mixes = settings.mixes().isEmpty() ? Mix.usual(domains) : settings.mixes();
      for (Mix mix : mixes) {
        for (String named : mix.shares().keySet()) {
          if (!domains.contains(named)) {
            throw new BadInput(
                "--mix " + mix + ": no domain is called " + named,
                "the domains are " + String.join(", ", domains));
          }
        }
        String name = "mix-" + (labels.size() + 1);
        Recipe recipe = with(base, mixture(mix), Order.SHUFFLED);
        labels.put(add(name, recipe, mix), Text.same(mix.name(domains)));
      }
      return labels.size() < 2 ? "two mixtures are needed" : "";
    }

    private String filters(Map<String, Text> labels) {
      if (base.stages().isEmpty()) {
        return "the recipe has no stages";
      }
      labels.put(add(BASE, base, even), new Text("filters on", "过滤"));
      Recipe without =
          new Recipe(
              base.name(),
              base.reading(),
              List.of(),
              List.of(),
              base.duplicates(),
              base.mixture(),
              base.order(),
              Optional.empty(),
              base.tag(),
              base.seed());
      labels.put(add("filters-off", without, even), new Text("filters off", "不过滤"));
      return "";
    }

    private String duplicates(Map<String, Text> labels) {
      Duplicates on = base.duplicates().isNone() ? Duplicates.DEFAULT : base.duplicates();
      labels.put(add("duplicates-on", copies(on), even), new Text("copies removed", "去除重复"));
      labels.put(
          add("duplicates-off", copies(new Duplicates(false, 0)), even),
          new Text("copies left", "保留重复"));
      return "";
    }

    private Recipe copies(Duplicates duplicates) {
      return new Recipe(
          base.name(),
          base.reading(),
          base.steps(),
          base.stages(),
          duplicates,
          base.mixture(),
          base.order(),
          Optional.empty(),
          base.tag(),
          base.seed());
    }

    private String orders(Map<String, Text> labels) {
      List<Order> orders = new ArrayList<>(settings.orders());
      if (orders.isEmpty()) {
        orders.addAll(List.of(Order.SHORT_TO_LONG, Order.EASY_TO_HARD));
        if (judged) {
          orders.add(Order.QUALITY_RISING);
        }
        if (domains.size() > 1) {
          orders.add(Order.DOMAIN_BLOCKS);
        }
      }
      labels.put(add(BASE, base, even), label(Order.SHUFFLED));
      for (Order order : orders) {
        Recipe recipe = with(base, base.mixture(), order);
        labels.put(add("order-" + order.word(), recipe, even), label(order));
      }
      return "";
    }

    private static Text label(Order order) {
      return switch (order) {
        case SHUFFLED -> new Text("shuffled", "打乱");
        case SHORT_TO_LONG -> new Text("short to long", "由短到长");
        case EASY_TO_HARD -> new Text("easy to hard", "由易到难");
        case QUALITY_RISING -> new Text("quality rising", "质量递升");
        case DOMAIN_BLOCKS -> new Text("domain by domain", "逐个领域");
        case AS_READ -> new Text("as found", "原有顺序");
      };
    }

    private String tag(Map<String, Text> labels) {
      labels.put(add("tag-off", tagged(Tag.NONE), even), new Text("no tag", "无标记"));
      labels.put(add("tag-on", tagged(Tag.PREFIX), even), new Text("source tag", "来源标记"));
      return "";
    }

    private Recipe tagged(Tag tag) {
      return new Recipe(
          base.name(),
          base.reading(),
          base.steps(),
          base.stages(),
          base.duplicates(),
          base.mixture(),
          base.order(),
          Optional.empty(),
          tag,
          base.seed());
    }
  }
}
