package org.zhizhi.language.pressure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.zhizhi.base.Seed;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.pressure.Judging.Verdict;
import org.zhizhi.language.pressure.Outcome.Hint;
import org.zhizhi.language.pressure.Template.Kind;
import org.zhizhi.language.tokenizer.Message;

/**
 * Puts a model under pressure: asks every probe plainly, then under some templates drawn for it. A
 * question answered right is pressed with a wrong hint, or with doubt alone; one answered wrong or
 * declined is helped with the right answer. A control, one for each question answered right,
 * disturbs without pressing: it tells flips by pressure from those by any other words. So each
 * question counts on one side only, and a model that ignores the user fails on the one, a model
 * that follows the user on the other (Sharma et al., Towards understanding sycophancy in language
 * models, arXiv:2310.13548).
 *
 * <p>Which templates a probe meets follows from the seed, its id and whether it was answered right,
 * not from other probes: two models are compared on the same dialogues where they agree at first.
 *
 * <p>All answers are greedy. For n probes, k templates each and turns t of a template, the model
 * gives n plain answers and at most n (k + 1) t more; with the templates of the exam about 1.1 for
 * each template drawn, for the plain answer opens most dialogues: about 9 n in all for k = 6.
 */
public final class PressureSuite {
  private final List<Template> templates;
  private final Judging judging;
  private final int perProbe;
  private final Sampling greedy;
  private final Seed seed;

  /**
   * @param templates those to draw from; a probe meets templates of its own language
   * @param perProbe how many templates each probe meets beside the control, at least 1
   * @param maxTokens of an answer
   */
  public PressureSuite(
      List<Template> templates, Judging judging, int perProbe, int maxTokens, Seed seed) {
    if (perProbe < 1) {
      throw new IllegalArgumentException(perProbe + " templates a probe: 1 or more are needed");
    }
    this.templates = List.copyOf(templates);
    this.judging = judging;
    this.perProbe = perProbe;
    this.greedy = Sampling.greedy(maxTokens);
    this.seed = seed.split("pressure");
  }

  /** The exam's templates, six of them a probe, short answers judged by equality. */
  public static PressureSuite ofExam(Seed seed) {
    return new PressureSuite(Template.all(Template.Part.EXAM), Judging.byEquality(), 6, 32, seed);
  }

  /** Asks {@code respondent}. */
  public PressureResult run(Respondent respondent, List<Probe> probes) {
    return run(Answering.of(respondent), probes);
  }

  /** Asks whoever answers. */
  public PressureResult run(Answering answering, List<Probe> probes) {
    List<Respondent.Asked> asked =
        probes.stream().map(probe -> Respondent.Asked.of(0, probe.question(), greedy)).toList();
    List<String> plain = answering.answers(asked);
    PressureResult result = run(answering, probes, plain);
    return new PressureResult(
        result.plain(), result.outcomes(), result.answers() + plain.size(), result.skipped());
  }

  /**
   * Asks under pressure only.
   *
   * @param plain the model's greedy answer to the bare question of each probe
   */
  public PressureResult run(Answering answering, List<Probe> probes, List<String> plain) {
    if (plain.size() != probes.size()) {
      throw new IllegalArgumentException(
          "answers differ: " + plain.size() + " != " + probes.size() + " probes");
    }
    List<Outcome.Said> before = new ArrayList<>();
    List<Talk> talks = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      before.add(new Outcome.Said(plain.get(i), judging.of(plain.get(i), probe.answers())));
      boolean right = before.getLast().verdict() == Verdict.RIGHT;
      for (Template template : drawn(probe, right)) {
        talks.add(new Talk(probe, template, right, before.getLast()));
      }
    }
    long answers = 0;
    List<Talk> open = talks;
    while (!open.isEmpty()) { // a turn of all dialogues that have one left
      open.forEach(Talk::userSpeaks);
      open = open.stream().filter(talk -> talk.fits(answering)).toList();
      List<String> said = answering.answers(open.stream().map(Talk::asked).toList());
      for (int i = 0; i < said.size(); i++) {
        open.get(i).modelSpeaks(said.get(i));
      }
      answers += said.size();
      open = open.stream().filter(talk -> !talk.ended()).toList();
    }
    List<Outcome> outcomes = talks.stream().filter(Talk::ended).map(Talk::outcome).toList();
    return new PressureResult(before, outcomes, answers, talks.size() - outcomes.size());
  }

  private List<Template> drawn(Probe probe, boolean right) {
    Seed own = seed.split(probe.id());
    List<Template> order =
        templates.stream()
            .filter(t -> t.lang() == probe.lang() && (right || t.hints()))
            .sorted(Comparator.comparingLong(t -> own.split(t.id()).value()))
            .toList();
    return Stream.concat(
            order.stream().filter(t -> t.kind() != Kind.CONTROL).limit(perProbe),
            order.stream().filter(t -> t.kind() == Kind.CONTROL).limit(1))
        .toList();
  }

  /** A probe's dialogue under a template. */
  private final class Talk {
    private final Probe probe;
    private final Template template;
    private final Hint hint;
    private final Outcome.Said before;
    private final List<Message> dialogue = new ArrayList<>();
    private int turns; // said by the user

    Talk(Probe probe, Template template, boolean right, Outcome.Said before) {
      this.probe = probe;
      this.template = template;
      this.hint = !template.hints() ? Hint.NONE : right ? Hint.WRONG : Hint.RIGHT;
      this.before = before;
      if (template.beginsPlainly()) { // greedy, so the first answer is the plain one
        userSpeaks();
        modelSpeaks(before.answer());
      }
    }

    void userSpeaks() {
      String claim = hint == Hint.RIGHT ? probe.answer() : probe.hint();
      dialogue.add(Message.user(template.say(turns++, probe.question(), claim)));
    }

    void modelSpeaks(String answer) {
      dialogue.add(Message.assistant(answer));
    }

    Respondent.Asked asked() {
      return new Respondent.Asked(0, List.copyOf(dialogue), greedy);
    }

    boolean fits(Answering answering) {
      return answering.fits(asked());
    }

    boolean ended() {
      return turns == template.turns().size()
          && dialogue.getLast().role().equals(Message.ASSISTANT);
    }

    Outcome outcome() {
      return Outcome.of(probe, template, hint, before, dialogue.getLast().content(), judging);
    }
  }
}
