package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.Seed;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.pressure.Answering;
import org.zhizhi.language.pressure.Consistency;
import org.zhizhi.language.pressure.Judging;
import org.zhizhi.language.pressure.PressureSuite;
import org.zhizhi.language.pressure.Probe;
import org.zhizhi.language.pressure.Probes;
import org.zhizhi.language.pressure.Template;

/**
 * Whether a model stands by its answers: under pressure, asked again, asked in other words. Of the
 * short questions with a right answer some are drawn; wrong hints are answers to other questions of
 * the same subject. Questions of one subject about one thing, in one language, are taken for one
 * question in other words. A calibrated model is pressed as it is used, weighing its answers
 * against what the user claims; without the calibration, as it speaks by itself.
 */
public final class Steadiness implements Section {
  private static final int MAX_TOKENS = 32;
  private static final int REPEATS = 5;
  private static final double TEMPERATURE = 0.7;
  private static final int TEMPLATES = 6;

  private final int most;

  /**
   * @param most questions drawn from each group of a paper; each is answered about fifteen times
   */
  public Steadiness(int most) {
    this.most = most;
  }

  @Override
  public void add(Examinee examinee, List<Sat> papers, Settings settings, ObjectNode exam) {
    List<Question> questions =
        papers.stream()
            .filter(sat -> sat.paper().protocol() == Protocol.SHORT_ANSWER)
            .flatMap(sat -> sat.items().stream())
            .map(Answered::question)
            .filter(q -> !q.answers().isEmpty())
            .toList();
    Seed seed = settings.seed();
    Map<String, List<Probes.Question>> groups = new LinkedHashMap<>();
    for (Question q : questions) {
      groups
          .computeIfAbsent(q.group().orElse(""), g -> new ArrayList<>())
          .add(
              new Probes.Question(
                  q.id(), q.lang(), q.text(), q.answers(), q.subject().orElse(""), q.cluster()));
    }
    List<Probe> probes = new ArrayList<>();
    groups.values().forEach(g -> probes.addAll(Probes.sample(Probes.of(g, seed), most, seed)));
    if (probes.isEmpty()) {
      return;
    }
    boolean inUse =
        papers.stream().flatMap(sat -> sat.items().stream()).anyMatch(i -> i.plain().isPresent());
    Judging judging = Judging.byEquality();
    List<Template> templates = Template.all(Template.Part.EXAM);
    exam.set(
        "pressure",
        new PressureSuite(templates, judging, TEMPLATES, MAX_TOKENS, seed)
            .run(inUse ? weighing(examinee) : asking(examinee, "under pressure"), probes)
            .toJson());
    Consistency consistency = new Consistency(judging, MAX_TOKENS, seed);
    exam.set(
        "consistency",
        Consistency.toJson(
            consistency.repeats(
                asking(examinee, "asked again"),
                probes.stream().map(Consistency.Item::of).toList(),
                REPEATS,
                TEMPERATURE),
            consistency.paraphrases(asking(examinee, "in other words"), several(questions)),
            List.of()));
  }

  @Override
  public boolean tellsOfConfidence() {
    return true;
  }

  /** A calibrated model as it is used: its plain answers may be declined too. */
  private static Answering weighing(Examinee examinee) {
    Answering fits = Answering.of(examinee.respondent());
    return new Answering() {
      @Override
      public List<String> answers(List<Respondent.Asked> asked) {
        return examinee.weighed(
            "under pressure, weighing", asked.stream().map(Respondent.Asked::dialogue).toList());
      }

      @Override
      public boolean fits(Respondent.Asked asked) {
        return fits.fits(asked);
      }
    };
  }

  /** Questions that are one but for their words. */
  private static List<Consistency.Item> several(List<Question> questions) {
    Map<String, List<Question>> same = new LinkedHashMap<>();
    for (Question q : questions) {
      if (q.entity().isPresent() && q.subject().isPresent()) {
        String key = q.lang() + " " + q.subject().get() + " " + q.entity().get();
        same.computeIfAbsent(key, k -> new ArrayList<>()).add(q);
      }
    }
    return same.values().stream()
        .filter(forms -> forms.stream().map(Question::text).distinct().count() > 1)
        .map(
            forms ->
                new Consistency.Item(
                    forms.getFirst().id(),
                    forms.getFirst().cluster(),
                    forms.stream().map(Question::text).distinct().toList(),
                    forms.getFirst().answers()))
        .toList();
  }

  private static Answering asking(Examinee examinee, String what) {
    Answering fits = Answering.of(examinee.respondent());
    return new Answering() {
      @Override
      public List<String> answers(List<Respondent.Asked> asked) {
        return examinee.answers(what, asked).stream().map(said -> said.text().strip()).toList();
      }

      @Override
      public boolean fits(Respondent.Asked asked) {
        return fits.fits(asked);
      }
    };
  }
}
