package org.zhizhi.data.duplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;

class DuplicatesTest {
  private static final DuplicateSettings SETTINGS = DuplicateSettings.DEFAULT;
  private final SplittableRandom random = new Seed(13).split("duplicates").random();
  @TempDir private Path folder;

  @Test
  void decidesAsComparingAllPairsDoes() {
    int near = 0;
    for (int trial = 0; trial < 25; trial++) {
      List<Signature> signatures = families(120 + random.nextInt(200), trial % 5 == 4);
      List<Verdict> verdicts = decide(signatures, 1 + random.nextInt(5), 1 << 20);
      assertEquals(oracle(signatures), verdicts, "trial " + trial);
      near += (int) verdicts.stream().filter(v -> v.kind() == Verdict.Kind.NEAR).count();
      for (Verdict verdict : verdicts) {
        assertTrue(verdicts.get(verdict.of()).kept(), verdict + " goes for one that goes");
      }
    }
    assertTrue(near > 300, near + " near-copies");
  }

  @Test
  void filesAndMemoryMakeNoDifference() {
    List<Signature> signatures = families(3000, false);
    List<Verdict> expected = decide(signatures, 1, 64 << 20);
    for (int files : new int[] {2, 7, 300}) {
      assertEquals(expected, decide(signatures, files, 1 << 20));
    }
  }

  @Test
  void theBestCopyStays() {
    String text = words(80);
    String longer = text + " and more";
    List<Signature> signatures =
        List.of(
            Signature.of(text.toUpperCase(java.util.Locale.ROOT), 0.4),
            Signature.of(text, 0.9),
            Signature.of(longer, Double.NaN),
            Signature.of(words(80), 0.1),
            Signature.of(text + "!", 0.9));
    List<Verdict> verdicts = decide(signatures, 1, 1 << 20);
    assertEquals(List.of(4, 4, 4, 3, 4), verdicts.stream().map(Verdict::of).toList());
    assertEquals(Verdict.Kind.EXACT, verdicts.get(0).kind());
    assertEquals(Verdict.Kind.NEAR, verdicts.get(2).kind());
    assertEquals(80 / 82.0, verdicts.get(2).similarity(), 0.01);
  }

  @Test
  void aChainOfSmallChangesIsNoCluster() {
    List<String> words = new ArrayList<>(List.of(words(400).split(" ")));
    List<Signature> chain = new ArrayList<>();
    for (int step = 0; step < 40; step++) {
      for (int i = 0; i < 40; i++) {
        words.set(step * 40 % 400 + i, word());
      }
      chain.add(Signature.of(String.join(" ", words), Double.NaN));
    }
    List<Verdict> verdicts = decide(chain, 1, 1 << 20);
    long kept = verdicts.stream().filter(Verdict::kept).count();
    assertTrue(kept >= 6 && kept <= 20, kept + " stay of a chain of 40 with tenths changed");
    for (Verdict verdict : verdicts) {
      assertTrue(Math.abs(verdict.of() - verdict.ordinal()) <= 6, verdict.toString());
    }
  }

  @Test
  void documentsOfOneTemplateStay() {
    List<Signature> filled = new ArrayList<>();
    String template = words(45);
    for (int i = 0; i < 60; i++) {
      filled.add(Signature.of(template + words(20), Double.NaN)); // 70 % shared by all
    }
    assertTrue(decide(filled, 1, 1 << 20).stream().allMatch(Verdict::kept));
    assertEquals(
        1,
        decide(filled.subList(0, 2), 1, 1 << 20).stream().filter(v -> !v.kept()).count()
            + decide(List.of(filled.get(0), Signature.of(words(70), 0)), 1, 1 << 20).stream()
                .filter(Verdict::kept)
                .count()
            - 2
            + 1,
        "of two alone the shared phrases are rare, and still seven tenths are too little");
  }

  @Test
  void aPhraseThatMillionsShareCostsLinearTime() {
    String licence = words(300);
    List<Signature> copies = new ArrayList<>();
    int count = 6000;
    for (int i = 0; i < count; i++) {
      copies.add(Signature.of(licence + (i % 3 == 0 ? "" : word() + " " + word()), Double.NaN));
    }
    List<Verdict> verdicts = decide(copies, 3, 1 << 20);
    assertEquals(1, verdicts.stream().filter(Verdict::kept).count());
    assertEquals(
        count / 3 - 1,
        verdicts.stream().filter(v -> v.kind() == Verdict.Kind.NEAR).count() > 0
            ? exactOfOne(copies)
            : -1);
    try (Verdicts all = open()) {
      assertTrue(all.effort().candidates() < 40L * count, all.effort().toString());
      Verdicts.Clusters clusters = all.clusters(folder, 1 << 20, 5, 3);
      assertEquals(Map.of(count, 1L), clusters.sizes());
      assertEquals(3, clusters.largest().getFirst().examples().size());
      assertEquals(count, clusters.largest().getFirst().size());
    }
  }

