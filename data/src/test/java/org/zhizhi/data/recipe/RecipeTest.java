package org.zhizhi.data.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.stage.Stage;

class RecipeTest {
  private static final Stages KNOWN =
      new Stages(java.util.Map.of()).with("rules", Rules::new).with("mask", Rules::new);

  @Test
  void readsWhatIsWrittenAndTakesDefaultsForTheRest() {
    Recipe recipe =
        recipe(
            """
            name: ours
            stages:
              - mask
              - rules: {least: 7}
              - rules:
            duplicates: {near: 0.7}
            mixture:
              weights: {zh-wiki: 3, "lang:en": 1}
              repeat: 2
              size: 1.5MB
            order: short_to_long
            tag: prefix
            seed: 9
            """);
    assertEquals("ours", recipe.name());
    assertEquals(
        List.of("mask", "rules", "rules"), recipe.steps().stream().map(Recipe.Step::name).toList());
    assertEquals(7, ((Rules) recipe.stages().get(1)).least);
    assertEquals(new Duplicates(true, 0.7), recipe.duplicates());
    assertEquals(2, recipe.mixture().repeat());
    assertEquals(1_500_000, recipe.mixture().size());
    assertEquals(0.75, recipe.mixture().share(0));
    assertEquals(Order.SHORT_TO_LONG, recipe.order());
    assertEquals(Tag.PREFIX, recipe.tag());
    assertEquals(new Seed(9), recipe.seed());

    assertTrue(recipe("{duplicates: off}").duplicates().isNone());
    Recipe empty = recipe("{}");
    assertEquals(List.of(), empty.stages());
    assertEquals(Duplicates.DEFAULT, empty.duplicates());
    assertTrue(empty.mixture().isWhole());
    assertEquals(Order.SHUFFLED, empty.order());
    assertEquals(Tag.NONE, empty.tag());
    assertEquals(new Seed(1), empty.seed());
  }

  @Test
  void isTheSameWhenReadBackFromItsJson() {
    for (String text :
        List.of(
            "{}",
            "{stages: [mask, {rules: {least: 3}}], duplicates: {exact: false}, seed: -4}",
            "{order: {easy_to_hard: {scores: a/b.jsonl}}, duplicates: {near: off}}",
            "{mixture: {weights: {b: 1, a: 0.5}, size: 7KB}, tag: prefix, order: domain_blocks}")) {
      Recipe recipe = recipe(text);
      Recipe again = Recipe.of(recipe.json(), KNOWN);
      assertEquals(recipe.json(), again.json());
      assertEquals(recipe.digest(), again.digest());
    }
  }

  @Test
  void theDigestFollowsEverythingButTheName() {
    String plain = recipe("{}").digest();
    assertEquals(plain, recipe("{name: x, seed: 1, order: shuffled}").digest());
    for (String other :
        List.of(
            "{stages: [mask]}",
            "{duplicates: {near: off}}",
            "{mixture: {weights: {a: 1}}}",
            "{order: as_read}",
            "{tag: prefix}",
            "{seed: 2}")) {
      assertNotEquals(plain, recipe(other).digest(), other);
    }
    assertNotEquals(
        recipe("{mixture: {weights: {a: 1, b: 1}}}").digest(),
        recipe("{mixture: {weights: {b: 1, a: 1}}}").digest(),
        "the first pattern that matches counts");
    assertEquals(recipe("{seed: 2}").digest(), recipe("{}").withSeed(new Seed(2)).digest());
  }

