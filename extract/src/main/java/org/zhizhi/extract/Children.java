package org.zhizhi.extract;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Texts;

/** The entries of an archive, one after the other: numbers and names them, and has them read. */
final class Children {
  private static final int NAME = 200;

  private final FileWalk walk;
  private final String place;
  private final String source;
  private final int depth;
  private final Resume resume;
  private final Set<Long> names = new HashSet<>();
  private int count;

  /**
   * @param place of the archive, as in {@code Position}
   * @param depth of the entries: archives they lie in
   */
  Children(FileWalk walk, String place, String source, int depth, Resume resume) {
    this.walk = walk;
    this.place = place;
    this.source = source;
    this.depth = depth;
    this.resume = resume;
  }

  /** Whether the next entry is to be read; else it is passed over. */
  boolean wants() throws IOException {
    walk.guard().entry();
    boolean wanted = resume.wants(count);
    if (!wanted) {
      count++;
    }
    return wanted;
  }

  /** Reads the next entry, which was {@linkplain #wants wanted}. */
  void read(Content content, String entryName) throws IOException {
    int number = count++;
    walk.read(content, place(number), name(entryName), depth, resume.below(number));
  }

  /** Passes over the next entry, which was {@linkplain #wants wanted} but holds nothing. */
  void pass() {
    count++;
  }

  /** Refuses the next entry, which was {@linkplain #wants wanted}. */
  void refuse(String entryName, String reason, String detail, long bytes) {
    String at = place(count++);
    String of = name(entryName);
    walk.refuse(new Item.Refused(of + "#0", of, reason, detail, Math.max(bytes, 0)), at);
  }

  private String place(int number) {
    return place.isEmpty() ? String.valueOf(number) : place + "/" + number;
  }

  /** The entry's name below that of the archive, with a number if it is not the first of it. */
  private String name(String entryName) {
    String clean = Texts.line(entryName.replace('\\', '/'), NAME);
    String unique = clean.isEmpty() ? "entry" : clean;
    for (int i = 2; !names.add(hash(unique)); i++) {
      unique = clean + "~" + i;
    }
    return source + "#" + unique;
  }

  /** FNV-1a, 64 bits: two names that collide cost no more than a number. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
