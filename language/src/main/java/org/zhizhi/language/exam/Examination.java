package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.model.ModelFolder;

/**
 * Has models sit exams. In the folder it writes {@code exam.json}; of a second model {@code
 * against.json}, and the differences into the first; and {@code answers.jsonl}, everything the
 * models said, from which a later run with the same folder takes what it would ask again.
 */
public final class Examination {
  private final List<Path> files;
  private final Settings settings;
  private final List<Section> sections;
  private final int threads;
  private final String version;

  /**
   * @param files question sets, see {@link Papers#read}
   * @param sections what else is to be found out, in this order
   * @param version of this program, for the record
   */
  public Examination(
      List<Path> files, Settings settings, List<Section> sections, int threads, String version) {
    this.files = List.copyOf(files);
    this.settings = settings;
    this.sections = List.copyOf(sections);
    this.threads = threads;
    this.version = version;
  }

  /**
   * Examines {@code model}, and {@code against} on the same questions.
   *
   * @param out the folder; made if it is not there
   * @param log hears progress
   * @return exam.json
   * @throws BadInput if a model, a question set or the folder cannot be used
   */
  public ObjectNode run(
      ModelFolder model, Optional<ModelFolder> against, Path out, PrintStream log, boolean quiet) {
    List<Paper> papers = files.stream().flatMap(file -> Papers.read(file).stream()).toList();
    model.weights().close(); // a damaged model is refused before anything is written
    against.ifPresent(second -> second.weights().close());
    try (ResultCache cache = ResultCache.open(out.resolve("answers.jsonl"))) {
      Examined first = examine(model, papers, cache, log, quiet);
      if (against.isPresent()) {
        Examined second = examine(against.get(), papers, cache, log, quiet);
        Json.write(out.resolve("against.json"), second.json);
        ObjectNode node = first.json.putObject("against");
        node.set("model", second.json.get("model"));
        ArrayNode exams = node.putArray("exams");
        for (int i = 0; i < first.sat.size(); i++) {
          Paper paper = first.sat.get(i).paper();
          ObjectNode exam =
              exams.addObject().put("name", paper.name()).put("protocol", paper.protocol().word());
          exam.set("differences", Differences.of(first.sat.get(i), second.sat.get(i)));
        }
      }
      Json.write(out.resolve("exam.json"), first.json);
      return first.json;
    }
  }

  private record Examined(List<Sat> sat, ObjectNode json) {}

  private Examined examine(
      ModelFolder model, List<Paper> papers, ResultCache cache, PrintStream log, boolean quiet) {
    try (Respondent respondent = new Respondent(model, threads)) {
      String digest = respondent.digest();
      Examinee examinee =
          new Examinee(respondent, digest, cache, settings.slots(), watch(log, quiet));
      List<Sat> sat = new ArrayList<>();
      papers.forEach(paper -> sat.add(sit(paper, examinee)));
      ObjectNode json =
          Json.object()
              .put("zhizhi", version)
              .put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
              .put("seed", settings.seed().value());
      json.putObject("model")
          .put("path", model.path().toString())
          .put("digest", digest)
          .put("parameters", model.config().parameters());
      ArrayNode exams = json.putArray("exams");
      sat.forEach(each -> exams.add(ExamJson.of(each)));
      sections.forEach(section -> section.add(examinee, sat, settings, json));
      if (!quiet) {
        log.println(
            model.path()
                + ": "
                + examinee.kept()
                + " of "
                + examinee.asked()
                + " results were known from before");
      }
      return new Examined(sat, json);
    }
  }

  private Sat sit(Paper whole, Examinee examinee) {
    int usual = whole.examples().isEmpty() ? 0 : whole.style().shots();
    int shots = whole.protocol() == Protocol.BITS_PER_BYTE ? 0 : settings.shots().orElse(usual);
    Paper paper = whole.drawn(shots, settings.limit(), settings.seed());
    Prompts prompts = new Prompts(examinee.respondent(), chats(paper, examinee));
    List<Answered> items =
        switch (paper.protocol()) {
          case CHOICE -> new MultipleChoice(paper, prompts, shots, settings).sit(examinee);
          case SHORT_ANSWER -> new ShortAnswer(paper, prompts, shots, settings).sit(examinee);
          case BITS_PER_BYTE -> new BitsPerByte(paper).sit(examinee);
        };
    return new Sat(paper, items, shots, prompts.shortened());
  }

  private boolean chats(Paper paper, Examinee examinee) {
    return switch (settings.asking()) {
      case CHAT -> true;
      case TEXT -> false;
      case AUTO ->
          paper.protocol() == Protocol.SHORT_ANSWER
              && examinee.respondent().chats()
              && hasTemplate(examinee.respondent().model().path());
    };
  }

  private static boolean hasTemplate(Path model) {
    Path settings = model.resolve("tokenizer_config.json");
    return Files.exists(model.resolve("chat_template.jinja"))
        || Files.exists(settings) && Json.read(settings).hasNonNull("chat_template");
  }

  private static Examinee.Watch watch(PrintStream log, boolean quiet) {
    return (what, total, kept) -> {
      Progress progress = Progress.of(log, what, total, Progress.Mode.of(quiet)).from(kept);
      return done -> {
        if (done < total) {
          progress.update(done, "");
        } else {
          progress.done(done, kept == 0 ? "" : kept + " known from before");
        }
      };
    };
  }
}