  private static int exactOfOne(List<Signature> copies) {
    Map<Long, Integer> counts = new HashMap<>();
    copies.forEach(s -> counts.merge(s.exactHigh(), 1, Integer::sum));
    return counts.values().stream().mapToInt(c -> c - 1).sum();
  }

  @Test
  void verdictsAreFoundAgainAndMadeAgainForOtherSignatures() throws IOException {
    List<Signature> signatures = families(300, false);
    List<Verdict> first = decide(signatures, 2, 1 << 20);
    Path work = folder.resolve("work");
    Object made = Files.getAttribute(work.resolve("verdicts.bin"), "unix:ino");
    Files.createDirectories(work.resolve("sorting"));
    Files.writeString(work.resolve("sorting/keys-0.run"), "left by a kill");
    assertEquals(first, decideIn(work, signatures, 2, 1 << 20));
    assertEquals(made, Files.getAttribute(work.resolve("verdicts.bin"), "unix:ino"), "made again");
    List<Signature> others = new ArrayList<>(signatures);
    others.set(7, Signature.of("something else", 0));
    assertEquals(oracle(others), decideIn(work, others, 2, 1 << 20));
    assertTrue(Files.notExists(work.resolve("sorting")));
    List<Verdict> exactOnly = new ArrayList<>();
    try (Verdicts all =
        Duplicates.decide(
            work, write(others, 1), new DuplicateSettings(false, 0.84), 1 << 20, (s, d) -> {})) {
      all.forEach(exactOnly::add);
    }
    assertTrue(exactOnly.stream().noneMatch(v -> v.kind() == Verdict.Kind.NEAR));
  }

