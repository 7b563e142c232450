/**
 * Looking into a corpus in the terminal: {@link org.zhizhi.data.look.Look} finds documents and
 * rejected ones and counts them, {@link org.zhizhi.data.look.Pager} shows them. Knows nothing of
 * how a corpus is made.
 */
package org.zhizhi.data.look;
