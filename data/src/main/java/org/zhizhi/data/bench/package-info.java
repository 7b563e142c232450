/** How fast curation is: {@link org.zhizhi.data.bench.StageBench}. Judges no result. */
package org.zhizhi.data.bench;
