package org.zhizhi.data.build;

import java.io.IOException;

/** Lines one after the other, each with its end. */
interface Lines {
  /** Appends the next line to {@code to}; false if there is none. */
  boolean next(Bytes to) throws IOException;
}
