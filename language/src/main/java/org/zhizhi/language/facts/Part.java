package org.zhizhi.language.facts;

import java.util.List;
import java.util.Set;

/**
 * What one set of questions is about. An exam has a part of the world to itself, and the questions
 * by which confidence is calibrated have another, so that neither has seen the other's entities.
 *
 * @param told entities that documents tell of and nobody asks about
 * @param heldOut real entities that no training text names
 * @param madeUp entities that do not exist
 * @param untaught facts about {@code told} that no training text gives
 */
public record Part(
    List<Entity> told, List<Entity> heldOut, List<Entity> madeUp, Set<Fact> untaught) {}
