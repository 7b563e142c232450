package org.zhizhi.language.facts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one set of questions is about. An exam has a part of the world to itself; so have the
 * questions by which confidence is calibrated, and those by which a model learns what it does not
 * know. None has seen another's entities.
 *
 * @param told entities that documents tell of and nobody asks about in training
 * @param heldOut real entities that no training text names
 * @param madeUp entities that do not exist
 * @param untaught facts about {@code told} that no training text gives
 */
public record Part(
    List<Entity> told, List<Entity> heldOut, List<Entity> madeUp, Set<Fact> untaught) {

  /** The entities at some places, with what is untaught of them. */
  Part only(IntPredicate places) {
    List<Entity> kept = only(told, places);
    return new Part(
        kept,
        only(heldOut, places),
        only(madeUp, places),
        untaught.stream()
            .filter(fact -> kept.contains(fact.entity()))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private static <T> List<T> only(List<T> all, IntPredicate places) {
    return IntStream.range(0, all.size()).filter(places).mapToObj(all::get).toList();
  }
}
