/**
 * Georeferenced pictures, read and written window by window without holding them: {@link
 * org.zhizhi.earth.raster.Rasters#open} reads GeoTIFF (BigTIFF and cloud-optimised too), JPEG and
 * PNG with world files, and folders of tiles; {@link org.zhizhi.earth.raster.GeoTiffWriter} writes
 * cloud-optimised GeoTIFF. Knows nothing of models.
 */
package org.zhizhi.earth.raster;
