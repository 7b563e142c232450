/**
 * Which language a text is in: {@link org.zhizhi.data.language.LanguageIdentifier}. Scripts decide
 * between Chinese, Japanese, Korean and the rest, trigrams of letters between languages that share
 * a script. Knows no documents or stages.
 */
package org.zhizhi.data.language;
