package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.zhizhi.base.page.Text;

/**
 * An exam, and maybe another to compare it with.
 *
 * @param now content of an {@code exam.json}
 * @param before the same of the other
 */
record Comparison(JsonNode now, Optional<JsonNode> before, Text beforeName, Text nowName) {

  /** The estimate at {@code pointer} of the exam. */
  Optional<Estimate> now(String pointer) {
    return Estimate.of(now.at(pointer));
  }

  /** The estimate at {@code pointer} of the exam to compare with. */
  Optional<Estimate> before(String pointer) {
    return before.flatMap(b -> Estimate.of(b.at(pointer)));
  }

  boolean isPair() {
    return before.isPresent();
  }
}
