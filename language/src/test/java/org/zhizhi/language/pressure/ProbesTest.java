package org.zhizhi.language.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.facts.World;

class ProbesTest {
  @Test
  void aHintInTheWorldIsAWrongValueOfTheSameRelation() {
    World world = World.of(new Seed(1));
    List<ExamItem> items = world.exam();
    List<Probe> probes = Probes.of(world.facts(), items, new Seed(3));
    long answerable = items.stream().filter(i -> !i.answers().isEmpty()).count();
    assertEquals(answerable, probes.size());
    Map<String, String> relations =
        items.stream().collect(Collectors.toMap(ExamItem::id, ExamItem::relation));
    Set<String> values =
        world.facts().facts().stream()
            .flatMap(
                f -> Stream.of(Lang.values()).map(lang -> f.relation().id() + lang + f.value(lang)))
            .collect(Collectors.toSet());
    for (Probe probe : probes) {
      assertFalse(Answers.right(probe.hint(), probe.answers()), probe.toString());
      String value = relations.get(probe.id()) + probe.lang() + probe.hint();
      assertTrue(values.contains(value), probe.toString());
    }
    assertEquals(probes, Probes.of(world.facts(), items, new Seed(3)));
  }

  @Test
  void hintsComeFromTheOtherQuestionsOfTheSubject() {
    List<Probes.Question> questions =
        List.of(
            question("a", "capital", "Oslo"),
            question("b", "capital", "Bern"),
            question("c", "capital"),
            question("d", "river", "Rhine"),
            question("e", "capital", "oslo")); // equal but for case: no wrong hint for a
    List<Probe> probes = Probes.of(questions, new Seed(1));
    assertEquals(List.of("a", "b", "e"), probes.stream().map(Probe::id).toList());
    assertEquals("Bern", probes.getFirst().hint());
    assertEquals("Bern", probes.getLast().hint());
    assertTrue(Set.of("Oslo", "oslo").contains(probes.get(1).hint()));
  }

  private static Probes.Question question(String id, String subject, String... answers) {
    return new Probes.Question(id, Lang.EN, id + "?", List.of(answers), subject, id);
  }

  @Test
  void aSampleDoesNotDependOnTheOrder() {
    List<Probe> probes =
        IntStream.range(0, 50)
            .mapToObj(i -> new Probe("p" + i, Lang.EN, "Q?", List.of("a"), "b", "c"))
            .collect(Collectors.toCollection(ArrayList::new));
    List<Probe> sample = Probes.sample(probes, 10, new Seed(1));
    Collections.reverse(probes);
    assertEquals(10, Set.copyOf(sample).size());
    assertEquals(sample, Probes.sample(probes, 10, new Seed(1)));
  }
}
