package org.zhizhi.language.facts;

import java.util.List;

/** A conversation to tune on: turns that begin with the user and alternate. */
public record Dialogue(List<Turn> turns) {
  /**
   * One message.
   *
   * @param role {@code user} or {@code assistant}
   */
  public record Turn(String role, String text) {}
}
