package org.zhizhi.data.privacy;

/**
 * Personal data in a text.
 *
 * @param kind what it is
 * @param from index of its first UTF-16 unit
 * @param to index after its last
 */
public record Finding(Kind kind, int from, int to) {}
