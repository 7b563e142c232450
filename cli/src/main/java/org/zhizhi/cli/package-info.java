/** The commands, one class each, and no logic of their own. {@link org.zhizhi.cli.Main} starts. */
package org.zhizhi.cli;
