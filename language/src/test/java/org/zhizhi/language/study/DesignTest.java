package org.zhizhi.language.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.recipe.Duplicates;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.recipe.Stages;
import org.zhizhi.data.recipe.Tag;
import org.zhizhi.data.stage.Stage;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Size;

class DesignTest {
  private static final Recipe BASE =
      Recipe.of(
          Json.object().set("stages", Json.JSON.createArrayNode().add("all")).deepCopy(),
          new Stages(Map.of("all", settings -> new All())));

  private record All() implements Stage {
    @Override
    public String name() {
      return "all";
    }

    @Override
    public Outcome apply(org.zhizhi.data.Document document) {
      return new Kept(document);
    }
  }

  static StudySettings settings(List<Question> questions, Mix... mixes) {
    return new StudySettings(
        List.of(Path.of("a"), Path.of("b")),
        questions,
        List.of(mixes),
        List.of(),
        List.of(Repeat.of("a/x*=5"), Repeat.of("b=20:2.5%")),
        Optional.of(Path.of("recipe.yaml")),
        Optional.empty(),
        Optional.empty(),
        3,
        50,
        new Options(
            Size.of("1m"), 0, 0, 0, 0, 500_000, 0, 0, 0, Optimizer.Rule.MUON, 4, Device.CPU, 7, 0));
  }

  private static Design design(List<String> domains, boolean judged, Question... questions) {
    return Design.of(settings(List.of(questions)), BASE, domains, judged);
  }

  @Test
  void settingsOfAQuestionDifferInOneThing() {
    Design design = design(List.of("a", "b"), true);
    assertEquals(5, design.contests().size());
    Recipe base = design.arms().get(Design.BASE).recipe();
    for (Design.Contest contest : design.contests()) {
      for (String name : contest.settings().keySet()) {
        Recipe r = design.arms().get(name).recipe();
        int differences =
            (r.stages().equals(base.stages()) ? 0 : 1)
                + (r.duplicates().equals(base.duplicates()) ? 0 : 1)
                + (r.mixture().equals(base.mixture()) ? 0 : 1)
                + (r.order() == base.order() ? 0 : 1)
                + (r.tag() == base.tag() ? 0 : 1);
        assertEquals(name.equals(Design.BASE) ? 0 : 1, differences, name);
      }
      assertTrue(contest.settings().containsKey(Design.BASE), "one setting serves every question");
    }
    // five mixtures with the even one, filters, copies, four orders beside it, a tag
    assertEquals(5 + 1 + 1 + 4 + 1, design.arms().size());
    assertTrue(design.tags() && design.filters());
  }

  @Test
  void twoDomainsAreMixedFiveWays() {
    Design design = design(List.of("a", "b"), false, Question.DISTRIBUTION);
    assertEquals(
        List.of("a 100 : b 0", "a 75 : b 25", "a 50 : b 50", "a 25 : b 75", "a 0 : b 100"),
        design.contests().getFirst().settings().values().stream().map(t -> t.en()).toList());
    Design.Arm first = design.arms().get("mix-1");
    assertEquals(0.25, first.tokensPerByte(List.of("a", "b"), new double[] {0.25, 0.5}), 1e-12);
    Recipe sized = first.recipe(12_345, new Seed(9));
    assertEquals(12_345, sized.mixture().size());
    assertEquals(new Seed(9), sized.seed());
  }

  @Test
  void whatTheSourcesDoNotAllowIsLeftOutUnlessItIsAskedFor() {
    Design one = design(List.of("a"), false);
    assertEquals(
        List.of(Question.FILTERS, Question.DUPLICATES, Question.ORDER, Question.TAG),
        one.contests().stream().map(Design.Contest::question).toList());
    assertTrue(
        one.arms().values().stream().noneMatch(a -> a.recipe().order() == Order.QUALITY_RISING));
    BadInput e =
        assertThrows(BadInput.class, () -> design(List.of("a"), false, Question.DISTRIBUTION));
    assertTrue(e.getMessage().contains("--question distribution"), e.getMessage());
  }

  @Test
  void aRecipeThatKeepsCopiesIsComparedTheOtherWayRound() {
    Recipe keeps =
        new Recipe(
            "keeps",
            BASE.reading(),
            List.of(),
            List.of(),
            new Duplicates(false, 0),
            BASE.mixture(),
            Order.SHUFFLED,
            Optional.empty(),
            Tag.NONE,
            new Seed(1));
    Design design =
        Design.of(settings(List.of(Question.DUPLICATES)), keeps, List.of("a", "b"), false);
    assertEquals(
        List.of("duplicates-on", Design.BASE),
        List.copyOf(design.contests().getFirst().settings().keySet()));
    assertNotEquals(Duplicates.DEFAULT, design.arms().get(Design.BASE).recipe().duplicates());
  }

  @Test
  void aReferenceThatNoOrderGoesByIsRefused() {
    for (var orders : List.of(List.of(Order.SHORT_TO_LONG), List.<Order>of())) {
      StudySettings without = settings(List.of(orders.isEmpty() ? Question.TAG : Question.ORDER));
      BadInput e =
          assertThrows(
              BadInput.class,
              () ->
                  new StudySettings(
                      without.sources(),
                      without.questions(),
                      without.mixes(),
                      orders,
                      without.repeats(),
                      without.recipe(),
                      without.exam(),
                      Optional.of(Path.of("model")),
                      without.seeds(),
                      without.held(),
                      without.options()));
      assertTrue(e.getMessage().startsWith("--reference model: "), e.getMessage());
    }
  }

  @Test
  void aMixtureThatIsNotAskedForIsRefused() {
    BadInput e =
        assertThrows(
            BadInput.class, () -> settings(List.of(Question.TAG, Question.ORDER), Mix.of("a=1")));
    assertEquals(
        "--mix a=1.0: the question distribution is not asked;"
            + " leave it out, or give --question distribution",
        e.getMessage());
  }

  @Test
  void settingsComeBackFromTheirFile() {
    StudySettings settings =
        settings(
            List.of(Question.TAG, Question.ORDER, Question.DISTRIBUTION),
            Mix.of("a=3,b=1"),
            Mix.of("b=1"));
    StudySettings back = StudySettings.of(settings.json());
    assertEquals(Json.line(settings.json()), Json.line(back.json()));
    assertEquals(settings.mixes(), back.mixes());
    assertEquals(settings.options(), back.options());
    assertEquals(List.of(Question.DISTRIBUTION, Question.ORDER, Question.TAG), back.questions());
    for (String bad : List.of("", "a", "a=", "a=x", "=1", "a=0", "a=-1,b=2")) {
      assertThrows(BadInput.class, () -> Mix.of(bad), bad);
    }
    assertEquals(new Repeat("b", 20, 0.025), back.repeats().get(1));
    for (String bad : List.of("", "a", "a=1", "a=9:0%", "a=9:101%", "a=x", "=5")) {
      assertThrows(BadInput.class, () -> Repeat.of(bad), bad);
    }
    assertThrows(BadInput.class, () -> Question.of("colour"));
    assertThrows(BadInput.class, () -> StudySettings.order("backwards"));
  }
}
