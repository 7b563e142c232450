package org.zhizhi.data.duplicate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The oracle: decides about duplicates as the package says, with every pair looked at and
 * everything in plain maps and lists. Knows only whether two signatures are copies or related.
 */
final class AllPairs {
  private static final DuplicateSettings SETTINGS = DuplicateSettings.DEFAULT;

  private final List<Signature> signatures;
  private final Map<Integer, Set<Integer>> near = new TreeMap<>();

  private AllPairs(List<Signature> signatures) {
    this.signatures = signatures;
  }

  static List<Verdict> decide(List<Signature> signatures) {
    return new AllPairs(signatures).decide();
  }

  private List<Verdict> decide() {
    Map<Integer, Integer> exact = new HashMap<>();
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < signatures.size(); i++) {
      Signature one = signatures.get(i);
      int best =
          IntStream.range(0, signatures.size())
              .filter(j -> one.isExactCopyOf(signatures.get(j)))
              .boxed()
              .min(this::better)
              .orElseThrow();
      if (best == i) {
        different.add(i);
      } else {
        exact.put(i, best);
      }
    }
    pairs(different)
        .forEach(
            (pair, weights) -> {
              int a = pair.get(0);
              int b = pair.get(1);
              int evidence = weights.stream().mapToInt(Integer::intValue).sum();
              if (weights.size() >= 2
                  && SETTINGS.areCopies(signatures.get(a), signatures.get(b), evidence)) {
                near.computeIfAbsent(a, x -> new TreeSet<>()).add(b);
                near.computeIfAbsent(b, x -> new TreeSet<>()).add(a);
              }
            });
    Map<Integer, Verdict> gone = new HashMap<>();
    centers().forEach((center, members) -> keep(members, gone));
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < signatures.size(); i++) {
      int last = exact.getOrDefault(i, i);
      Verdict.Kind kind = exact.containsKey(i) ? Verdict.Kind.EXACT : Verdict.Kind.KEPT;
      Verdict of = gone.getOrDefault(last, new Verdict(last, kind, last, 1));
      verdicts.add(new Verdict(i, of.kind(), of.of(), of.similarity()));
    }
    return verdicts;
  }

  /** Weights of the keys under which two documents met. */
  private Map<List<Integer>, List<Integer>> pairs(List<Integer> different) {
    Map<Long, List<int[]>> byKey = new HashMap<>();
    for (int i : different) {
      long[] keys = signatures.get(i).keys();
      for (int k = 0; k < keys.length; k++) {
        int tie = signatures.get(i).tie(k);
        byKey.computeIfAbsent(keys[k], x -> new ArrayList<>()).add(new int[] {tie, i});
      }
    }
    Map<List<Integer>, List<Integer>> pairs = new HashMap<>();
    for (List<int[]> bucket : byKey.values()) {
      int size = bucket.size();
      bucket.sort(Comparator.<int[]>comparingInt(e -> e[0]).thenComparingInt(e -> e[1]));
      for (int i = 0; i < size; i++) {
        for (int j = i + 1; j < size && (size <= 8 || j <= i + 3); j++) {
          int a = Math.min(bucket.get(i)[1], bucket.get(j)[1]);
          int b = Math.max(bucket.get(i)[1], bucket.get(j)[1]);
          pairs
              .computeIfAbsent(List.of(a, b), x -> new ArrayList<>())
              .add(size <= 4 ? 2 : size <= 8 ? 1 : 0);
        }
      }
    }
    return pairs;
  }

  /** The members of each center. */
  private Map<Integer, List<Integer>> centers() {
    Map<Integer, Integer> center = new HashMap<>();
    Map<Integer, List<Integer>> around = new TreeMap<>();
    near.keySet().stream()
        .sorted(Comparator.<Integer>comparingInt(i -> -near.get(i).size()).thenComparingInt(i -> i))
        .forEach(
            i -> {
              int best = i;
              int most = -1;
              for (int c : around.keySet()) { // ascending: of equals the first
                Signature a = signatures.get(i);
                Signature b = signatures.get(c);
                boolean joins =
                    near.get(i).contains(c)
                        || connected(i, c) && SETTINGS.areCopies(a, b, 0)
                        || near.get(i).stream().anyMatch(j -> center.getOrDefault(j, -1) == c)
                            && SETTINGS.areRelated(a, b);
                if (joins && permille(i, c) > most) {
                  best = c;
                  most = permille(i, c);
                }
              }
              center.put(i, best);
              around.computeIfAbsent(best, x -> new ArrayList<>()).add(i);
            });
    return around;
  }

  private boolean connected(int a, int b) {
    Set<Integer> seen = new TreeSet<>(Set.of(a));
    List<Integer> open = new ArrayList<>(seen);
    while (!open.isEmpty()) {
      for (int next : near.get(open.removeLast())) {
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return seen.contains(b);
  }

  private void keep(List<Integer> members, Map<Integer, Verdict> gone) {
    List<Integer> kept = new ArrayList<>();
    for (int i : members.stream().sorted(this::better).toList()) {
      kept.stream()
          .filter(k -> SETTINGS.areRelated(signatures.get(i), signatures.get(k)))
          .max(
              Comparator.<Integer>comparingInt(k -> permille(i, k))
                  .thenComparing(Comparator.<Integer>comparingInt(kept::indexOf).reversed()))
          .ifPresentOrElse(
              k -> gone.put(i, new Verdict(i, Verdict.Kind.NEAR, k, permille(i, k) / 1000.0)),
              () -> kept.add(i));
    }
  }

  private int permille(int a, int b) {
    return (int) Math.round(1000 * signatures.get(a).share(signatures.get(b)));
  }

  private int better(int i, int j) {
    return signatures.get(i).rank(i).compareTo(signatures.get(j).rank(j));
  }
}
