package org.zhizhi.language.exam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.language.facts.Lang;

/**
 * Reads question sets, known by what they hold: files of one's own in lines of JSON, HalluQA,
 * TruthfulQA, MMLU and CMMLU with their examples, (Chinese) SimpleQA, SelfAware, OCNLI, CMRC, and
 * plain texts for bits per byte. docs/exam.md has the forms.
 */
public final class Papers {
  private static final Pattern SPLIT = Pattern.compile("_(test|dev|val)$");
  private static final Pattern END_OF_TEXT = Pattern.compile("(?m)^<\\|endoftext\\|>\\s*$");

  /** WikiText's articles begin with a line {@code = Title =}; its sections have more marks. */
  private static final Pattern TITLE = Pattern.compile("(?m)^(?= ?= [^=\\n][^\\n]* = *$)");

  private Papers() {}

  /**
   * Reads a file, or a folder of MMLU or CMMLU with {@code test} and {@code dev} or with tables
   * alone.
   *
   * @throws BadInput naming file, line, field and remedy
   */
  public static List<Paper> read(Path path) {
    if (Files.isDirectory(path)) {
      return List.of(folder(path));
    }
    if (!Files.exists(path)) {
      throw new BadInput(path + ": no such file", "check the path");
    }
    Records records = Records.read(path);
    if (records.rows().isEmpty()) {
      return List.of(texts(records));
    }
    if (Lettered.hasColumns(records.rows().getFirst())) {
      return List.of(subjects(path, List.of(records)));
    }
    return Forms.papers(records);
  }

  /** Writes questions in the form that {@link #read} takes, a line of JSON each. */
  public static void write(Path file, List<Question> questions) {
    AtomicFile.write(
        file,
        questions.stream()
            .map(question -> Json.line(question.line()) + "\n")
            .collect(Collectors.joining()));
  }

  private static Paper folder(Path folder) {
    Path test = folder.resolve("test");
    List<Path> tables = tables(Files.isDirectory(test) ? test : folder);
    if (tables.isEmpty()) {
      throw new BadInput(
          folder + ": holds no tables of questions (.csv)",
          "give a file, or a folder like MMLU's with test/*.csv and dev/*.csv");
    }
    List<Records> subjects = tables.stream().map(Records::read).toList();
    for (Records each : subjects) {
      if (each.rows().isEmpty() || !Lettered.hasColumns(each.rows().getFirst())) {
        throw new BadInput(
            each.file() + ": has no columns Question, A, B, C, D, Answer",
            "keep only MMLU's or CMMLU's tables in the folder");
      }
    }
    return subjects(folder, subjects);
  }

  private static List<Path> tables(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Records::isTable).sorted().toList();
    } catch (IOException e) {
      throw new BadInput(folder + ": cannot be read (" + e + ")", "check the folder", e);
    }
  }

  /** MMLU or CMMLU: a table for each subject, its examples in {@code dev} beside {@code test}. */
  private static Paper subjects(Path path, List<Records> tables) {
    List<Question> questions = new ArrayList<>();
    List<Question> examples = new ArrayList<>();
    for (Records table : tables) {
      String subject = SPLIT.matcher(table.stem()).replaceFirst("");
      questions.addAll(ofSubject(table, subject));
      examples(table.file(), subject).ifPresent(dev -> examples.addAll(ofSubject(dev, subject)));
    }
    long chinese = questions.stream().filter(q -> q.lang() == Lang.ZH).count();
    String name = 2 * chinese > questions.size() ? "CMMLU" : "MMLU";
    if (tables.size() == 1) {
      name += " " + questions.getFirst().subject().orElseThrow();
    }
    Lang lang = name.startsWith("C") ? Lang.ZH : Lang.EN;
    return new Paper(
        path,
        name,
        Protocol.CHOICE,
        Paper.Style.SUBJECTS,
        Forms.unique(questions.stream().map(q -> q.withLang(lang)).toList()),
        examples.stream().map(q -> q.withLang(lang)).toList());
  }

  private static List<Question> ofSubject(Records table, String subject) {
    List<Question> questions = new ArrayList<>();
    for (Row row : table.rows()) {
      String id = subject + "/" + (questions.size() + 1);
      questions.add(Lettered.inColumns(id, row).withSubject(Optional.of(subject)));
    }
    return questions;
  }

  private static Optional<Records> examples(Path test, String subject) {
    Path folder = test.toAbsolutePath().getParent();
    if (folder.endsWith("dev") || folder.getParent() == null) {
      return Optional.empty();
    }
    Path dev = folder.resolveSibling("dev");
    return Stream.of("", "_dev")
        .flatMap(end -> Stream.of(".csv", ".csv.gz").map(type -> subject + end + type))
        .map(dev::resolve)
        .filter(Files::exists)
        .findFirst()
        .map(Records::read);
  }

  /** A plain text: documents by {@code <|endoftext|>} or WikiText's titles, else one document. */
  private static Paper texts(Records records) {
    Pattern border = END_OF_TEXT.matcher(records.text()).find() ? END_OF_TEXT : TITLE;
    List<Question> texts = new ArrayList<>();
    for (String text : border.split(records.text())) {
      if (!text.isBlank()) {
        texts.add(Question.open(Integer.toString(texts.size() + 1), text, List.of()));
      }
    }
    if (texts.isEmpty()) {
      throw new BadInput(records.file() + ": is empty", "give a text or questions");
    }
    return new Paper(
        records.file(),
        records.stem(),
        Protocol.BITS_PER_BYTE,
        Paper.Style.PLAIN,
        texts,
        List.of());
  }
}
