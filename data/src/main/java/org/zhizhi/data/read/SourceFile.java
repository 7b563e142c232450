package org.zhizhi.data.read;

import java.nio.file.Path;

/**
 * A file among {@link Sources}.
 *
 * @param path where it is
 * @param name the same on every machine: the source's own name and the path within it
 * @param bytes its size as it lies on the disk
 * @param problem why it cannot be read, a few words; empty where nothing is known against it
 */
public record SourceFile(Path path, String name, long bytes, String problem) {}
