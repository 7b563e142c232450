/**
 * How fast curation is, and what it does to good text: {@link org.zhizhi.data.bench.StageBench}.
 */
package org.zhizhi.data.bench;
