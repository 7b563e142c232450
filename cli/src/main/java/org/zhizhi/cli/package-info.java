/**
 * The commands, one class each, and no logic of their own: options in, a call into a module below,
 * an exit code out. {@link org.zhizhi.cli.Main} starts and lists them, {@link
 * org.zhizhi.cli.Failure} says what went wrong. Knows no tensors.
 */
package org.zhizhi.cli;
