package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zhizhi.base.Seed;

/** Sets an exam: questions drawn over all relations, half of them in each language. */
final class Exam {
  private static final int PER_LANGUAGE = 400; // 800 a group: a standard error of 0.6 % at 97 %
  private static final int UNTAUGHT = 200; // questions in a language
  private static final int HELD_OUT = 240; // about real entities, in a language
  private static final int MADE_UP = 100; // beside them, about those that do not exist

  private final FactBase base;
  private final FactBase told;
  private final Part part;
  private final Questions questions;

  /** An exam about {@code part} of what {@code base} holds. */
  Exam(FactBase base, Part part, Questions questions) {
    this.base = base;
    this.told = base.without(part.untaught());
    this.part = part;
    this.questions = questions;
  }

  List<ExamItem> items(Seed seed) {
    List<ExamItem> items = new ArrayList<>();
    for (Lang lang : Lang.values()) {
      Draw draw = new Draw(seed.split(lang.code()));
      for (Fact fact : sample(told, part.told(), PER_LANGUAGE, draw)) {
        items.add(item(fact, lang, ExamItem.NEVER_ASKED, draw));
      }
      for (Fact fact : sample(told, part.told(), PER_LANGUAGE, draw)) {
        items.add(item(fact, lang, ExamItem.UNSEEN_FORMS, draw));
      }
      for (Fact fact : sample(base, part.heldOut(), HELD_OUT, draw)) {
        items.add(item(fact, lang, ExamItem.HELD_OUT, draw));
      }
      items.addAll(madeUp(lang, draw));
      items.addAll(untaught(lang, draw));
    }
    return items;
  }

  /** {@code size} facts at random; each relation that the entities have comes at least once. */
  private static List<Fact> sample(FactBase from, List<Entity> entities, int size, Draw draw) {
    List<Fact> all = draw.shuffled(entities.stream().flatMap(e -> from.facts(e).stream()).toList());
    Set<String> seen = new HashSet<>();
    List<Fact> first = new ArrayList<>();
    List<Fact> rest = new ArrayList<>();
    all.forEach(fact -> (seen.add(fact.relation().id()) ? first : rest).add(fact));
    first.addAll(rest);
    return first.subList(0, Math.min(size, first.size()));
  }

  private ExamItem item(Fact fact, Lang lang, String group, Draw draw) {
    String question =
        group.equals(ExamItem.UNSEEN_FORMS)
            ? questions.unseen(draw, fact.relation(), fact.entity(), lang)
            : questions.trained(draw, fact.relation(), fact.entity(), lang);
    return item(fact.relation(), fact.entity(), fact.accepted(lang), question, lang, group);
  }

  private List<ExamItem> madeUp(Lang lang, Draw draw) {
    List<ExamItem> items = new ArrayList<>();
    Map<Entity, Set<Relation>> asked = new HashMap<>();
    for (int i = 0; items.size() < MADE_UP && i < 20 * MADE_UP; i++) {
      Entity entity = part.madeUp().get(i % part.madeUp().size());
      Relation relation = draw.one(base.relations(entity.kind()));
      if (asked.computeIfAbsent(entity, e -> new HashSet<>()).add(relation)) {
        String question = questions.trained(draw, relation, entity, lang);
        items.add(item(relation, entity, List.of(), question, lang, ExamItem.HELD_OUT));
      }
    }
    return items;
  }

  /** Facts that were kept back, and as many questions of kinds that nothing is told of. */
  private List<ExamItem> untaught(Lang lang, Draw draw) {
    List<ExamItem> items = new ArrayList<>();
    for (Fact fact : draw.shuffled(part.untaught())) {
      if (items.size() < UNTAUGHT / 2) {
        items.add(item(fact, lang, ExamItem.UNTAUGHT, draw));
      }
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; items.size() < UNTAUGHT && i < 100 * UNTAUGHT; i++) {
      Entity entity = draw.one(part.told());
      List<Relation> relations = base.untaught(entity.kind());
      if (!relations.isEmpty()) {
        Relation relation = draw.one(relations);
        if (seen.add(entity.id() + relation.id())) {
          String question = questions.trained(draw, relation, entity, lang);
          items.add(item(relation, entity, List.of(), question, lang, ExamItem.UNTAUGHT));
        }
      }
    }
    return items;
  }

  private static ExamItem item(
      Relation relation,
      Entity entity,
      List<String> answers,
      String question,
      Lang lang,
      String group) {
    String name = relation.id().substring(relation.id().indexOf('.') + 1);
    String id = String.join("/", group, lang.code(), entity.id(), name);
    return new ExamItem(id, lang, question, answers, relation.id(), entity.id(), group);
  }
}
