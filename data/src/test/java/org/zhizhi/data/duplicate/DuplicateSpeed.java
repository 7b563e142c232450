package org.zhizhi.data.duplicate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.HostMemory;
import org.zhizhi.base.Seed;

/**
 * Measures how fast duplicates are removed on one core and in how much memory, on real texts
 * repeated to any size: of each further round a twentieth are true copies, a twentieth edited ones,
 * and the others are written in letters and characters of their own, so that they resemble nothing
 * before them.
 *
 * <pre>
 * java -Xmx1g -cp ... org.zhizhi.data.duplicate.DuplicateSpeed [MB]
 * </pre>
 *
 * Making the texts is not timed.
 */
final class DuplicateSpeed {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final int CHUNK = 4096;
  private static final long MEMORY = 128L << 20;

  private DuplicateSpeed() {}

  public static void main(String[] args) throws IOException {
    long bytes = (args.length > 0 ? Long.parseLong(args[0]) : 1000) * 1_000_000;
    Path data = Path.of(System.getenv().getOrDefault("ZHIZHI_DATA", "../shared/data"));
    Path work = Files.createTempDirectory("duplicate-speed");
    try {
      measure(bytes, data.resolve("text"), work);
    } finally {
      AtomicFile.delete(work);
    }
  }

  private static void measure(long bytes, Path texts, Path work) throws IOException {
    List<byte[]> base = new ArrayList<>(); // in UTF-8, which takes half of the memory
    for (String text : Planting.base(List.of(texts), Integer.MAX_VALUE, new Seed(1))) {
      base.add(text.getBytes(StandardCharsets.UTF_8));
    }
    SplittableRandom random = new Seed(2).split("rounds").random();
    List<Path> files = new ArrayList<>();
    long made = 0;
    long documents = 0;
    long signing = 0;
    for (int round = 0; made < bytes; round++) {
      for (int from = 0; from < base.size() && made < bytes; from += CHUNK) {
        List<String> chunk = new ArrayList<>();
        for (byte[] text : base.subList(from, Math.min(base.size(), from + CHUNK))) {
          made += text.length;
          chunk.add(vary(new String(text, StandardCharsets.UTF_8), round, random));
        }
        documents += chunk.size();
        Path file = work.resolve("signatures-" + files.size() + ".bin");
        long start = System.nanoTime();
        SignatureFile.write(
            file, chunk.stream().map(text -> Signature.of(text, Double.NaN)).iterator());
        signing += System.nanoTime() - start;
        files.add(file);
      }
    }
    base.clear();
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    OUT.printf(
        Locale.ROOT,
        "%d documents of %.0f bytes, signatures of %.0f%n",
        documents,
        made / (double) documents,
        size / (double) documents);
    long start = System.nanoTime();
    try (Verdicts verdicts =
        Duplicates.decide(work, files, DuplicateSettings.DEFAULT, MEMORY, (step, share) -> {})) {
      long deciding = System.nanoTime() - start;
      report("signatures", made, signing);
      report("decision", made, deciding);
      report("both", made, signing + deciding);
      long[] kinds = new long[Verdict.Kind.values().length];
      verdicts.forEach(verdict -> kinds[verdict.kind().ordinal()]++);
      OUT.printf(
          "%d kept, %d exact and %d near-copies; %s%n",
          kinds[0], kinds[1], kinds[2], verdicts.effort());
    }
    OUT.printf(
        "peak memory %d MiB%n", HostMemory.now().map(memory -> memory.peak() >> 20).orElse(-1L));
  }

  private static String vary(String text, int round, SplittableRandom random) {
    int kind = random.nextInt(20);
    if (round == 0 || kind == 0) {
      return text;
    }
    if (kind == 1) {
      return Edit.MIXED.apply(text, random.nextDouble(0.05, 0.2), text, random);
    }
    char[] chars = text.toCharArray();
    int shift = round * 2659;
    for (int i = 0; i < chars.length; i++) {
      char c = chars[i];
      if (c >= 0x4e00 && c < 0x9f00) {
        chars[i] = (char) (0x4e00 + ((c - 0x4e00) * (2 * round + 1) + shift) % 0x5100);
      } else if (c >= 'a' && c <= 'z') {
        chars[i] = (char) (0x400 + (c - 'a') + round * 31 % 0x1000);
      }
    }
    return new String(chars);
  }

  private static void report(String what, long bytes, long nanos) {
    OUT.printf(
        Locale.ROOT,
        "%s: %.1f s for %.0f MB, %.1f MB/s%n",
        what,
        nanos / 1e9,
        bytes / 1e6,
        bytes / 1e6 / (nanos / 1e9));
  }
}
