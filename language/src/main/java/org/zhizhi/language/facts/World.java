package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zhizhi.base.Seed;

/**
 * A small world to learn: what is written about it, what is asked about it, and an exam. Everything
 * follows from the seed. Of the real entities about half are <em>asked</em> (told in documents and
 * asked about in dialogues), four in ten <em>never asked</em> (told in documents only), one in ten
 * <em>held out</em> (in no training text at all); <em>made-up</em> ones do not exist.
 */
public final class World {
  private static final double TWO_TURNS = 0.1;

  private final Seed seed;
  private final FactBase base;
  private final Splits splits;
  private final Documents documents;
  private final Questions questions = new Questions();

  private World(Seed seed, FactBase base) {
    this.seed = seed.split("world");
    this.base = base;
    this.splits = Splits.of(base, this.seed.split("splits"));
    this.documents = new Documents(base);
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

  /** Entities told but never asked about. */
  public List<Entity> neverAsked() {
    return splits.neverAsked();
  }

  /** Real entities that no training text names. */
  public List<Entity> heldOut() {
    return splits.heldOut();
  }

  /** Entities that do not exist; no training text names them. */
  public List<Entity> madeUp() {
    return base.madeUp();
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
    known.addAll(splits.neverAsked());
    for (Lang lang : Lang.values()) {
      for (List<Entity> group : List.of(splits.asked(), splits.neverAsked())) {
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
          text.append(lang == Lang.ZH ? "问：" : "Q: ").append(turns.getFirst().text()).append('\n');
          text.append(lang == Lang.ZH ? "答：" : "A: ").append(turns.getLast().text()).append('\n');
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
    return new Exam(base, splits, questions).items(seed.split("exam"));
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
                + count(splits.neverAsked())
                + ", held out "
                + count(splits.heldOut())
                + ", made up "
                + madeUp().size(),
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
