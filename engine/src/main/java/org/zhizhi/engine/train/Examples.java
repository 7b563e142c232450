package org.zhizhi.engine.train;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An endless sequence of examples with a place in it that can be saved and found again.
 *
 * @param <E> one example
 */
public interface Examples<E> {
  E next();

  /** Where the next example comes from. */
  JsonNode position();

  /** Goes where {@link #position} said. */
  void seek(JsonNode position);
}
