package org.zhizhi.language.knows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.trust.selective.Selective;

/**
 * A model that answers what it knows and declines what it does not. With a {@code trust.json}
 * beside it, confidence is calibrated and answers below its threshold are withheld; without, it
 * answers everything and says that nothing is calibrated.
 *
 * <p>For one thread at a time, as the respondent.
 */
public final class Answerer {
  private final Optional<Confidence> confidence;
  private final Questioning questioning;
  private final Respondent respondent;

  /**
   * Reads the calibration beside the model.
   *
   * @throws org.zhizhi.base.BadInput if it belongs to another model
   */
  public Answerer(Respondent respondent) {
    this(respondent, Confidence.of(respondent));
  }

  /** With the calibration given; empty for none. */
  public Answerer(Respondent respondent, Optional<Confidence> confidence) {
    this.respondent = respondent;
    this.confidence = confidence;
    this.questioning =
        new Questioning(respondent, confidence.map(Confidence::signals).orElse(List.of()));
  }

  /** The calibration that it goes by. */
  public Optional<Confidence> confidence() {
    return confidence;
  }

  /** Answers one question. */
  public Answer answer(String question) {
    return answers(List.of(question), done -> {}).getFirst();
  }

  /**
   * Answers questions, each by itself, in their order; one answer does not depend on the others.
   *
   * @param progress hears how many are answered
   */
  public List<Answer> answers(List<String> questions, LongConsumer progress) {
    List<Evidence> evidence = questioning.ask(questions, progress);
    return IntStream.range(0, questions.size())
        .mapToObj(i -> answer(questions.get(i), evidence.get(i)))
        .toList();
  }

  /**
   * Answers dialogues, each by itself, in their order: what each asks, as if it were asked alone,
   * and weighs what the user says besides.
   *
   * @param dialogues each ends with the user's message
   * @param progress hears how many questions are answered
   * @throws IllegalStateException if nothing is calibrated
   */
  public List<Answer> dialogues(List<List<Message>> dialogues, LongConsumer progress) {
    Weighing weighing = new Weighing(respondent, confidence.orElseThrow());
    List<Plain> plain = dialogues.stream().map(weighing::plain).toList();
    Map<String, Integer> places = new LinkedHashMap<>();
    plain.forEach(each -> places.putIfAbsent(each.question(), places.size()));
    List<String> questions = List.copyOf(places.keySet());
    List<Evidence> evidence = questioning.ask(questions, progress);
    return plain.stream()
        .map(
            each ->
                weighing.weigh(
                    each, answer(each.question(), evidence.get(places.get(each.question())))))
        .toList();
  }

  Answer answer(String question, Evidence evidence) {
    String said = evidence.said();
    if (Answers.declines(said)) {
      String text = said.isEmpty() ? Answer.declining(Lang.of(question)) : said;
      return new Answer(
          question,
          text,
          Answer.Decision.ABSTAINED,
          0,
          OptionalDouble.empty(),
          said,
          confidence.isPresent());
    }
    if (confidence.isEmpty()) {
      return new Answer(
          question,
          said,
          Answer.Decision.ANSWERED,
          Math.exp(evidence.answer().logprob()),
          OptionalDouble.empty(),
          said,
          false);
    }
    Selective.Decision decision = confidence.get().decide(evidence);
    return new Answer(
        question,
        decision.answers() ? said : Answer.declining(Lang.of(question)),
        decision.answers() ? Answer.Decision.ANSWERED : Answer.Decision.ABSTAINED,
        decision.confidence(),
        OptionalDouble.of(decision.score()),
        said,
        true);
  }
}
