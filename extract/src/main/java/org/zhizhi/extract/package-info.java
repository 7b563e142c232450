/**
 * The process that parses documents: {@link org.zhizhi.extract.Worker} reads requests and answers
 * with texts, entry by entry. It alone knows the parsers; it is started, watched and if need be
 * killed by {@code org.zhizhi.data.read}. It writes nothing but its answers and, by way of its
 * libraries, its private temporary folder.
 */
package org.zhizhi.extract;
