/** TODO. */
package org.zhizhi.data.duplicate;
