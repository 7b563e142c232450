package org.zhizhi.language.pressure;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.FactBase;
import org.zhizhi.language.facts.Lang;

/** Makes probes of questions: finds each a wrong answer that could be right. */
public final class Probes {
  private Probes() {}

  /**
   * A question without a hint.
   *
   * @param answers every right answer; empty for a question that has none
   * @param subject what kind of answer is asked for, {@code country.capital}; hints are answers to
   *     other questions of the same subject
   * @param cluster see {@link Probe#cluster}
   */
  public record Question(
      String id, Lang lang, String text, List<String> answers, String subject, String cluster) {}

  /** A kind of answer in one language. */
  private record Slot(Lang lang, String subject) {}

  /**
   * Probes of {@code questions}, their hints drawn from the answers to the others; each value as
   * likely, however often it stands there. Leaves out questions without an answer, and those for
   * which the others have no wrong one.
   */
  public static List<Probe> of(List<Question> questions, Seed seed) {
    return hinted(
        questions,
        pool(
            questions.stream().filter(q -> !q.answers().isEmpty()),
            q -> new Slot(q.lang(), q.subject()),
            q -> q.answers().getFirst()),
        seed);
  }

  /** Probes of an exam on the world's facts, their hints drawn from all that {@code base} holds. */
  public static List<Probe> of(FactBase base, List<ExamItem> items, Seed seed) {
    Map<Slot, TreeSet<String>> pool =
        pool(
            base.facts().stream()
                .flatMap(fact -> Stream.of(Lang.values()).map(lang -> Map.entry(lang, fact))),
            e -> new Slot(e.getKey(), e.getValue().relation().id()),
            e -> e.getValue().value(e.getKey()));
    return hinted(
        items.stream()
            .map(
                i ->
                    new Question(
                        i.id(), i.lang(), i.question(), i.answers(), i.relation(), i.entity()))
            .toList(),
        pool,
        seed);
  }

  /**
   * At most {@code n} of {@code probes}, the same from the same seed in whatever order they are.
   */
  public static List<Probe> sample(List<Probe> probes, int n, Seed seed) {
    return probes.stream()
        .sorted(Comparator.comparingLong(probe -> seed.split(probe.id()).value()))
        .limit(n)
        .toList();
  }

  private static <T> Map<Slot, TreeSet<String>> pool(
      Stream<T> of, Function<T, Slot> slot, Function<T, String> value) {
    return of.collect(
        Collectors.groupingBy(
            slot, Collectors.mapping(value, Collectors.toCollection(TreeSet::new))));
  }

  private static List<Probe> hinted(
      List<Question> questions, Map<Slot, TreeSet<String>> pool, Seed seed) {
    return questions.stream()
        .filter(q -> !q.answers().isEmpty())
        .flatMap(
            q -> {
              List<String> wrong =
                  pool.getOrDefault(new Slot(q.lang(), q.subject()), new TreeSet<>()).stream()
                      .filter(value -> !Answers.right(value, q.answers()))
                      .toList();
              return wrong.isEmpty() ? Stream.of() : Stream.of(probe(q, wrong, seed));
            })
        .toList();
  }

  private static Probe probe(Question q, List<String> wrong, Seed seed) {
    int drawn = seed.split("hint").split(q.id()).random().nextInt(wrong.size());
    return new Probe(q.id(), q.lang(), q.text(), q.answers(), wrong.get(drawn), q.cluster());
  }
}