  @Test
  void whatIsWrongIsNamedWithItsValueAndTheRemedy() {
    String[][] wrong = {
      {"[]", "the settings are []", "write name: value"},
      {"{ordr: x}", "there is no setting \"ordr\"", "there are name, read, stages"},
      {"{name: 5}", "name is 5", "give a text"},
      {"{stages: rules}", "stages is \"rules\"", "give stages: [rules"},
      {"{stages: [5]}", "stages: 5 is no stage", "- rules"},
      {"{stages: [{a: {}, b: {}}]}", "stages: {\"a\":{},\"b\":{}} is no stage", "- rules"},
      {"{stages: [rule]}", "stages: there is no stage \"rule\"", "the stages are mask, rules"},
      {"{stages: [{rules: 5}]}", "stages: rules is 5", "- rules: {setting"},
      {"{stages: [{rules: {least: x}}]}", "stages: least: \"x\"", "give a number"},
      {"{duplicates: some}", "duplicates is \"some\"", "write name: value"},
      {"{duplicates: {exact: 1}}", "duplicates.exact is 1", "true or false"},
      {"{duplicates: {near: 0.2}}", "duplicates.near is 0.2", "0.5 to 1"},
      {"{duplicates: {near: high}}", "duplicates.near is \"high\"", "0.5 to 1"},
      {"{duplicates: {exact: false, near: 0.8}}", "duplicates.near is 0.8", "near: off"},
      {
        "{mixture: {weight: {}}}",
        "mixture: has no setting \"weight\"",
        "there are weights, repeat, size"
      },
      {"{mixture: {weights: [a]}}", "mixture.weights is [\"a\"]", "zh-wiki: 3"},
      {"{mixture: {weights: {a: -1}}}", "mixture.weights.a is -1", "a number from 0"},
      {"{mixture: {weights: {a: b}}}", "mixture.weights.a is \"b\"", "a number"},
      {"{mixture: {weights: {a: 0}}}", "1 weights with the sum 0.0", "above 0"},
      {"{mixture: {repeat: 0}}", "mixture.repeat is 0", "from 1 to 1000"},
      {"{mixture: {repeat: 1.5}}", "mixture.repeat is 1.5", "from 1 to 1000"},
      {"{mixture: {size: big}}", "mixture.size is \"big\"", "all, or 500MB"},
      {"{mixture: {size: 0}}", "mixture.size is 0", "all, or 500MB"},
      {"{order: ramdom}", "order is \"ramdom\"", "shuffled, short_to_long"},
      {"{order: {shuffled: {}}}", "order: has no setting \"shuffled\"", "easy_to_hard"},
      {
        "{order: {easy_to_hard: {file: x}}}",
        "order.easy_to_hard: has no setting \"file\"",
        "scores"
      },
      {"{tag: suffix}", "tag is \"suffix\"", "none, prefix"},
      {"{seed: 1.5}", "seed is 1.5", "a whole number"},
      {"{seed: one}", "seed is \"one\"", "a whole number"},
    };
    for (String[] row : wrong) {
      BadInput e = assertThrows(BadInput.class, () -> recipe(row[0]), row[0]);
      assertTrue(e.getMessage().contains(row[1]), row[0] + " gave: " + e.getMessage());
      assertTrue(e.getMessage().contains(row[2]), row[0] + " gave: " + e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }

  @Test
  void aFilesErrorsNameTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my.yaml");
    for (String[] row :
        new String[][] {
          {"seed: 1\nseed: 2\n", "my.yaml: line 2: Duplicate field 'seed'"},
          {"seed: [1\n", "my.yaml: line "},
          {"*: 3\n", "my.yaml: line "},
          {"", "my.yaml: empty"},
          {"tag: x\n", "my.yaml: tag is \"x\""},
        }) {
      Files.writeString(file, row[0]);
      BadInput e = assertThrows(BadInput.class, () -> Recipe.read(file));
      assertTrue(e.getMessage().contains(row[1]), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
    BadInput absent = assertThrows(BadInput.class, () -> Recipe.read(folder.resolve("no.yaml")));
    assertTrue(absent.getMessage().contains("no.yaml: cannot be read"), absent.getMessage());
  }

  @Test
  void theStandardRecipeIsTheSameInBothLanguages() {
    Recipe english = Recipe.standard();
    byte[] chinese = Recipe.standardText(true).getBytes(UTF_8);
    assertEquals(english.json(), Recipe.of(Json.yaml("zh", chinese), Stages.standard()).json());
    assertNotEquals(Recipe.standardText(true), Recipe.standardText(false));
  }

  @Test
  void patternsMatchFoldersFilesLanguagesAndLicences() {
    assertTrue(matches("zh-wiki", "text/zh-wiki/part-0.txt.gz"));
    assertTrue(matches("text/zh-*", "text/zh-wiki/part-0.txt.gz"));
    assertTrue(matches("part-0.txt.gz", "text/zh-wiki/part-0.txt.gz"));
    assertTrue(matches("*", "web"));
    assertTrue(matches("web", "web"));
    assertTrue(matches("en.wikipedia.org", "https://en.wikipedia.org/wiki/A"));
    assertTrue(matches("b.zip", "mail/b.zip#in/c.txt"));
    assertTrue(matches("b.zip/in", "mail/b.zip#in/c.txt"));
    assertFalse(matches("wiki", "text/zh-wiki/part-0.txt.gz"));
    assertFalse(matches("zh", "text/zh-wiki/part-0.txt.gz"));
    assertTrue(new Pattern("lang:zh").matches("s", "zh", ""));
    assertTrue(new Pattern("lang:zh").matches("s", "zh-Hant", ""));
    assertFalse(new Pattern("lang:zh").matches("s", "zha", ""));
    assertTrue(new Pattern("license:CC*").matches("s", "", "CC BY-SA 4.0"));
    assertFalse(new Pattern("license:CC*").matches("s", "", "MIT"));
  }

  @Test
  void wildcardsMatchAsARegularExpressionWould() {
    var random = new Seed(2).split("wild").random();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder pattern = new StringBuilder();
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(6); n > 0; n--) {
        pattern.append("ab**".charAt(random.nextInt(4)));
      }
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append("ab".charAt(random.nextInt(2)));
      }
      boolean expected = text.toString().matches(pattern.toString().replace("*", ".*"));
      assertEquals(expected, Pattern.wild("" + pattern, "" + text), pattern + " on " + text);
    }
  }

  @Test
  void aDomainIsAFolderOrAHost() {
    assertEquals("text/zh-wiki", Domain.of("text/zh-wiki/part-0.txt.gz"));
    assertEquals("web", Domain.of("web"));
    assertEquals("a.org", Domain.of("https://a.org/x/y?z"));
    assertEquals("a.org:80", Domain.of("http://a.org:80"));
    assertEquals("source: text\n", Tag.PREFIX.before("text/a.txt"));
    assertEquals("", Tag.NONE.before("text/a.txt"));
  }

  private static boolean matches(String pattern, String source) {
    return new Pattern(pattern).matches(source, "", "");
  }

  private static Recipe recipe(String yaml) {
    return Recipe.of(Json.yaml("recipe.yaml", yaml.getBytes(UTF_8)), KNOWN);
  }

  /** A stage with a setting. */
  private static final class Rules implements Stage {
    private final int least;

    Rules(JsonNode settings) {
      JsonNode value = settings.path("least");
      if (!value.isMissingNode() && !value.isInt()) {
        throw new BadInput("least: " + value, "give a number");
      }
      least = value.asInt(0);
    }

    @Override
    public String name() {
      return "rules";
    }

    @Override
    public Outcome apply(Document document) {
      return new Kept(document);
    }
  }
}
