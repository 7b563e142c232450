package org.zhizhi.language.knows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Dialogue;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.pressure.FirmDialogues;
import org.zhizhi.language.pressure.Probe;
import org.zhizhi.language.signal.Assertion;
import org.zhizhi.language.tokenizer.Message;

/**
 * Dialogues that teach a model to answer what it knows, to decline what it does not, to keep its
 * answer under pressure and take a right correction, and to say whether an answer is right.
 *
 * <p>Declining is taught sparingly. A model taught it on one question in three learns that whatever
 * it was not asked before is unknown: docs/tried.md has the figures.
 *
 * @param answers plain answers to what is known
 * @param declines of what is not
 * @param firm dialogues under pressure, half about each
 * @param assertions of dialogues that ask whether an answer is right
 */
public record Lessons(int answers, int declines, int firm, int assertions) {

  /**
   * All dialogues in random order.
   *
   * @param known what the model knows, with hints; at least one probe
   * @param unknown what it does not, with an answer that a user may give; at least one probe
   */
  public List<Dialogue> write(
      List<Probe> known, List<Probe> unknown, FirmDialogues.Voice voice, Seed seed) {
    List<Dialogue> all = new ArrayList<>();
    for (int i = 0; i < answers; i++) {
      Probe probe = known.get(i % known.size());
      all.add(said(probe.question(), voice.answer(probe.lang(), probe.answer())));
    }
    for (int i = 0; i < declines; i++) {
      Probe probe = unknown.get(i % unknown.size());
      all.add(said(probe.question(), voice.decline(probe.lang())));
    }
    new FirmDialogues(voice, 1, seed)
        .lessons(known, unknown, firm)
        .forEach(lesson -> all.add(lesson.dialogue()));
    for (int i = 0; i < assertions; i++) {
      Probe probe = known.get(known.size() - 1 - i % known.size());
      all.add(asserted(probe, i % 2 == 0, voice));
    }
    return shuffled(all, seed.split("lessons"));
  }

  private static Dialogue said(String question, String answer) {
    return new Dialogue(
        List.of(new Dialogue.Turn("user", question), new Dialogue.Turn("assistant", answer)));
  }

  private static Dialogue asserted(Probe probe, boolean right, FirmDialogues.Voice voice) {
    boolean chinese = probe.lang() == Lang.ZH;
    String answer = voice.answer(probe.lang(), right ? probe.answer() : probe.hint());
    Stream<Message> asked = Assertion.dialogue(probe.question(), answer, chinese).stream();
    List<Dialogue.Turn> turns =
        new ArrayList<>(
            asked
                .map(
                    m -> new Dialogue.Turn(m.role(), m.content(), right || m.role().equals("user")))
                .toList());
    turns.add(
        new Dialogue.Turn("assistant", right ? Assertion.yes(chinese) : Assertion.no(chinese)));
    return new Dialogue(List.copyOf(turns));
  }

  private static <T> List<T> shuffled(List<T> all, Seed seed) {
    SplittableRandom random = seed.random();
    for (int i = all.size() - 1; i > 0; i--) { // Fisher and Yates
      Collections.swap(all, i, random.nextInt(i + 1));
    }
    return List.copyOf(all);
  }

  /** Unknown questions as probes: where there is no answer, a user may give any. */
  static List<ExamItem> withAnswers(List<ExamItem> items, Map<String, String> given) {
    return items.stream()
        .map(
            i ->
                i.answers().isEmpty() && given.containsKey(i.id())
                    ? new ExamItem(
                        i.id(),
                        i.lang(),
                        i.question(),
                        List.of(given.get(i.id())),
                        i.relation(),
                        i.entity(),
                        i.group())
                    : i)
        .toList();
  }
}
