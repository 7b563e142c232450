/** How close this machine comes to its own limits in training and decoding a language model. */
package org.zhizhi.language.bench;
