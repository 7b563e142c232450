package org.zhizhi.earth.map;

import java.util.List;

/**
 * An area of one label, bounded by edges of pixels.
 *
 * @param label of its pixels
 * @param pixels how many they are, which is also its area in pixels
 * @param rings the outer one first, then the holes; each {x0, y0, x1, y1, ...} in corners of pixels
 *     counted from the top left, corners only, not closed. The outer ring runs clockwise on screen,
 *     holes the other way. Rings do not cross and may touch in single points only: valid by OGC
 *     Simple Features
 */
public record Polygon(int label, long pixels, List<int[]> rings) {}
