/**
 * Bytes to characters: which encoding a text is in, found from the bytes alone. Start at {@link
 * org.zhizhi.data.decode.Encodings}. Knows no files and no documents.
 */
package org.zhizhi.data.decode;
