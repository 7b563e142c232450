/**
 * Makes a corpus: {@link org.zhizhi.data.build.Build} takes documents through the stages of a
 * recipe, chunk by chunk, then looks at all of them together (copies, mixture, order) and writes
 * the shards. Its memory does not grow with the input, it goes on where it was killed, and the same
 * input and recipe make the same bytes on any number of threads. Knows no file formats and no
 * models.
 */
package org.zhizhi.data.build;
