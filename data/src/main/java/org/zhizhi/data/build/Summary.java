package org.zhizhi.data.build;

import java.util.List;
import java.util.Map;
import org.zhizhi.data.read.Position;

/**
 * What there is to know of a complete chunk: {@code chunk.json}.
 *
 * @param items read, documents or not
 * @param kept documents that passed the stages
 * @param after where reading goes on
 * @param bytesRead of the sources as they lie on the disk, since the start of the build
 * @param flows what went through reading and each stage
 * @param noteNanos time spent on the notes by which copies are found
 * @param lengths documents read, by the position of the highest bit of their length in characters
 * @param domains documents read, by where they come from
 * @param sources of the kept documents
 * @param langs of the kept documents
 * @param licenses of the kept documents
 * @param took time and memory since the chunk before was complete
 */
record Summary(
    long items,
    long kept,
    Position after,
    long bytesRead,
    List<Flow> flows,
    long noteNanos,
    long[] lengths,
    Map<String, Count> domains,
    List<Example> examples,
    List<String> sources,
    List<String> langs,
    List<String> licenses,
    Meter.Lap took) {

  /** Lengths are counted in so many classes. */
  static final int LENGTHS = 32;

  /** The class of a text of {@code chars} characters: 0, 1, 2-3, 4-7, ... */
  static int length(int chars) {
    return 32 - Integer.numberOfLeadingZeros(chars);
  }
}
