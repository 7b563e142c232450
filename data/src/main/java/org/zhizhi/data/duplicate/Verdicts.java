package org.zhizhi.data.duplicate;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;

/**
 * What was decided about every document, in a file: 6 bytes each, read as they are asked for. For
 * one thread.
 */
public final class Verdicts implements Iterable<Verdict>, AutoCloseable {
  private static final long MAGIC = 0x7a687a6876657231L; // "zhzhver1"
  private static final int HEADER = 48;
  private static final int EACH = 6;

  /**
   * How much work the decision was.
   *
   * @param candidates pairs of documents that share a key
   * @param compared those that share several, of which the signatures were compared
   * @param near those that were near-copies
   */
  public record Effort(long candidates, long compared, long near) {}

  /**
   * A document that stays, and how many it stands for.
   *
   * @param size with itself
   * @param examples the first of those that go for it
   */
  public record Cluster(int stays, int size, List<Integer> examples) {}

  /**
   * @param sizes how many clusters there are of each size from 2
   * @param largest largest first
   */
  public record Clusters(SortedMap<Integer, Long> sizes, List<Cluster> largest) {}

  private final Path file;
  private final FileChannel channel;
  private final int count;
  private final long digest;
  private final Effort effort;

  Verdicts(Path file) {
    this.file = file;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      long size = channel.size();
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      if (size >= HEADER) {
        read(0, header);
      }
      if (size < HEADER
          || header.getLong() != MAGIC
          || header.getLong() != (size - HEADER) / EACH
          || (size - HEADER) % EACH != 0) {
        channel.close();
        throw new BadInput(
            file + ": no verdicts on duplicates, or cut short",
            "remove it; the build makes it again");
      }
      count = (int) ((size - HEADER) / EACH);
      digest = header.getLong();
      effort = new Effort(header.getLong(), header.getLong(), header.getLong());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static void write(Path file, long digest, int[] stays, short[] how, Effort effort) {
    AtomicFile.write(
        file,
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          out.writeLong(MAGIC);
          out.writeLong(stays.length);
          out.writeLong(digest);
          out.writeLong(effort.candidates);
          out.writeLong(effort.compared);
          out.writeLong(effort.near);
          for (int i = 0; i < stays.length; i++) {
            out.writeInt(stays[i]);
            out.writeShort(how[i]);
          }
          out.flush();
        });
  }

  /** How many documents there are. */
  public int count() {
    return count;
  }

  /** A number that changes with the signatures and settings that were decided on. */
  long digest() {
    return digest;
  }

  public Effort effort() {
    return effort;
  }

  /** The verdict on one document. */
  public Verdict of(int ordinal) {
    if (ordinal < 0 || ordinal >= count) {
      throw new IndexOutOfBoundsException(ordinal + " of " + count + " documents");
    }
    ByteBuffer one = ByteBuffer.allocate(EACH);
    read(HEADER + (long) EACH * ordinal, one);
    return verdict(ordinal, one);
  }

  /** The verdicts on all documents in their order; quicker than asking for each. */
  @Override
  public Iterator<Verdict> iterator() {
    return new Iterator<>() {
      private final ByteBuffer some = ByteBuffer.allocate(EACH * 4096).limit(0);
      private int at;

      @Override
      public boolean hasNext() {
        return at < count;
      }

      @Override
      public Verdict next() {
        if (at == count) {
          throw new NoSuchElementException();
        }
        if (!some.hasRemaining()) {
          some.clear().limit(EACH * Math.min(4096, count - at));
          read(HEADER + (long) EACH * at, some);
        }
        return verdict(at++, some);
      }
    };
  }

  private Verdict verdict(int ordinal, ByteBuffer from) {
    int stays = from.getInt();
    short how = from.getShort();
    if (stays < 0 || stays >= count || how < Decision.EXACT || how > 1000) {
      throw new BadInput(
          file + ": document " + ordinal + " is said to be a copy of " + stays + " of " + count,
          "remove it; the build makes it again");
    }
    return switch (how) {
      case Decision.KEPT -> new Verdict(ordinal, Verdict.Kind.KEPT, stays, 1);
      case Decision.EXACT -> new Verdict(ordinal, Verdict.Kind.EXACT, stays, 1);
      default -> new Verdict(ordinal, Verdict.Kind.NEAR, stays, how / 1000.0);
    };
  }

  /**
   * The clusters of copies, for a report.
   *
   * @param work folder for temporary files
   * @param memory bytes for sorting
   * @param largest how many clusters to list
   * @param examples how many of each to name
   */
  public Clusters clusters(Path work, long memory, int largest, int examples) {
    SortedMap<Integer, Long> sizes = new TreeMap<>();
    Comparator<Cluster> bySize =
        Comparator.comparingInt(Cluster::size)
            .thenComparing(Comparator.comparingInt(Cluster::stays).reversed());
    PriorityQueue<Cluster> best = new PriorityQueue<>(bySize);
    try (Sorter sorter = new Sorter(work, "clusters", 1, memory)) {
      for (Verdict verdict : this) {
        if (!verdict.kept()) {
          sorter.add((long) verdict.of() << 32 | verdict.ordinal());
        }
      }
      Sorter.Cursor sorted = sorter.sorted();
      boolean more = sorted.next();
      while (more) {
        int stays = (int) (sorted.get(0) >> 32);
        int size = 1;
        List<Integer> some = new ArrayList<>();
        do {
          size++;
          if (some.size() < examples) {
            some.add((int) sorted.get(0));
          }
          more = sorted.next();
        } while (more && (int) (sorted.get(0) >> 32) == stays);
        sizes.merge(size, 1L, Long::sum);
        best.add(new Cluster(stays, size, List.copyOf(some)));
        if (best.size() > largest) {
          best.remove();
        }
      }
    } catch (UncheckedIOException e) {
      throw new BadInput(
          work + ": clusters cannot be sorted there (" + e.getMessage() + ")",
          "free space or choose another place with --out",
          e);
    }
    return new Clusters(sizes, best.stream().sorted(bySize.reversed()).toList());
  }

  private void read(long at, ByteBuffer into) {
    try {
      int start = into.position();
      while (into.hasRemaining()) {
        if (channel.read(into, at + into.position() - start) < 0) {
          throw new BadInput(file + ": is cut short", "remove it; the build makes it again");
        }
      }
      into.flip();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private BadInput unreadable(IOException e) {
    return new BadInput(file + ": cannot be read (" + e + ")", "check the disk", e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
