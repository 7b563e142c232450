package org.zhizhi.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.data.duplicate.DuplicateSettings;
import org.zhizhi.data.duplicate.Duplicates;
import org.zhizhi.data.duplicate.Signature;
import org.zhizhi.data.duplicate.SignatureFile;
import org.zhizhi.data.duplicate.Verdict;
import org.zhizhi.data.duplicate.Verdicts;
import scala.Tuple2;

class DuplicateJoinTest {
  private static JavaSparkContext spark;

  @BeforeAll
  static void open(@TempDir Path scratch) {
    spark = Session.open("local[2]", Installed.find(), scratch, Map.of());
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  @Test
  void decidesAsTheLocalEngineDoes(@TempDir Path folder) {
    List<Signature> signatures = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(11);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      String text =
          switch (texts.isEmpty() ? 0 : random.nextInt(5)) {
            case 0, 1 -> text(random);
            case 2 -> texts.get(random.nextInt(texts.size())); // the same
            case 3 -> edited(texts.get(random.nextInt(texts.size())), random);
            default -> edited(texts.getLast(), random); // a chain of changes
          };
      texts.add(text);
      signatures.add(Signature.of(text, random.nextInt(3) == 0 ? Double.NaN : random.nextDouble()));
    }
    Map<Integer, String> wanted = local(folder, signatures, DuplicateSettings.DEFAULT);
    assertTrue(wanted.values().stream().filter(v -> v.startsWith("same")).count() > 200);
    assertTrue(wanted.values().stream().filter(v -> v.startsWith("alike")).count() > 200);
    assertEquals(wanted, joined(signatures, DuplicateSettings.DEFAULT, 1));
    assertEquals(wanted, joined(signatures, DuplicateSettings.DEFAULT, 7));

    DuplicateSettings exact = new DuplicateSettings(false, 0.84);
    assertEquals(local(folder.resolve("exact"), signatures, exact), joined(signatures, exact, 3));
  }

  private static Map<Integer, String> joined(
      List<Signature> signatures, DuplicateSettings settings, int partitions) {
    List<Tuple2<long[], byte[]>> rows = new ArrayList<>();
    for (Signature signature : signatures) {
      rows.add(new Tuple2<>(new long[] {rows.size()}, signature.toBytes()));
    }
    long[] firsts = new long[partitions];
    for (int i = 0; i < partitions; i++) {
      firsts[i] = (long) i * rows.size() / partitions; // as parallelize cuts
    }
    JavaPairRDD<long[], byte[]> all = spark.parallelizePairs(rows, partitions);
    Map<Integer, String> verdicts = new TreeMap<>();
    DuplicateJoin.verdicts(all, new Rows.ByRange(firsts), made(settings.near(), settings.share()))
        .collect()
        .forEach(
            row -> {
              String how = row._1[2] == 1 ? "same as " : "alike ";
              assertEquals(null, verdicts.put((int) row._1[0], how + row._1[1]), "twice");
            });
    return verdicts;
  }

  private static DuplicateJoin.Settings made(boolean near, double share) {
    return () -> new DuplicateSettings(near, share);
  }

  private static Map<Integer, String> local(
      Path folder, List<Signature> signatures, DuplicateSettings settings) {
    Path file = folder.resolve("signatures");
    SignatureFile.write(file, signatures.iterator());
    Map<Integer, String> verdicts = new TreeMap<>();
    try (Verdicts all =
        Duplicates.decide(folder, List.of(file), settings, 1 << 24, (step, share) -> {})) {
      for (Verdict verdict : all) {
        if (!verdict.kept()) {
          String how = verdict.kind() == Verdict.Kind.EXACT ? "same as " : "alike ";
          verdicts.put(verdict.ordinal(), how + verdict.of());
        }
      }
    }
    return verdicts;
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    boolean chinese = random.nextBoolean();
    int words = 5 + random.nextInt(200);
    for (int i = 0; i < words; i++) {
      text.append(word(chinese, random));
    }
    return text.toString();
  }

  private static String word(boolean chinese, SplittableRandom random) {
    int number = (int) (3000 * Math.pow(random.nextDouble(), 3));
    return chinese ? Character.toString('一' + number) : "w" + number + " ";
  }

  /** With up to a quarter of its characters replaced, in one place or many. */
  private static String edited(String text, SplittableRandom random) {
    StringBuilder edited = new StringBuilder(text);
    boolean chinese = text.charAt(0) >= '一';
    for (int i = random.nextInt(1 + text.length() / 4); i > 0; i--) {
      edited.setCharAt(random.nextInt(edited.length()), word(chinese, random).charAt(0));
    }
    return edited.toString();
  }
}
