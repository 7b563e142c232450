package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.knows.Confidence;
import org.zhizhi.language.model.ModelFolder;

/**
 * Has models sit exams. In the folder it writes {@code exam.json}; of a second model {@code
 * against.json}, and the differences into the first; of a calibrated model {@code
 * uncalibrated.json}, the same exam as it is without the calibration; and {@code answers.jsonl},
 * everything the models said, from which a later run with the same folder takes what it would ask
 * again.
 */
public final class Examination {
  /** What of the plain answer's figures exam.json repeats. */
  private static final List<String> COMPARED = List.of("auroc", "ece", "brier", "aurc");

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
      if (first.plain.isPresent()) {
        Json.write(out.resolve(UNCALIBRATED), first.plain.get());
      }
      Json.write(out.resolve("exam.json"), first.json);
      return first.json;
    }
  }

  /** Its name in the folder of an exam. */
  public static final String UNCALIBRATED = "uncalibrated.json";

  /**
   * @param plain the exam as it is without calibration; empty where nothing is calibrated
   */
  private record Examined(List<Sat> sat, ObjectNode json, Optional<ObjectNode> plain) {}

  private Examined examine(
      ModelFolder model, List<Paper> papers, ResultCache cache, PrintStream log, boolean quiet) {
    try (Respondent respondent = new Respondent(model, threads)) {
      String digest = respondent.digest();
      Calibrated calibrated = Calibrated.of(respondent);
      calibrated.refused().ifPresent(log::println);
      Examinee examinee =
          new Examinee(
              respondent,
              digest,
              calibrated.confidence(),
              cache,
              settings.slots(),
              watch(log, quiet));
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
      calibrated.refused().ifPresent(why -> json.putObject("trust").put("refused", why));
      json.set("exams", exams(sat));
      Optional<ObjectNode> plain = sections(examinee, sat, json);
      json.set("knows", KnowsFigures.of(json, settings.seed()));
      plain.ifPresent(exam -> exam.set("knows", KnowsFigures.of(exam, settings.seed())));
      if (!quiet) {
        log.println(
            model.path()
                + ": "
                + examinee.kept()
                + " of "
                + examinee.asked()
                + " results were known from before");
      }
      return new Examined(sat, json, plain);
    }
  }

  private static ArrayNode exams(List<Sat> sat) {
    ArrayNode exams = Json.JSON.createArrayNode();
    sat.forEach(each -> exams.add(ExamJson.of(each)));
    return exams;
  }

  /** Adds the sections, and gives the exam without calibration where something is calibrated. */
  private Optional<ObjectNode> sections(Examinee examinee, List<Sat> sat, ObjectNode json) {
    Set<String> ofConfidence = new HashSet<>();
    for (Section section : sections) {
      Set<String> before = names(json);
      section.add(examinee, sat, settings, json);
      if (section.tellsOfConfidence()) {
        names(json).stream().filter(name -> !before.contains(name)).forEach(ofConfidence::add);
      }
    }
    if (sat.stream().flatMap(s -> s.items().stream()).allMatch(i -> i.plain().isEmpty())) {
      return Optional.empty();
    }
    List<Sat> uncalibrated = sat.stream().map(Sat::uncalibrated).toList();
    ObjectNode plain = json.deepCopy().remove(ofConfidence);
    plain.set("exams", exams(uncalibrated));
    sections.stream()
        .filter(Section::tellsOfConfidence)
        .forEach(section -> section.add(examinee, uncalibrated, settings, plain));
    plain.remove("trust");
    ObjectNode compared = json.putObject("before");
    COMPARED.stream()
        .filter(plain::has)
        .forEach(name -> compared.set(name, plain.get(name).deepCopy()));
    return Optional.of(plain);
  }

  private static Set<String> names(ObjectNode json) {
    Set<String> names = new HashSet<>();
    json.properties().forEach(e -> names.add(e.getKey()));
    return names;
  }

  /**
   * The calibration beside a model.
   *
   * @param refused why there is one that cannot be used
   */
  private record Calibrated(Optional<Confidence> confidence, Optional<String> refused) {
    static Calibrated of(Respondent respondent) {
      try {
        return new Calibrated(Confidence.of(respondent), Optional.empty());
      } catch (BadInput e) {
        return new Calibrated(Optional.empty(), Optional.of(e.getMessage()));
      }
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
