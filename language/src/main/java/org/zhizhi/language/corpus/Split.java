package org.zhizhi.language.corpus;

/** Which documents a model learns from, and which it never sees. */
public enum Split {
  /** To learn from. */
  TRAIN("tokens"),
  /** Held out: to measure on. */
  HELD("held");

  private final String prefix;

  Split(String prefix) {
    this.prefix = prefix;
  }

  /** The key in {@code index.json}. */
  String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The name of shard {@code number} without its ending. */
  String shard(int number) {
    return String.format(java.util.Locale.ROOT, "%s-%05d", prefix, number);
  }
}
