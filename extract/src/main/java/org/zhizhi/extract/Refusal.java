package org.zhizhi.extract;

import java.io.IOException;

/** An entry cannot be read, for a reason that can be named. */
class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a few words, the same for all refused on the same ground
   * @param detail one line on this one
   */
  Refusal(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /** The whole file has taken more than it may: nothing more of it is read. */
  static final class Enough extends Refusal {
    private static final long serialVersionUID = 1L;

    private boolean told;

    Enough(String reason, String detail) {
      super(reason, detail);
    }

    /** Whether it has not been told yet; from now on it has. */
    boolean tell() {
      boolean news = !told;
      told = true;
      return news;
    }
  }
}
