package org.zhizhi.data.build;

import java.util.List;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;

/**
 * The items of a chunk, as they were read.
 *
 * @param chunk number of the chunk
 * @param first number of the first item among all
 * @param chars of all texts
 * @param after where reading goes on
 * @param bytesRead of the sources as they lie on the disk, since the start of the build
 * @param nanos it took to read them
 */
record Piece(
    int chunk,
    long first,
    List<Item> items,
    long chars,
    Position after,
    long bytesRead,
    long nanos) {}
