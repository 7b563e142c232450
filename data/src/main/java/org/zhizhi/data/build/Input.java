package org.zhizhi.data.build;

import java.util.Optional;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;

/** Items to build from: the same ones in the same order each time they are opened. */
public interface Input {
  /** Starts reading at {@code from}. */
  Items open(Position from);

  /** Bytes of all sources as they lie on the disk. */
  long bytes();

  /** Says what the sources are, so that a build is not resumed with others: names, sizes, times. */
  String identity();

  /** A place in the input that moves on. To be used by one thread at a time. */
  interface Items extends AutoCloseable {
    /** The next item; empty at the end. */
    Optional<Item> next();

    /** Where the next item stands. */
    Position position();

    /** Bytes read so far, of {@link Input#bytes}. */
    long bytesRead();

    @Override
    void close();
  }
}
