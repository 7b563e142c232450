/**
 * Reading whatever people have: start at {@link org.zhizhi.data.read.Sources}, which finds the
 * files and streams their documents and refusals; {@link org.zhizhi.data.read.Documents} reads text
 * alone and stops at the first fault. What needs a parser is read by processes of their own, over
 * {@link org.zhizhi.data.read.Wire}; this package knows no parser.
 */
package org.zhizhi.data.read;
