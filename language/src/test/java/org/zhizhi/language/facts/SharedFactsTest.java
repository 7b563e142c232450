package org.zhizhi.language.facts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Holds the tables against public data sets, which are not part of the program. */
class SharedFactsTest {
  private static final FactBase BASE = FactBase.load();

  private static List<Map<String, String>> table(String name) throws IOException {
    String folder = System.getenv().getOrDefault("ZHIZHI_DATA", "../../shared/data");
    Path file = Path.of(folder, "facts", name);
    Assumptions.assumeTrue(Files.exists(file), file + " is not here");
    List<String> lines = Files.readAllLines(file);
    String[] header = lines.getFirst().split("\t");
    return lines.stream()
        .skip(1)
        .map(
            line -> {
              String[] cells = line.split("\t", -1);
              Map<String, String> row = new HashMap<>();
              for (int i = 0; i < Math.min(cells.length, header.length); i++) {
                row.put(header[i], cells[i]);
              }
              return row;
            })
        .toList();
  }

  private static Map<String, Fact> byKey(String key, String wanted) {
    Map<String, Fact> facts = new HashMap<>();
    for (Entity entity : BASE.entities()) {
      Map<String, Fact> own = new HashMap<>();
      BASE.facts(entity).forEach(f -> own.put(f.relation().id(), f));
      if (own.containsKey(key) && own.containsKey(wanted)) {
        facts.put(own.get(key).value(Lang.EN), own.get(wanted));
      }
    }
    return facts;
  }

  /** Asserts that at least {@code share} of the values that both have are the same. */
  private static void agree(
      double share,
      List<Map<String, String>> rows,
      String keyColumn,
      String column,
      Map<String, Fact> facts) {
    int compared = 0;
    List<String> other = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Fact fact = facts.get(row.get(keyColumn));
      String value = row.getOrDefault(column, "");
      if (fact != null && !value.isBlank()) {
        compared++;
        if (List.of(value.split("\\|")).stream().noneMatch(v -> Answers.right(v, fact.en()))) {
          other.add(fact.entity().id() + ": " + fact.en() + " and " + value);
        }
      }
    }
    assertTrue(compared > 80, compared + " compared");
    assertTrue(other.size() <= (1 - share) * compared, other.toString());
  }

  @Test
  void countriesAgreeWithPublicTables() throws IOException {
    List<Map<String, String>> rows = table("countries/countries.tsv");
    String key = "country.alpha2";
    agree(1, rows, "iso2", "iso3", byKey(key, "country.alpha3"));
    agree(0.97, rows, "iso2", "capital_en", byKey(key, "country.capital"));
    agree(0.97, rows, "iso2", "currencies", byKey(key, "country.currency_code"));
    agree(0.9, rows, "iso2", "languages", byKey(key, "country.language"));
  }

  @Test
  void elementsAgreeWithPublicTables() throws IOException {
    List<Map<String, String>> rows = table("elements/elements.tsv");
    String key = "element.symbol";
    agree(1, rows, "symbol", "number", byKey(key, "element.number"));
    agree(1, rows, "symbol", "period", byKey(key, "element.period"));
    agree(1, rows, "symbol", "xpos", byKey(key, "element.group"));
    agree(1, rows, "symbol", "phase", byKey(key, "element.state"));
  }
}
