package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zhizhi.base.Seed;

/**
 * A small world to learn: what is written about it, what is asked about it, and an exam. Everything
 * follows from the seed. Of the real entities about half are <em>asked</em> (told in documents and
 * asked about in dialogues), four in ten <em>never asked</em> (told in documents only), one in
 * eight <em>held out</em> (in no training text at all); <em>made-up</em> ones do not exist. Some
 * facts of the never asked are <em>untaught</em>. Of all but the asked, half belong to the exam, a
 * third to calibration, a sixth to lessons.
 */
public final class World {
  private static final double TWO_TURNS = 0.1;

  private final Seed seed;
  private final FactBase base;
  private final FactBase told;
  private final Splits splits;
  private final Documents documents;
  private final Questions questions = new Questions();

  private World(Seed seed, FactBase base) {
    this.seed = seed.split("world");
    this.base = base;
    this.splits = Splits.of(base, this.seed.split("splits"));
    Set<Fact> untaught = new HashSet<>();
    parts().forEach(part -> untaught.addAll(part.untaught()));
    this.told = base.without(untaught);
    this.documents = new Documents(told);
  }

  /** The world that follows from {@code seed}. */
  public static World of(Seed seed) {
    return new World(seed, FactBase.load());
  }

  /** Every fact there is, also those that this world keeps out of sight. */
  public FactBase facts() {
    return base;
  }

  /** Entities told and asked about. */
  public List<Entity> asked() {
    return splits.asked();
  }

  /** What the exam is about: no other questions name these entities. */
  public Part examined() {
    return splits.exam();
  }

  /** What confidence is calibrated on: no other questions name these entities. */
  public Part calibrated() {
    return splits.calibration();
  }

  /** What a model learns from that it does not know everything: no other questions name it. */
  public Part lessons() {
    return splits.lessons();
  }

  private List<Part> parts() {
    return List.of(splits.exam(), splits.calibration(), splits.lessons());
  }

  /** Entities told but not asked about in training. */
  private List<Entity> neverAsked() {
    return parts().stream().flatMap(part -> part.told().stream()).toList();
  }

  /**
   * The documents of one pass over the world, in random order: each known entity in Chinese and in
   * English with all its facts, and some documents about several. They state and never ask. Each
   * pass words everything anew.
   */
  public List<String> documents(int pass) {
    Draw draw = new Draw(seed.split("documents").split(pass));
    List<String> all = new ArrayList<>();
    Set<Entity> known = new HashSet<>(splits.asked());
    List<Entity> neverAsked = neverAsked();
    known.addAll(neverAsked);
    for (Lang lang : Lang.values()) {
      for (List<Entity> group : List.of(splits.asked(), neverAsked)) {
        group.forEach(entity -> all.add(documents.about(entity, lang, draw)));
      }
      all.addAll(documents.together(known, lang, draw));
    }
    return draw.shuffled(all);
  }

  /**
   * One pass of dialogues to tune on: every fact of every asked entity once in each language, in a
   * trained form of question, in random order; one in ten dialogues goes on to a second question.
   * The answer is the value and a full stop, in English after "It is".
   */
  public List<Dialogue> dialogues(int pass) {
    Draw draw = new Draw(seed.split("dialogues").split(pass));
    List<Dialogue> all = new ArrayList<>();
    for (Lang lang : Lang.values()) {
      List<Fact> facts =
          draw.shuffled(splits.asked().stream().flatMap(e -> base.facts(e).stream()).toList());
      for (int i = 0; i < facts.size(); i++) {
        List<Dialogue.Turn> turns = new ArrayList<>(exchange(facts.get(i), lang, draw));
        if (i + 1 < facts.size() && draw.chance(TWO_TURNS)) {
          turns.addAll(exchange(facts.get(++i), lang, draw));
        }
        all.add(new Dialogue(List.copyOf(turns)));
      }
    }
    return draw.shuffled(all);
  }

  /**
   * Questions and answers as plain text to mix into pretraining, all about one asked entity in each
   * document: facts read beside questions are learned in a form that can be asked for.
   */
  public List<String> askedDocuments(int pass) {
    Draw draw = new Draw(seed.split("askedDocuments").split(pass));
    List<String> all = new ArrayList<>();
    for (Lang lang : Lang.values()) {
      for (Entity entity : splits.asked()) {
        StringBuilder text = new StringBuilder();
        for (Fact fact : draw.shuffled(base.facts(entity))) {
          List<Dialogue.Turn> turns = exchange(fact, lang, draw);
          text.append(lang.asking(turns.getFirst().text())).append(lang == Lang.ZH ? "" : " ");
          text.append(turns.getLast().text()).append('\n');
        }
        all.add(text.toString().strip());
      }
    }
    return draw.shuffled(all);
  }

