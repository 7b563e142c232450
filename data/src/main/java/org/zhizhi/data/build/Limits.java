package org.zhizhi.data.build;

/**
 * What bounds the memory of a build. None of it changes what the corpus holds.
 *
 * @param threads that work at once, at least 1
 * @param chunkChars of text that a thread works on at once
 * @param bucketBytes of lines that are sorted at once
 * @param shardBytes of lines in a shard; this alone decides where the shards are cut
 */
record Limits(int threads, long chunkChars, long bucketBytes, long shardBytes) {
  static Limits of(int threads) {
    return new Limits(threads, 4 << 20, 64 << 20, 256 << 20);
  }
}
