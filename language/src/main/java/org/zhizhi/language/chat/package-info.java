/** Talking to a model in the terminal: {@link org.zhizhi.language.chat.Chat}. */
package org.zhizhi.language.chat;