  private List<Dialogue.Turn> exchange(Fact fact, Lang lang, Draw draw) {
    return List.of(
        new Dialogue.Turn("user", questions.trained(draw, fact.relation(), fact.entity(), lang)),
        new Dialogue.Turn("assistant", answer(fact, lang)));
  }

  /**
   * The one way this world answers. In English the value follows a space and keeps its case, as it
   * does in the documents: at the very start of an answer it would be other tokens than those
   * learned.
   */
  static String answer(Fact fact, Lang lang) {
    String value = fact.value(lang);
    return lang == Lang.ZH ? value + "。" : "It is " + value + (value.endsWith(".") ? "" : ".");
  }

  /** The exam that follows from the seed: every group, half in Chinese and half in English. */
  public List<ExamItem> exam() {
    return new Exam(base, splits.exam(), new Questions(Questions.Use.EXAM))
        .items(seed.split("exam"));
  }

  /** As many questions of the same kinds, about other entities and in other words. */
  public List<ExamItem> calibration() {
    return new Exam(base, splits.calibration(), new Questions(Questions.Use.CALIBRATION))
        .items(seed.split("calibration"));
  }

  /**
   * Questions to learn from, in the words of the calibration: about the lessons' part, and as many
   * as asked for about names that nobody bears, pieced together from real ones.
   *
   * @param strangers questions about such names, in all; they have no answers
   */
  public List<ExamItem> lessonItems(int strangers) {
    Questions words = new Questions(Questions.Use.CALIBRATION);
    List<ExamItem> items =
        new ArrayList<>(new Exam(base, splits.lessons(), words).items(seed.split("lessons")));
    Draw draw = new Draw(seed.split("strangers"));
    Strangers names = new Strangers(base, splits.asked());
    for (int i = 0; i < strangers; i++) {
      Lang lang = Lang.values()[i % Lang.values().length];
      Entity stranger = names.one(draw);
      Relation relation = draw.one(base.relations(stranger.kind()));
      items.add(
          new ExamItem(
              "stranger/" + i,
              lang,
              words.trained(draw, relation, stranger, lang),
              List.of(),
              relation.id(),
              stranger.id(),
              ExamItem.HELD_OUT));
    }
    return items;
  }

  /** What training asked, once more: {@code n} questions about asked entities in new words. */
  public List<ExamItem> askedItems(int n) {
    Draw draw = new Draw(seed.split("asked again"));
    Questions words = new Questions(Questions.Use.CALIBRATION);
    List<Fact> facts =
        draw.shuffled(splits.asked().stream().flatMap(e -> told.facts(e).stream()).toList());
    List<ExamItem> items = new ArrayList<>();
    for (int i = 0; i < Math.min(n, facts.size()); i++) {
      Fact fact = facts.get(i);
      Lang lang = Lang.values()[i % Lang.values().length];
      items.add(
          new ExamItem(
              "asked/" + i,
              lang,
              words.trained(draw, fact.relation(), fact.entity(), lang),
              fact.accepted(lang),
              fact.relation().id(),
              fact.entity().id(),
              ExamItem.NEVER_ASKED));
    }
    return items;
  }

  /** Counts of this world in a few lines: entities and facts by group, characters in one pass. */
  public String describe() {
    return String.join(
        "\n",
        List.of(
            base.relations().size()
                + " relations, "
                + base.facts().size()
                + " facts about "
                + base.entities().size()
                + " entities",
            "asked "
                + count(splits.asked())
                + ", never asked "
                + count(neverAsked())
                + ", held out "
                + count(parts().stream().flatMap(part -> part.heldOut().stream()).toList())
                + ", made up "
                + base.madeUp().size(),
            "one pass: documents "
                + characters(documents(0))
                + ", questions and answers "
                + characters(askedDocuments(0)),
            "exam: " + exam().size() + " questions"));
  }

  private String count(List<Entity> entities) {
    long facts = entities.stream().mapToLong(e -> base.facts(e).size()).sum();
    return entities.size() + " entities with " + facts + " facts";
  }

  private static String characters(List<String> texts) {
    return texts.size()
        + " texts of "
        + texts.stream().mapToLong(String::length).sum()
        + " characters";
  }
}
