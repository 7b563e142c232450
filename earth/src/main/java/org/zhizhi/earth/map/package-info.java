/**
 * From scenes to maps in memory that does not grow with the scene: start at {@link
 * org.zhizhi.earth.map.Sweep}, which cuts tiles, has an {@link org.zhizhi.earth.map.Interpreter}
 * look at them and joins what it says; {@link org.zhizhi.earth.map.Outlines} turns rows of labels
 * into polygons, {@link org.zhizhi.earth.map.Ellipsoid} knows how large a pixel is. Knows no file
 * format and no network.
 */
package org.zhizhi.earth.map;
