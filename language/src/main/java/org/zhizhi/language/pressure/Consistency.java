package org.zhizhi.language.pressure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;

/**
 * Whether a model says the same when it is asked again, in other words, or with its options in
 * another order. Answers agree by {@link Judging#agree}; to agree is not to be right: a model that
 * always says the same wrong thing is consistent.
 */
public final class Consistency {
  private final Judging judging;
  private final int maxTokens;
  private final Seed seed;

  /**
   * @param maxTokens of an answer
   */
  public Consistency(Judging judging, int maxTokens, Seed seed) {
    this.judging = judging;
    this.maxTokens = maxTokens;
    this.seed = seed.split("consistency");
  }

  /**
   * One question in several forms.
   *
   * @param forms at least one; for {@link #repeats} only the first is asked
   * @param answers every right answer; may be empty
   * @param cluster see {@link Probe#cluster}
   */
  public record Item(String id, String cluster, List<String> forms, List<String> answers) {
    public Item {
      forms = List.copyOf(forms);
      answers = List.copyOf(answers);
      if (forms.isEmpty()) {
        throw new IllegalArgumentException(id + " has no form of question");
      }
    }

    /** The question of a probe, in its one form. */
    public static Item of(Probe probe) {
      return new Item(probe.id(), probe.cluster(), List.of(probe.question()), probe.answers());
    }
  }

  /** One question with options, at least two, all different. */
  public record Choice(
      String id, String cluster, Lang lang, String question, List<String> options) {
    public Choice {
      options = List.copyOf(options);
      if (options.stream().distinct().count() != options.size()) {
        throw new IllegalArgumentException(id + " has an option twice: " + options);
      }
    }
  }

  /**
   * How far the answers to one question agree.
   *
   * @param agree in [0, 1]
   * @param said all answers
   */
  public record Agreement(String id, String cluster, double agree, List<String> said) {}

  /**
   * Asks each question {@code k} times by sampling. {@code agree} is the share of all pairs of
   * samples that agree: an unbiased estimate of how probably two tries agree, whatever {@code k}
   * is. (The share of samples that are the commonest answer, or the greedy one, is larger, and
   * falls with k.) Streams follow from ids: an item's samples do not depend on the others.
   *
   * @param k at least 2
   * @param temperature 0.7 in the exam
   */
  public List<Agreement> repeats(Answering answering, List<Item> items, int k, double temperature) {
    if (k < 2) {
      throw new IllegalArgumentException(k + " samples a question: 2 or more are needed");
    }
    Sampling sampling = Sampling.tempered(temperature, maxTokens, seed.value());
    List<Respondent.Asked> asked = new ArrayList<>();
    for (Item item : items) {
      for (int i = 0; i < k; i++) {
        long stream = seed.split(item.id()).split(i).value();
        asked.add(Respondent.Asked.of(stream, item.forms().getFirst(), sampling));
      }
    }
    List<String> said = answering.answers(asked);
    List<Agreement> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      all.add(agreement(items.get(i), said.subList(i * k, (i + 1) * k)));
    }
    return all;
  }

  /**
   * Asks each question in all its forms, greedily. {@code agree} is the share of pairs of forms
   * whose answers agree. Items of a single form are left out.
   */
  public List<Agreement> paraphrases(Answering answering, List<Item> items) {
    List<Item> several = items.stream().filter(item -> item.forms().size() > 1).toList();
    Sampling greedy = Sampling.greedy(maxTokens);
    List<String> said =
        answering.answers(
            several.stream()
                .flatMap(item -> item.forms().stream())
                .map(form -> Respondent.Asked.of(0, form, greedy))
                .toList());
    List<Agreement> all = new ArrayList<>();
    int from = 0;
    for (Item item : several) {
      all.add(agreement(item, said.subList(from, from + item.forms().size())));
      from += item.forms().size();
    }
    return all;
  }

  /**
   * Shows the options of each question in all their rotations, so that each option stands once at
   * each place. {@code agree} is 1 if the same option was chosen every time, else 0: of {@code n}
   * options, blind choice scores n^(1-n), and whoever always takes the first place 0. Leaves out
   * questions that do not fit into the context.
   */
  public List<Agreement> rotations(Choosing choosing, List<Choice> choices) {
    List<Agreement> all = new ArrayList<>();
    for (Choice choice : choices) {
      List<String> chosen = new ArrayList<>();
      int n = choice.options().size();
      for (int by = 0; by < n; by++) {
        List<String> order = new ArrayList<>(choice.options().subList(by, n));
        order.addAll(choice.options().subList(0, by));
        OptionalInt place =
            choosing.choose(new Choosing.Shown(choice.lang(), choice.question(), order));
        place.ifPresent(p -> chosen.add(order.get(p)));
      }
      if (chosen.size() == n) {
        double agree = chosen.stream().distinct().count() == 1 ? 1 : 0;
        all.add(new Agreement(choice.id(), choice.cluster(), agree, List.copyOf(chosen)));
      }
    }
    return all;
  }

  /** The mean of {@code agree}, with its error bar over clusters; empty if nothing was asked. */
  public static Optional<Rate> rate(List<Agreement> agreements) {
    return Rate.of(agreements, Agreement::cluster, Agreement::agree);
  }

  /** The field {@code consistency} of exam.json; what was not measured is left out. */
  public static ObjectNode toJson(
      List<Agreement> repeats, List<Agreement> paraphrases, List<Agreement> rotations) {
    ObjectNode json = Json.object();
    put(json, "repeats_agree", repeats);
    put(json, "paraphrases_agree", paraphrases);
    put(json, "rotations_agree", rotations);
    return json;
  }

  private static void put(ObjectNode json, String name, List<Agreement> agreements) {
    if (!agreements.isEmpty()) {
      json.set(name, Rate.toJson(rate(agreements)));
    }
  }

  private Agreement agreement(Item item, List<String> said) {
    int pairs = 0;
    int alike = 0;
    for (int i = 0; i < said.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs++;
        alike += judging.agree(said.get(i), said.get(j), item.answers()) ? 1 : 0;
      }
    }
    return new Agreement(item.id(), item.cluster(), (double) alike / pairs, List.copyOf(said));
  }
}
