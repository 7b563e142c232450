/**
 * Training runs on disk: the folder and who uses it ({@link org.zhizhi.engine.run.RunFolder}, start
 * here), its checkpoints and its metrics. Whatever is asked about a run is derived from its files
 * and locks, which a kill leaves true. Knows no tensors and no models.
 */
package org.zhizhi.engine.run;
