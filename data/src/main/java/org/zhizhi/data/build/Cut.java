package org.zhizhi.data.build;

/**
 * Where lines are cut into shards, and shards into zstd frames. It follows from how many bytes of
 * lines come before a line, so that any stretch of them can be cut without the others.
 *
 * @param shardBytes of lines in a shard, but for the end of its last line
 */
record Cut(long shardBytes) {
  /** At level 3, frames of 4 MB are 0.5 % larger than one whole frame (zh-wiki, en-books). */
  static final int FRAME_BYTES = 4 << 20;

  /** The shard of a line before which {@code position} bytes stand; numbers may be left out. */
  long shard(long position) {
    return position / shardBytes;
  }

  /** The frame of a line before which {@code position} bytes stand; a shard begins a new one. */
  long frame(long position) {
    long each = (shardBytes + FRAME_BYTES - 1) / FRAME_BYTES;
    return shard(position) * each + position % shardBytes / FRAME_BYTES;
  }
}
