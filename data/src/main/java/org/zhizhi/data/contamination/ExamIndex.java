package org.zhizhi.data.contamination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.zhizhi.base.BadInput;

/**
 * The n-grams of exams, each with the shortest string it stands in. Of a question shorter than n
 * units the whole is kept, down to {@link #SHORTEST}; other short strings are let go, and so are
 * n-grams that many strings share (headings, instructions) and those that are mostly numbers.
 */
final class ExamIndex {
  /** The shortest question that is looked for, in units. */
  static final int SHORTEST = 8;

  /** The most units an n-gram may have. */
  static final int LONGEST = 32;

  private final int n;
  private final List<String> names = new ArrayList<>();

  /** n-grams and whole short questions, to the number of a string that has them. */
  private HashTable grams = new HashTable();

  /** The last {@link #SHORTEST} units of short questions, to the set of their lengths. */
  private final HashTable tails = new HashTable();

  /** Of each string: the exam it is from, its length in units, or 0 where it is no question. */
  private int[] exams = new int[1024];

  private int[] lengths = new int[1024];
  private int strings;

  // while the exams are read
  private HashTable counts = new HashTable();
  private Set<Long> seen = new HashSet<>();

  private ExamIndex(int n) {
    this.n = n;
  }

  /**
   * Reads exams.
   *
   * @param exams files, or folders of files
   * @param n units in a run, {@link #SHORTEST} to {@link #LONGEST}
   * @param common an n-gram in more strings than this is nobody's
   * @throws BadInput if one cannot be read or holds nothing to look for
   */
  static ExamIndex read(List<Path> exams, int n, int common) {
    ExamIndex index = new ExamIndex(n);
    for (Path exam : exams) {
      long before = index.seen.size();
      for (Path file : files(exam)) {
        int name = index.name(exam, file);
        ExamStrings.read(file, (text, question) -> index.add(text, question, name));
      }
      if (index.seen.size() == before) {
        throw new BadInput(
            exam + ": holds no string of " + n + " words or characters that is not known already",
            "name exams in JSONL, JSON, CSV, TSV or text, each once");
      }
    }
    index.freeze(common);
    return index;
  }

  private static List<Path> files(Path exam) {
    if (!Files.isDirectory(exam)) {
      if (!Files.isRegularFile(exam)) {
        throw new BadInput(exam + ": no such exam", "check the path");
      }
      if (!ExamStrings.isExam(exam.getFileName().toString())) {
        throw new BadInput(
            exam + ": not a kind of exam that is read",
            "convert it to JSONL, JSON, CSV, TSV or text");
      }
      return List.of(exam);
    }
    try (Stream<Path> all = Files.walk(exam)) {
      return all.filter(Files::isRegularFile)
          .filter(f -> ExamStrings.isExam(f.getFileName().toString()))
          .filter(f -> !f.getFileName().toString().matches("(?i)(licen[cs]e|readme|notice)\\b.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadInput(exam + ": cannot be listed (" + e + ")", "check the folder", e);
    }
  }

  /** The exam's own name, with the part of a folder that the file is in: {@code bench/drcd}. */
  private int name(Path exam, Path file) {
    Path own = exam.toAbsolutePath().normalize().getFileName();
    String name = own == null ? "exams" : own.toString();
    if (file.equals(exam)) {
      name = ExamStrings.stem(name);
    } else {
      Path within = exam.relativize(file);
      String part = within.getName(0).toString();
      name += "/" + (within.getNameCount() > 1 ? part : ExamStrings.stem(part));
    }
    if (!names.contains(name)) {
      names.add(name);
    }
    return names.indexOf(name);
  }

  private void add(String text, boolean question, int exam) {
    Units units = new Units(text);
    Ngrams last = new Ngrams(n);
    Ngrams tail = new Ngrams(SHORTEST);
    long all = 0;
    int count = 0;
    while (units.next()) {
      all = Units.mix(all * 31 + units.hash());
      last.add(units.hash());
      tail.add(units.hash());
      count++;
    }
    if (count < (question ? SHORTEST : n) || !seen.add(all)) {
      return;
    }
    if (strings == exams.length) {
      exams = Arrays.copyOf(exams, 2 * strings);
      lengths = Arrays.copyOf(lengths, 2 * strings);
    }
    exams[strings] = exam;
    lengths[strings] = question ? count : 0;
    if (count < n) {
      put(last.hash(count));
      int others = Math.max(0, tails.get(tail.hash()));
      tails.put(tail.hash(), others | 1 << (count - SHORTEST));
    } else {
      addGrams(text);
    }
    strings++;
  }

  private void addGrams(String text) {
    Units units = new Units(text);
    Ngrams last = new Ngrams(n);
    Set<Long> own = new HashSet<>();
    boolean[] numbers = new boolean[n];
    int numeric = 0;
    for (int i = 0; units.next(); i++) {
      last.add(units.hash());
      numeric += (units.isNumber() ? 1 : 0) - (numbers[i % n] ? 1 : 0);
      numbers[i % n] = units.isNumber();
      if (last.full() && 2 * numeric <= n && own.add(last.hash())) {
        put(last.hash());
      }
    }
  }

  private void put(long hash) {
    int other = grams.get(hash);
    boolean shorter = lengths[strings] > 0 && other >= 0 && lengths[other] == 0;
    if (other < 0 || shorter || lengths[strings] > 0 && lengths[strings] < lengths[other]) {
      grams.put(hash, strings);
    }
    counts.put(hash, 1 + Math.max(0, counts.get(hash)));
  }

  private void freeze(int common) {
    HashTable kept = new HashTable();
    for (long key : grams.keys()) {
      if (counts.get(key) <= common) {
        kept.put(key, grams.get(key));
      }
    }
    grams = kept;
    grams.freeze();
    tails.freeze();
    counts = new HashTable();
    seen = Set.of();
  }

  /** Different n-grams and short questions that are looked for. */
  int size() {
    return grams.size();
  }

  /** Different strings that gave them. */
  int strings() {
    return strings;
  }

  int n() {
    return n;
  }

  /** The string that has the n-gram; -1 if none has. */
  int string(long hash) {
    return grams.maybe(hash) ? grams.get(hash) : -1;
  }

  /** Units in a string if it is a question, else 0. */
  int length(int string) {
    return lengths[string];
  }

  /** Name of the exam that a string is from. */
  String exam(int string) {
    return names.get(exams[string]);
  }

  /** Lengths, less {@link #SHORTEST}, of the short questions that end so; a bit for each. */
  int shortLengths(long tail) {
    return tails.size() > 0 && tails.maybe(tail) ? Math.max(0, tails.get(tail)) : 0;
  }
}
