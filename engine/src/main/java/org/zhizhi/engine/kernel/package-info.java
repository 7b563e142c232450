/**
 * Inner loops on the processor, by the Vector API over memory segments: the row operations of
 * training and the matrix-vector products of decoding. Every kernel adds in one fixed order,
 * compiled or interpreted, so that the same input gives the same bits: no {@code reduceLanes} on
 * floats, no library {@code exp}. Knows no networks.
 */
package org.zhizhi.engine.kernel;
