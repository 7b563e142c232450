package org.zhizhi.data.duplicate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;

/**
 * Real texts with near-copies planted among them.
 *
 * @param texts all of them; the order is shuffled, so that copies stand before and after originals
 */
record Planting(List<String> texts, List<Copy> copies) {
  /**
   * A planted copy and where it and its original stand.
   *
   * @param chinese whether the original is
   */
  record Copy(int original, int copy, Edit edit, double rate, boolean chinese) {}

  /** What to plant next. */
  record Plan(Edit edit, double rate, boolean chinese) {}

  /** Texts of {@code folders}, long ones cut at line ends to pieces of 100 to 10,000 characters. */
  static List<String> base(List<Path> folders, int count, Seed seed) {
    SplittableRandom random = seed.split("cut").random();
    List<String> pieces = new ArrayList<>();
    try (Stream<Document> documents = Documents.read(folders).stream()) {
      documents.forEach(document -> cut(document.text(), random, pieces));
    }
    Collections.shuffle(pieces, new Random(seed.split("base").value()));
    return List.copyOf(pieces.subList(0, Math.min(count, pieces.size())));
  }

  private static void cut(String text, SplittableRandom random, List<String> pieces) {
    boolean whole = text.length() <= 50_000 && (text.length() < 2500 || random.nextInt(4) == 0);
    int at = 0;
    while (at < text.length()) {
      int size =
          whole
              ? text.length()
              : (int) (100 * Math.pow(text.length() > 1e6 ? 8 : 100, random.nextDouble()));
      int end = Math.min(text.length(), at + size);
      int line = text.indexOf('\n', end);
      if (line >= 0 && line < end + size / 2) {
        end = line + 1;
      } else if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
        end++;
      }
      String piece = text.substring(at, end).strip();
      if (piece.length() >= 100) {
        pieces.add(piece);
      }
      at = end;
    }
  }

  /**
   * Plants one copy for each of {@code plans}, each of another text, or of the same {@code
   * copiesEach} times.
   */
  static Planting of(List<String> base, List<Plan> plans, int copiesEach, Seed seed) {
    SplittableRandom random = seed.split("plant").random();
    List<Integer> chinese = new ArrayList<>();
    List<Integer> english = new ArrayList<>();
    for (int i = 0; i < base.size(); i++) {
      (Edit.isChinese(base.get(i)) ? chinese : english).add(i);
    }
    Collections.shuffle(chinese, new Random(random.nextLong()));
    Collections.shuffle(english, new Random(random.nextLong()));
    List<String> texts = new ArrayList<>(base);
    List<Copy> copies = new ArrayList<>();
    int[] used = new int[2];
    for (Plan plan : plans) {
      List<Integer> of = plan.chinese ? chinese : english;
      int original = of.get(used[plan.chinese ? 1 : 0]++ / copiesEach % of.size());
      String other = base.get(of.get(random.nextInt(of.size())));
      copies.add(new Copy(original, texts.size(), plan.edit, plan.rate, plan.chinese));
      texts.add(plan.edit.apply(base.get(original), plan.rate, other, random));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(random.nextLong()));
    int[] place = new int[texts.size()];
    List<String> shuffled = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      place[order.get(i)] = i;
      shuffled.add(texts.get(order.get(i)));
    }
    return new Planting(
        shuffled,
        copies.stream()
            .map(c -> new Copy(place[c.original], place[c.copy], c.edit, c.rate, c.chinese))
            .toList());
  }
}
