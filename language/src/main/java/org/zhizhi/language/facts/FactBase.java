package org.zhizhi.language.facts;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Facts about real entities in Chinese and English, read from the tables beside this package. What
 * it loads has been checked: names are unique, values are there, and no question has two answers.
 */
public final class FactBase {
  /** Where chance alone gives fewer than one in seven, a right answer shows knowledge. */
  private static final double COMMON = 0.15;

  private final List<Entity> entities = new ArrayList<>();
  private final Map<Entity, List<Fact>> facts = new LinkedHashMap<>();
  private final Map<String, Relation> relations = new LinkedHashMap<>();
  private final List<Entity> madeUp = new ArrayList<>();
  private Map<String, List<Relation>> untaught = Map.of();

  private FactBase() {}

  /** Loads the facts of every kind. */
  public static FactBase load() {
    FactBase base = new FactBase();
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (String[] row : rows("kinds.tsv")) {
      Kind kind = new Kind(row[0], new Text(row[1], row[2]), row[3]);
      kinds.put(kind.id(), kind);
      String file = kind.id() + ".tsv";
      base.add(kind, Forms.relations(kind), Resources.table(file, Resources.lines(file)));
    }
    for (String[] row : rows("madeup.tsv")) {
      base.madeUp.add(new Entity(kinds.get(row[0]), new Text(row[1], row[2])));
    }
    base.untaught = Forms.untaught();
    base.checkNames();
    return base;
  }

  /** The same world, of which some facts are not told. */
  FactBase without(Set<Fact> hidden) {
    FactBase told = new FactBase();
    told.entities.addAll(entities);
    told.relations.putAll(relations);
    told.madeUp.addAll(madeUp);
    told.untaught = untaught;
    facts.forEach(
        (entity, own) ->
            told.facts.put(entity, own.stream().filter(f -> !hidden.contains(f)).toList()));
    return told;
  }

  /** Relations of entities of {@code kind} that no fact is told of. */
  List<Relation> untaught(Kind kind) {
    return untaught.getOrDefault(kind.id(), List.of());
  }

  /**
   * Relations whose value nothing else gives away: no value is common, and values do not begin like
   * the names of what they belong to, as a country's code does.
   */
  Set<Relation> unguessable() {
    Map<Relation, List<Fact>> by = facts().stream().collect(groupingBy(Fact::relation));
    return relations.values().stream()
        .filter(
            r -> {
              List<Fact> all = by.getOrDefault(r, List.of());
              long spelled = all.stream().filter(FactBase::isSpelledLikeItsEntity).count();
              long common =
                  all.stream()
                      .collect(groupingBy(f -> f.value(Lang.EN), counting()))
                      .values()
                      .stream()
                      .max(Long::compare)
                      .orElse(0L);
              return spelled <= COMMON * all.size() && common <= COMMON * all.size();
            })
        .collect(toSet());
  }

  private static boolean isSpelledLikeItsEntity(Fact fact) {
    String value = Answers.normal(fact.value(Lang.EN));
    String name = Answers.normal(Entity.bare(fact.entity().name().en()));
    return value.charAt(0) == name.charAt(0);
  }

  /** Every real entity, kind by kind. */
  public List<Entity> entities() {
    return Collections.unmodifiableList(entities);
  }

  /** What is known of {@code entity}; empty for one that is made up. */
  public List<Fact> facts(Entity entity) {
    return facts.getOrDefault(entity, List.of());
  }

  /** Every fact, entity by entity. */
  public List<Fact> facts() {
    return facts.values().stream().flatMap(List::stream).toList();
  }

  /** Every relation by its id. */
  public Map<String, Relation> relations() {
    return Collections.unmodifiableMap(relations);
  }

  /** The relations that entities of {@code kind} have. */
  public List<Relation> relations(Kind kind) {
    return relations.values().stream().filter(r -> r.id().startsWith(kind.id() + ".")).toList();
  }

  /** Entities that do not exist, with names that could. */
  public List<Entity> madeUp() {
    return Collections.unmodifiableList(madeUp);
  }

  private static List<String[]> rows(String file) {
    List<String[]> rows = Resources.table(file, Resources.lines(file));
    return rows.subList(1, rows.size());
  }

  /** Adds a table whose columns are {@code zh en}, then {@code r} or {@code r.zh r.en}. */
  void add(Kind kind, Map<String, Relation> of, List<String[]> rows) {
    String file = kind.id() + ".tsv";
    String[] header = rows.getFirst();
    of.values().forEach(r -> relations.put(r.id(), r));
    for (int i = 1; i < rows.size(); i++) {
      String[] row = rows.get(i);
      Entity entity = new Entity(kind, new Text(row[0], row[1]));
      List<Fact> own = new ArrayList<>();
      for (int c = 2; c < header.length; c++) {
        boolean pair = header[c].endsWith(".zh");
        String name = pair ? header[c].substring(0, header[c].length() - 3) : header[c];
        Relation relation = of.get(name);
        if (relation == null) {
          throw Resources.bad(file, 1, "column " + name + " has no forms in " + kind.id() + ".txt");
        }
        String zh = row[c];
        String en = pair ? row[++c] : zh;
        if (zh.equals("-") != en.equals("-")) {
          throw Resources.bad(file, i + 1, name + " is known in one language only");
        }
        if (!zh.equals("-")) {
          own.add(new Fact(entity, relation, values(zh), values(en)));
        }
      }
      if (own.isEmpty() || facts.put(entity, own) != null) {
        throw Resources.bad(file, i + 1, entity.id() + " stands twice or has no fact");
      }
      entities.add(entity);
    }
  }

  private static List<String> values(String cell) {
    return Arrays.stream(cell.split("\\|")).map(String::strip).toList();
  }

  /**
   * Two kinds may share a name (Jupiter is a planet and a god) only if they share no form of
   * question; within a kind, and among the made-up, a name is one entity's alone.
   */
  private void checkNames() {
    for (Lang lang : Lang.values()) {
      Map<String, List<Entity>> byName = new HashMap<>();
      List<Entity> all = new ArrayList<>(entities);
      all.addAll(madeUp);
      for (Entity entity : all) {
        List<Entity> same =
            byName.computeIfAbsent(Answers.normal(entity.name().in(lang)), n -> new ArrayList<>());
        for (Entity other : same) {
          if (other.kind().equals(entity.kind()) || !disjoint(other.kind(), entity.kind(), lang)) {
            throw Resources.bad(
                entity.kind().id() + ".tsv", 1, entity.id() + " is named like " + other.id());
          }
        }
        same.add(entity);
      }
    }
  }

  private boolean disjoint(Kind a, Kind b, Lang lang) {
    return Collections.disjoint(questions(a, lang), questions(b, lang));
  }

  private Set<String> questions(Kind kind, Lang lang) {
    Set<String> forms = new HashSet<>();
    for (Relation relation : relations(kind)) {
      forms.addAll(relation.in(lang).nouns());
      forms.addAll(relation.in(lang).ask());
      forms.addAll(relation.in(lang).unseen());
      forms.add(relation.in(lang).label());
    }
    return forms;
  }
}
