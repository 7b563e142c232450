package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.zhizhi.base.Seed;

/**
 * Which entities are told and asked about, told only, or kept out of sight; the last two in parts
 * for the exam, for calibration and for lessons. Each kind is split in the same shares. Only an
 * entity whose name nothing else contains can be kept out of sight: not another name, not a value,
 * not a form of words, nor two of them side by side. One that a form of question names, as "which
 * region of China" does, counts as asked about.
 */
record Splits(List<Entity> asked, Part exam, Part calibration, Part lessons) {
  private static final double HELD_OUT = 0.12;
  private static final double ASKED_OF_KNOWN = 0.58;
  private static final double UNTAUGHT = 0.2;
  private static final int LESSONS = 3; // every third of what the exam does not take

  static Splits of(FactBase base, Seed seed) {
    Map<Lang, String> spoken = new EnumMap<>(Lang.class);
    Map<Lang, String> questions = new EnumMap<>(Lang.class);
    for (Lang lang : Lang.values()) {
      spoken.put(lang, lines(spoken(base, lang)));
      questions.put(lang, lines(questions(base, lang)));
    }
    Seams seams = new Seams(spoken(base, Lang.ZH));
    Map<Kind, List<Entity>> kinds = new LinkedHashMap<>();
    base.entities().forEach(e -> kinds.computeIfAbsent(e.kind(), k -> new ArrayList<>()).add(e));
    List<Entity> asked = new ArrayList<>();
    List<Entity> neverAsked = new ArrayList<>();
    List<Entity> heldOut = new ArrayList<>();
    Map<Kind, List<Entity>> madeUp = new LinkedHashMap<>();
    base.madeUp().forEach(e -> madeUp.computeIfAbsent(e.kind(), k -> new ArrayList<>()).add(e));
    kinds.forEach(
        (kind, all) -> {
          List<Entity> known = new ArrayList<>();
          int out = (int) Math.round(all.size() * HELD_OUT);
          for (Entity entity : new Draw(seed.split(kind.id())).shuffled(all)) {
            boolean alone = mentions(entity, spoken) == 2; // its own name in each language
            if (out > 0 && alone && !seams.mayForm(entity.name().zh())) {
              heldOut.add(entity);
              out--;
            } else if (mentions(entity, questions) > 0) {
              known.addFirst(entity);
            } else {
              known.add(entity);
            }
          }
          int cut = (int) Math.round(known.size() * ASKED_OF_KNOWN);
          asked.addAll(known.subList(0, cut));
          neverAsked.addAll(known.subList(cut, known.size()));
        });
    List<Entity> inventions = madeUp.values().stream().flatMap(List::stream).toList();
    Draw draw = new Draw(seed.split("untaught"));
    Part exam = part(0, base, neverAsked, heldOut, inventions, draw);
    Part rest = part(1, base, neverAsked, heldOut, inventions, draw);
    return new Splits(
        List.copyOf(asked),
        exam,
        rest.only(i -> i % LESSONS != 0),
        rest.only(i -> i % LESSONS == 0));
  }

  /** Whether the name gives the value away, as Singapore's gives its capital. */
  private static boolean isInItsName(Fact fact) {
    String name = Entity.bare(fact.entity().name().en());
    String value = fact.value(Lang.EN);
    return occurrences(value, name.toLowerCase(Locale.ROOT), Lang.EN) > 0
        || occurrences(name, value.toLowerCase(Locale.ROOT), Lang.EN) > 0;
  }

  /** Every other entity: kind after kind, so that both parts hold as many of each. */
  private static Part part(
      int first,
      FactBase base,
      List<Entity> told,
      List<Entity> out,
      List<Entity> madeUp,
      Draw draw) {
    List<Entity> own = everyOther(told, first);
    Set<Relation> unguessable = base.unguessable();
    Set<Fact> untaught = new LinkedHashSet<>();
    for (Entity entity : own) {
      List<Fact> facts = base.facts(entity);
      for (Fact fact : facts) {
        if (facts.size() > 1
            && unguessable.contains(fact.relation())
            && draw.chance(UNTAUGHT)
            && !isInItsName(fact)
            && untaught.stream().noneMatch(f -> f.entity().equals(entity))) {
          untaught.add(fact);
        }
      }
    }
    return new Part(own, everyOther(out, first), everyOther(madeUp, first), untaught);
  }

  private static <T> List<T> everyOther(List<T> all, int first) {
    return IntStream.range(0, all.size()).filter(i -> i % 2 == first).mapToObj(all::get).toList();
  }

  private static int mentions(Entity entity, Map<Lang, String> text) {
    int n = 0;
    for (Lang lang : Lang.values()) {
      n += occurrences(entity.name().in(lang), text.get(lang), lang);
    }
    return n;
  }

  private static String lines(List<String> pieces) {
    return String.join("\n", pieces).toLowerCase(Locale.ROOT);
  }

  /** Everything that a training text may be made of; each name stands once as itself. */
  private static List<String> spoken(FactBase base, Lang lang) {
    List<String> pieces = questions(base, lang);
    base.entities().forEach(e -> pieces.add(e.name().in(lang)));
    base.entities().forEach(e -> pieces.add(e.kind().name().in(lang)));
    base.facts().forEach(f -> pieces.add(f.value(lang)));
    for (Relation relation : base.relations().values()) {
      pieces.add(relation.in(lang).value());
      pieces.addAll(relation.in(lang).say());
    }
    Frames frames = Forms.frames(lang);
    List.of(frames.say(), frames.card(), frames.group(), frames.table()).forEach(pieces::addAll);
    return pieces;
  }

  /** Everything, but for names, that a trained question may be made of. */
  private static List<String> questions(FactBase base, Lang lang) {
    List<String> pieces = new ArrayList<>();
    for (Relation relation : base.relations().values()) {
      Phrasing forms = relation.in(lang);
      pieces.add(forms.label());
      pieces.add(forms.which());
      pieces.addAll(forms.nouns());
      pieces.addAll(forms.ask());
    }
    Frames frames = Forms.frames(lang);
    pieces.addAll(frames.nouns());
    pieces.addAll(frames.ask());
    return pieces;
  }

  /** How often {@code name} stands in {@code text}; in English as whole words only. */
  static int occurrences(String name, String text, Lang lang) {
    String sought = (lang == Lang.EN ? Entity.bare(name) : name).toLowerCase(Locale.ROOT);
    int n = 0;
    for (int i = text.indexOf(sought); i >= 0; i = text.indexOf(sought, i + 1)) {
      int end = i + sought.length();
      boolean inWord =
          lang == Lang.EN
              && ((i > 0 && Character.isLetterOrDigit(text.charAt(i - 1)))
                  || (end < text.length() && Character.isLetterOrDigit(text.charAt(end))));
      n += inWord ? 0 : 1;
    }
    return n;
  }
}
