package org.zhizhi.language.tokenizer;

import java.util.Arrays;

/** A list of token ids that grows. */
public final class TokenBuffer {
  private int[] ids = new int[64];
  private int size;

  public void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  public void addAll(int[] more, int count) {
    if (size + count > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(size + count, size * 2));
    }
    System.arraycopy(more, 0, ids, size, count);
    size += count;
  }

  public int size() {
    return size;
  }

  public int get(int i) {
    return ids[java.util.Objects.checkIndex(i, size)];
  }

  public void clear() {
    size = 0;
  }

  public int[] toArray() {
    return Arrays.copyOf(ids, size);
  }
}