  @Test
  void damagedFilesAreRefusedInOneLine() throws IOException {
    Path file = write(families(40, false), 1).getFirst();
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      if (i % 2 == 0) {
        bad = Arrays.copyOf(bad, i == 0 ? 0 : random.nextInt(bad.length));
      } else {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bad);
      BadInput e =
          assertThrows(
              BadInput.class,
              () ->
                  Duplicates.decide(
                      folder.resolve("bad"), List.of(file), SETTINGS, 1 << 20, (s, d) -> {}));
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      assertTrue(e.getMessage().endsWith("remove it; the build makes it again"), e.getMessage());
    }
    decide(families(40, false), 1, 1 << 20).size();
    Path verdicts = folder.resolve("work/verdicts.bin");
    Files.write(verdicts, Arrays.copyOf(Files.readAllBytes(verdicts), 100));
    BadInput e = assertThrows(BadInput.class, this::open);
    assertTrue(e.getMessage().contains("verdicts.bin: no verdicts on duplicates, or cut short"));
  }

  @Test
  void emptyFilesAndNoFilesAreFine() {
    assertEquals(List.of(), decide(List.of(), 0, 0));
    assertEquals(List.of(), decide(List.of(), 3, 0));
    Signature one = Signature.of("知之为知之，不知为不知，是知也。", 0);
    assertEquals(2, decide(List.of(one, one), 3, 0).size());
  }

  @Test
  void settingsSayWhatTheyTake() throws IOException {
    assertEquals(SETTINGS, DuplicateSettings.of(Json.object()));
    assertEquals(
        new DuplicateSettings(false, 0.9),
        DuplicateSettings.of(Json.JSON.readTree("{\"near\":false,\"share\":0.9}")));
    for (String bad : List.of("{\"share\":0}", "{\"share\":\"x\"}", "{\"near\":1}", "{\"x\":1}")) {
      BadInput e =
          assertThrows(BadInput.class, () -> DuplicateSettings.of(Json.JSON.readTree(bad)), bad);
      assertTrue(e.getMessage().startsWith("duplicates: "), e.getMessage());
    }
  }

  @Test
  void findsNearlyAllPlantedCopiesInRealTexts() {
    String set = System.getenv("ZHIZHI_DATA");
    Path data = set == null ? Path.of("../../shared/data") : Path.of(set);
    Path laws = data.resolve("text/zh-oi-wiki");
    Path docs = data.resolve("text/en-cpp-docs");
    Assumptions.assumeTrue(Files.isDirectory(laws), "no shared data at " + data);
    List<String> base = Planting.base(List.of(laws, docs), 3000, new Seed(5));
    List<Planting.Plan> plans = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      Edit edit = Edit.values()[i / 2 % Edit.LETTERS.ordinal()];
      plans.add(new Planting.Plan(edit, random.nextDouble(0.05, 0.2), i % 2 == 0));
    }
    Planting planting = Planting.of(base, plans, 1, new Seed(6));
    List<Verdict> verdicts =
        decide(
            planting.texts().stream().map(text -> Signature.of(text, Double.NaN)).toList(),
            4,
            8 << 20);
    long found =
        planting.copies().stream()
            .filter(c -> verdicts.get(c.original()).of() == verdicts.get(c.copy()).of())
            .count();
    assertTrue(found >= 0.95 * plans.size(), found + " of " + plans.size());
    long wrong =
        verdicts.stream()
            .filter(v -> v.kind() == Verdict.Kind.NEAR)
            .filter(
                v ->
                    ExactJaccard.of(
                            planting.texts().get(v.ordinal()), planting.texts().get(v.of()), 2)
                        < 0.35)
            .count();
    assertEquals(0, wrong, "gone for a text unlike them");
  }

  // ---- the oracle: all pairs, plain maps and lists

  private static List<Verdict> oracle(List<Signature> signatures) {
    int n = signatures.size();
    int[] of = new int[n];
    Verdict.Kind[] kind = new Verdict.Kind[n];
    double[] similarity = new double[n];
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      of[i] = i;
      for (int j = 0; j < n; j++) {
        if (signatures.get(i).isExactCopyOf(signatures.get(j)) && better(signatures, j, of[i])) {
          of[i] = j;
        }
      }
      kind[i] = of[i] == i ? Verdict.Kind.KEPT : Verdict.Kind.EXACT;
      similarity[i] = 1;
      if (of[i] == i) {
        different.add(i);
      }
    }
    TreeMap<Long, List<int[]>> byKey = new TreeMap<>();
    for (int i : different) {
      long[] keys = signatures.get(i).keys();
      for (int k = 0; k < keys.length; k++) {
        byKey
            .computeIfAbsent(keys[k], x -> new ArrayList<>())
            .add(new int[] {signatures.get(i).tie(k), i});
      }
    }
    Map<List<Integer>, int[]> pairs = new HashMap<>();
    for (List<int[]> bucket : byKey.values()) {
      bucket.sort(Comparator.<int[]>comparingInt(e -> e[0]).thenComparingInt(e -> e[1]));
      for (int i = 0; i < bucket.size(); i++) {
        for (int j = i + 1; j < bucket.size(); j++) {
          int weight = bucket.size() <= 4 ? 2 : bucket.size() <= 8 ? 1 : 0;
          if (bucket.size() <= 8 || j - i <= 3) {
            int a = Math.min(bucket.get(i)[1], bucket.get(j)[1]);
            int b = Math.max(bucket.get(i)[1], bucket.get(j)[1]);
            int[] seen = pairs.computeIfAbsent(List.of(a, b), x -> new int[2]);
            seen[0]++;
            seen[1] += weight;
          }
        }
      }
    }
    boolean[][] near = new boolean[n][n];
    int[] degree = new int[n];
    pairs.forEach(
        (pair, seen) -> {
          int a = pair.get(0);
          int b = pair.get(1);
          if (seen[0] >= 2 && SETTINGS.areCopies(signatures.get(a), signatures.get(b), seen[1])) {
            near[a][b] = near[b][a] = true;
            degree[a]++;
            degree[b]++;
          }
        });
    int[] component = new int[n];
    Arrays.fill(component, -1);
    for (int i : different) {
      if (component[i] < 0) {
        flood(near, component, i, i);
      }
    }
    int[] center = new int[n];
    Map<Integer, List<Integer>> centers = new HashMap<>();
    different.stream()
        .filter(i -> degree[i] > 0)
        .sorted(Comparator.<Integer>comparingInt(i -> -degree[i]).thenComparingInt(i -> i))
        .forEach(
            i -> {
              List<Integer> of1 = centers.computeIfAbsent(component[i], x -> new ArrayList<>());
              int best = -1;
              int most = -1;
              for (int c : of1) {
                boolean joins =
                    near[i][c]
                        || SETTINGS.areCopies(signatures.get(i), signatures.get(c), 0)
                        || hasNearAround(i, c, near, center, degree)
                            && SETTINGS.areRelated(signatures.get(i), signatures.get(c));
                int share = (int) Math.round(1000 * signatures.get(i).share(signatures.get(c)));
                if (joins && (share > most || share == most && c < best)) {
                  best = c;
                  most = share;
                }
              }
              center[i] = best < 0 ? i : best;
              done.add(i);
              if (best < 0) {
                of1.add(i);
              }
            });
    done.clear();
    Map<Integer, List<Integer>> around = new TreeMap<>();
    different.stream()
        .filter(i -> degree[i] > 0)
        .forEach(i -> around.computeIfAbsent(center[i], x -> new ArrayList<>()).add(i));
    for (List<Integer> members : around.values()) {
      members.sort((i, j) -> i.equals(j) ? 0 : better(signatures, i, j) ? -1 : 1);
      List<Integer> keep = new ArrayList<>();
      for (int i : members) {
        int most = -1;
        for (int k : keep) {
          int share = (int) Math.round(1000 * signatures.get(i).share(signatures.get(k)));
          if (share > most && SETTINGS.areRelated(signatures.get(i), signatures.get(k))) {
            most = share;
            of[i] = k;
            kind[i] = Verdict.Kind.NEAR;
            similarity[i] = share / 1000.0;
          }
        }
        if (kind[i] == Verdict.Kind.KEPT) {
          keep.add(i);
        }
      }
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int last = of[i];
      boolean follows = kind[i] == Verdict.Kind.EXACT && kind[last] == Verdict.Kind.NEAR;
      verdicts.add(
          follows
              ? new Verdict(i, Verdict.Kind.NEAR, of[last], similarity[last])
              : new Verdict(i, kind[i], last, similarity[i]));
    }
    return verdicts;
  }

  /** Members whose center is known; the oracle runs on one thread. */
  private static final java.util.Set<Integer> done = new java.util.HashSet<>();

  private static boolean hasNearAround(int i, int c, boolean[][] near, int[] center, int[] degree) {
    for (int j = 0; j < near.length; j++) {
      if (near[i][j] && done.contains(j) && center[j] == c) {
        return true;
      }
    }
    return false;
  }

  private static void flood(boolean[][] near, int[] component, int i, int name) {
    component[i] = name;
    for (int j = 0; j < near.length; j++) {
      if (near[i][j] && component[j] < 0) {
        flood(near, component, j, name);
      }
    }
  }

  private static boolean better(List<Signature> signatures, int i, int j) {
    return signatures.get(i).rank(i).compareTo(signatures.get(j).rank(j)) < 0;
  }

  // ---- making signatures

  /** Texts of which many are copies of copies, exact, near and too far, and share phrases. */
  private List<Signature> families(int count, boolean large) {
    List<String> texts = new ArrayList<>();
    List<String> phrases = Stream.generate(() -> words(12)).limit(6).toList();
    while (texts.size() < count) {
      if (!texts.isEmpty() && random.nextInt(large ? 12 : 3) > 0) {
        String from =
            texts.get(
                large ? random.nextInt(Math.min(3, texts.size())) : random.nextInt(texts.size()));
        Edit edit = Edit.values()[random.nextInt(Edit.values().length)];
        double rate = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.3);
        texts.add(edit.apply(from, rate, words(60), random));
      } else {
        String phrase = phrases.get(random.nextInt(6));
        texts.add(words(random.nextInt(2, 90)) + phrase + words(random.nextInt(40)));
      }
    }
    return texts.stream()
        .map(
            text ->
                Signature.of(text, random.nextInt(3) == 0 ? Double.NaN : random.nextInt(4) / 4.0))
        .toList();
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(word()).append(' ');
    }
    return text.toString();
  }

  private String word() {
    return Integer.toString(random.nextInt(1 << 28), 36);
  }

  private List<Verdict> decide(List<Signature> signatures, int files, long memory) {
    try {
      org.zhizhi.base.AtomicFile.delete(folder.resolve("work"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return decideIn(folder.resolve("work"), signatures, files, memory);
  }

  private List<Verdict> decideIn(Path work, List<Signature> signatures, int files, long memory) {
    List<Verdict> verdicts = new ArrayList<>();
    try (Verdicts all =
        Duplicates.decide(work, write(signatures, files), SETTINGS, memory, (step, share) -> {})) {
      all.forEach(verdicts::add);
      for (int i = 0; i < 20 && !verdicts.isEmpty(); i++) {
        int ordinal = random.nextInt(verdicts.size());
        assertEquals(verdicts.get(ordinal), all.of(ordinal));
      }
    }
    return verdicts;
  }

  private Verdicts open() {
    return new Verdicts(folder.resolve("work/verdicts.bin"));
  }

  private List<Path> write(List<Signature> signatures, int count) {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("signatures-" + i + ".bin");
      int from = (int) ((long) signatures.size() * i / count);
      int to = (int) ((long) signatures.size() * (i + 1) / count);
      SignatureFile.write(file, signatures.subList(from, to).iterator());
      files.add(file);
    }
    return files;
  }
}
