package org.zhizhi.data.build;

import java.nio.ByteBuffer;

/**
 * What is remembered of a document that passed the stages, beside its text: 48 bytes, so that all
 * documents can be looked at several times without reading their texts.
 *
 * @param item number of the document among all items read
 * @param value by which it is ordered, if by quality or difficulty; else not a number
 * @param lineBytes of its line
 * @param textAt where in the line its text starts
 * @param textBytes of the text in UTF-8
 * @param chars of the text in UTF-16 units
 * @param source number of its source in the chunk's table
 * @param idAt where in the chunk's ids its id starts
 * @param lang number of its language in the chunk's table
 * @param license number of its licence in the chunk's table
 * @param group of the mixture, -1 for none
 */
record Entry(
    long item,
    double value,
    int lineBytes,
    int textAt,
    int textBytes,
    int chars,
    int source,
    int idAt,
    int lang,
    int license,
    int group) {

  static final int BYTES = 48;

  /** In a record, where {@link #idAt} stands. */
  static final int ID_AT = 36;

  void write(ByteBuffer to) {
    to.putLong(item).putDouble(value);
    to.putInt(lineBytes).putInt(textAt).putInt(textBytes).putInt(chars);
    to.putInt(source).putInt(idAt);
    to.putShort((short) lang).putShort((short) license).putShort((short) group).putShort((short) 0);
  }

  static Entry read(ByteBuffer from) {
    Entry entry =
        new Entry(
            from.getLong(),
            from.getDouble(),
            from.getInt(),
            from.getInt(),
            from.getInt(),
            from.getInt(),
            from.getInt(),
            from.getInt(),
            from.getShort() & 0xffff,
            from.getShort() & 0xffff,
            from.getShort());
    from.getShort();
    return entry;
  }
}
