package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Composes questions from a relation's forms and the frames that all relations share. */
final class Questions {
  private final Map<Lang, Frames> frames = new EnumMap<>(Lang.class);
  private final Use use;

  /** Which forms are used: so that an exam asks in other words than those calibrated with. */
  enum Use {
    ALL,
    EXAM,
    CALIBRATION;

    /** Every other one of {@code forms}, if there are two. */
    List<String> of(List<String> forms) {
      return this == ALL || forms.size() < 2
          ? forms
          : IntStream.range(0, forms.size())
              .filter(i -> i % 2 == (this == EXAM ? 0 : 1))
              .mapToObj(forms::get)
              .toList();
    }
  }

  /** Questions in every form. */
  Questions() {
    this(Use.ALL);
  }

  Questions(Use use) {
    this.use = use;
    for (Lang lang : Lang.values()) {
      frames.put(lang, Forms.frames(lang));
    }
  }

  /** A question that may be trained on. */
  String trained(Draw draw, Relation relation, Entity entity, Lang lang) {
    Phrasing forms = relation.in(lang);
    if (draw.chance(0.5)) {
      String np = draw.one(use.of(forms.nouns()));
      return forms.fill(draw.one(use.of(frames.get(lang).nouns())).replace("{np}", np), entity);
    }
    String question = forms.fill(draw.one(use.of(forms.ask())), entity);
    return framed(draw.one(use.of(frames.get(lang).ask())), question);
  }

  /** A question in a form that is never trained on; a third of them in a new frame besides. */
  String unseen(Draw draw, Relation relation, Entity entity, Lang lang) {
    Phrasing forms = relation.in(lang);
    String question = forms.fill(draw.one(use.of(forms.unseen())), entity);
    return draw.chance(1.0 / 3)
        ? framed(draw.one(use.of(frames.get(lang).unseen())), question)
        : question;
  }

  /** Every trained question about {@code entity}, for counting. */
  List<String> allTrained(Relation relation, Entity entity, Lang lang) {
    Phrasing forms = relation.in(lang);
    List<String> all = new ArrayList<>();
    for (String frame : frames.get(lang).nouns()) {
      forms.nouns().forEach(np -> all.add(forms.fill(frame.replace("{np}", np), entity)));
    }
    for (String frame : frames.get(lang).ask()) {
      forms.ask().forEach(core -> all.add(framed(frame, forms.fill(core, entity))));
    }
    return all.stream().distinct().toList();
  }

  /** The question in the frame; a request such as "Name the capital" stands alone. */
  private static String framed(String frame, String question) {
    return Phrasing.marked(question)
        ? frame.replace("{c}", Phrasing.core(question)).replace("{q}", question)
        : question;
  }
}
