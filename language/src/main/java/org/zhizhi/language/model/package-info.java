/**
 * The Qwen3 decoder: its shape ({@link org.zhizhi.language.model.Qwen3Config}), its network and its
 * files in Hugging Face layout.
 */
package org.zhizhi.language.model;
