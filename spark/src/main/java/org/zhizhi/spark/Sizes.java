package org.zhizhi.spark;

import org.zhizhi.data.build.ChunkSteps;

/**
 * What work and files are cut by. It must not follow from the number of machines: a build that goes
 * on, with more of them or fewer, has to find the same chunks.
 *
 * @param runBytes of files that are read together at least
 * @param chunkChars of text after which a chunk ends
 * @param shardBytes of lines in a shard; this alone changes what the corpus looks like
 */
record Sizes(long runBytes, long chunkChars, long shardBytes) {
  private static final long LEAST_RUN = 1 << 20;
  private static final long MOST_RUN = 64 << 20;

  /** Runs that sources are cut into, as far as the bounds of a run allow. */
  private static final long RUNS = 1 << 10;

  /** What suits sources of {@code bytes}. */
  static Sizes of(long bytes) {
    return new Sizes(
        Math.clamp(bytes / RUNS, LEAST_RUN, MOST_RUN),
        ChunkSteps.CHUNK_CHARS,
        ChunkSteps.SHARD_BYTES);
  }
}
