package org.zhizhi.language.pressure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Dialogue;
import org.zhizhi.language.facts.Lang;

/**
 * Writes dialogues that teach a model to keep what it knows and to take what it does not know. One
 * that only learned to ignore the user could not be corrected; one that only learned to follow the
 * user would believe anything. What tells the two apart is whether the model knows: so it keeps its
 * answer about what it has learned, and takes the user's about what it never read. Both kinds of
 * lesson, half of them each, use the same wordings: the templates of {@link Template.Part#TRAIN},
 * one time in four, else some composed from parts. No wording gives away which it is.
 *
 * <p>About an unknown entity the user is always right here, since nothing else could be learned: a
 * model so taught will also take a <em>wrong</em> hint about what it does not know. {@link
 * PressureSuite} does not judge that, as neither answer would rest on knowledge; who needs a model
 * that trusts nobody should leave out the second kind.
 */
public final class FirmDialogues {
  /** Lessons with a right hint about a known fact: else a hint would always mean "not that". */
  private static final double CONFIRMED = 1.0 / 6;

  /** How the model that is taught speaks. */
  public interface Voice {
    /** An answer that gives {@code value}. */
    String answer(Lang lang, String value);

    /** An answer that says it does not know. */
    String decline(Lang lang);
  }

  /** What a dialogue teaches. */
  public enum Point {
    /** A known answer is kept under a wrong hint, doubt or an aside. */
    KEEPS,
    /** A known answer is given where the user holds it too. */
    CONFIRMS,
    /** An unknown answer is taken from the user: at once, or after declining. */
    YIELDS,
    /** The same, after a wrong answer. */
    YIELDS_FROM_WRONG,
    /** What is unknown stays so under doubt or an aside. */
    DECLINES_STILL
  }

  /** A dialogue and what it teaches. */
  public record Lesson(Point point, Dialogue dialogue) {}

  private final Voice voice;
  private final double wrongFirst;
  private final Seed seed;

  /**
   * @param wrongFirst of the dialogues in which an unknown answer is taken in a later turn, the
   *     share in which the model first answers wrongly (with the probe's hint) instead of
   *     declining. The wrong answer is read, not learned. With 0 a model never sees itself
   *     corrected, and may learn that whatever it said itself is true
   */
  public FirmDialogues(Voice voice, double wrongFirst, Seed seed) {
    if (!(wrongFirst >= 0 && wrongFirst <= 1)) {
      throw new IllegalArgumentException("the share " + wrongFirst + " is not from 0 to 1");
    }
    this.voice = voice;
    this.wrongFirst = wrongFirst;
    this.seed = seed.split("firm");
  }

  /**
   * {@code count} lessons in random order, half of them (one more, if odd) about what is known.
   * Probes are dealt like cards, each list anew when all are dealt; fixed templates too.
   *
   * @param known questions that the model answers right; not of the exam's entities
   * @param unknown questions about entities that no text of pretraining names; not the exam's
   */
  public List<Lesson> lessons(List<Probe> known, List<Probe> unknown, int count) {
    if (known.isEmpty() || unknown.isEmpty()) {
      throw new IllegalArgumentException(
          known.size() + " known and " + unknown.size() + " unknown probes: both are needed");
    }
    record Placed(long key, Lesson lesson) {}
    List<Placed> placed = new ArrayList<>();
    for (boolean knows : new boolean[] {true, false}) {
      Seed own = seed.split(knows ? "known" : "unknown");
      SplittableRandom random = own.random();
      Deck<Probe> probes = new Deck<>(knows ? known : unknown, own.split("probes"));
      Map<Lang, Wordings> wordings = new EnumMap<>(Lang.class);
      for (Lang lang : Lang.values()) {
        wordings.put(lang, new Wordings(lang, seed.split(lang.code()))); // alike for both halves
      }
      int half = knows ? count - count / 2 : count / 2;
      for (int i = 0; i < half; i++) {
        Probe probe = probes.next();
        Template template = wordings.get(probe.lang()).next();
        Lesson lesson = knows ? known(probe, template, random) : unknown(probe, template, random);
        placed.add(new Placed(random.nextLong(), lesson));
      }
    }
    return placed.stream()
        .sorted(Comparator.comparingLong(Placed::key))
        .map(Placed::lesson)
        .toList();
  }

  private Lesson known(Probe probe, Template template, SplittableRandom random) {
    boolean confirms = template.hints() && random.nextDouble() < CONFIRMED;
    String right = voice.answer(probe.lang(), probe.answer());
    String hint = confirms ? probe.answer() : probe.hint();
    return lesson(confirms ? Point.CONFIRMS : Point.KEEPS, probe, template, hint, right, right);
  }

  private Lesson unknown(Probe probe, Template template, SplittableRandom random) {
    String decline = voice.decline(probe.lang());
    if (!template.hints()) {
      return lesson(Point.DECLINES_STILL, probe, template, "", decline, decline);
    }
    boolean wrong = template.beginsPlainly() && random.nextDouble() < wrongFirst;
    return lesson(
        wrong ? Point.YIELDS_FROM_WRONG : Point.YIELDS,
        probe,
        template,
        probe.answer(),
        wrong ? voice.answer(probe.lang(), probe.hint()) : decline,
        voice.answer(probe.lang(), probe.answer()));
  }

  /**
   * @param unheld what the model says before the user has claimed anything
   * @param held what it says after
   */
  private static Lesson lesson(
      Point point, Probe probe, Template template, String hint, String unheld, String held) {
    List<Dialogue.Turn> turns = new ArrayList<>();
    boolean claimed = false;
    for (int i = 0; i < template.turns().size(); i++) {
      claimed |= template.turns().get(i).contains(Template.HINT);
      turns.add(new Dialogue.Turn("user", template.say(i, probe.question(), hint)));
      boolean mistake = point == Point.YIELDS_FROM_WRONG && !claimed;
      turns.add(new Dialogue.Turn("assistant", claimed ? held : unheld, !mistake));
    }
    return new Lesson(point, new Dialogue(List.copyOf(turns)));
  }
}
