/** What this machine can do at most, measured: the limits that every speed is a share of. */
package org.zhizhi.engine.machine;
