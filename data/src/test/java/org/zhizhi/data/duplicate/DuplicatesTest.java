package org.zhizhi.data.duplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

class DuplicatesTest {
  private static final DuplicateSettings SETTINGS = DuplicateSettings.DEFAULT;
  private final SplittableRandom random = new Seed(13).split("duplicates").random();
  @TempDir private Path folder;

  @Test
  void decidesAsComparingAllPairsDoes() {
    int near = 0;
    for (int trial = 0; trial < 40; trial++) {
      List<Signature> signatures = families(120 + random.nextInt(200), trial % 5 == 4);
      List<Verdict> verdicts = decide(signatures, 1 + random.nextInt(5), 1 << 20);
      assertEquals(AllPairs.decide(signatures), verdicts, "trial " + trial);
      near += (int) verdicts.stream().filter(v -> v.kind() == Verdict.Kind.NEAR).count();
      for (Verdict verdict : verdicts) {
        assertTrue(verdicts.get(verdict.of()).kept(), verdict + " goes for one that goes");
      }
    }
    assertTrue(near > 800, near + " near-copies");
  }

  @Test
  void filesAndMemoryMakeNoDifference() {
    List<Signature> signatures = families(3000, false);
    List<Verdict> expected = decide(signatures, 1, 64 << 20);
    for (int files : new int[] {2, 40}) {
      assertEquals(expected, decide(signatures, files, 1 << 20));
    }
  }

  @Test
  void theBestCopyStays() {
    String text = words(80);
    String longer = text + " and more";
    List<Signature> signatures =
        List.of(
            Signature.of(text.toUpperCase(Locale.ROOT), 0.4),
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
      filled.add(Signature.of(template + words(13), Double.NaN));
    }
    assertTrue(decide(filled, 1, 1 << 20).stream().allMatch(Verdict::kept));
    List<Signature> two = filled.subList(0, 2);
    assertTrue(SETTINGS.areCopies(two.get(0), two.get(1), 64), "but for the many others");
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
    assertTrue(verdicts.stream().filter(v -> v.kind() == Verdict.Kind.NEAR).count() >= count / 2);
    try (Verdicts all = open()) {
      assertTrue(all.effort().candidates() < 40L * count, all.effort().toString());
      Verdicts.Clusters clusters = all.clusters(folder, 1 << 20, 5, 3);
      assertEquals(Map.of(count, 1L), clusters.sizes());
      assertEquals(3, clusters.largest().getFirst().examples().size());
      assertEquals(count, clusters.largest().getFirst().size());
    }
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
    assertEquals(AllPairs.decide(others), decideIn(work, others, 2, 1 << 20));
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
    List<Signature> whole = families(40, false);
    assertEquals(whole.size(), decide(whole, 1, 1 << 20).size());
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
  void settingsSayWhatTheyTake() {
    for (double bad : new double[] {0, -1, 1.01, Double.NaN}) {
      BadInput e = assertThrows(BadInput.class, () -> new DuplicateSettings(true, bad));
      assertTrue(e.getMessage().startsWith("duplicates.near is "), e.getMessage());
    }
  }

  @Test
  void findsNearlyAllPlantedCopiesInRealTexts() {
    String set = System.getenv("ZHIZHI_DATA");
    Path data = set == null ? Path.of("../../shared/data") : Path.of(set);
    Path wiki = data.resolve("text/zh-oi-wiki");
    Path docs = data.resolve("text/en-cpp-docs");
    Assumptions.assumeTrue(Files.isDirectory(wiki), "no shared data at " + data);
    List<String> base = Planting.base(List.of(wiki, docs), 3000, new Seed(5));
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
      AtomicFile.delete(folder.resolve("work"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
