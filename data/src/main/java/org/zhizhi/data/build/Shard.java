package org.zhizhi.data.build;

/**
 * A file of a corpus as it was written.
 *
 * @param file its name
 * @param lines in it
 * @param bytes of these lines
 * @param sha256 of the file
 */
public record Shard(String file, long lines, long bytes, String sha256) {}
