package org.zhizhi.language.facts;

import java.util.List;

/**
 * One thing true of one entity.
 *
 * @param zh the value in Chinese, then other right answers; never empty
 * @param en the value in English, then other right answers; never empty
 */
public record Fact(Entity entity, Relation relation, List<String> zh, List<String> en) {

  /** The value that documents and answers give. */
  public String value(Lang lang) {
    return accepted(lang).getFirst();
  }

  /** Every answer that is right, the usual one first. */
  public List<String> accepted(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
