package org.zhizhi.language.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.zhizhi.base.Figures;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Generator;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.knows.Answer;
import org.zhizhi.language.knows.Answerer;
import org.zhizhi.language.knows.Confidence;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.selective.TrustFile;

/**
 * A dialogue with a model: a line in, an answer out, with how sure it is. A calibrated model
 * declines below its guaranteed threshold, and weighs what the user says besides his question.
 * Calibration is about answers given greedily: with another sampling nothing is covered.
 */
public final class Chat implements AutoCloseable {
  private static final String UNCOVERED =
      "(not calibrated: that holds for greedy answers; p is how likely the model says this)\n"
          + "（未经校准：校准只适用于不加随机的回答；p 是模型这样说的概率）";

  /** Messages that are weighed: the last four exchanges, and what is said now. */
  private static final int REMEMBERED = 9;

  private static final String YOURS = "   (your word: I do not know it myself · 这是您说的，我自己不知道)";

  private final Respondent respondent;
  private final Generator generator;
  private final Sampling sampling;
  private final Answerer answerer;
  private final List<Message> dialogue = new ArrayList<>();

  /**
   * @param sampling how answers are drawn; the end of an answer is added to its stops
   * @throws org.zhizhi.base.BadInput if the calibration beside it is another model's
   */
  public Chat(ModelFolder model, Sampling sampling, int threads) {
    this.respondent = new Respondent(model, threads);
    try {
      this.answerer = new Answerer(respondent);
    } catch (RuntimeException e) {
      respondent.close();
      throw e;
    }
    this.sampling = respondent.toTheEnd(sampling);
    this.generator = respondent.generator(1);
  }

  /** Whether the calibration covers the next question. */
  public boolean covered() {
    return answerer.confidence().isPresent()
        && sampling.temperature() == 0
        && sampling.repetitionPenalty() == 1;
  }

  /**
   * Answers as calibrated, in the light of what the user said before: what is not known may be
   * declined, or be the user's own word.
   */
  public Answer weighed(String message) {
    dialogue.add(Message.user(message));
    while (dialogue.size() > REMEMBERED) {
      dialogue.removeFirst(); // an exchange
      dialogue.removeFirst();
    }
    Answer answer = answerer.dialogues(List.of(dialogue), done -> {}).getFirst();
    dialogue.add(Message.assistant(answer.text()));
    return answer;
  }

  /**
   * Answers {@code question} in the light of what was said before, telling each piece as it comes.
   */
  public Completion answer(String question, Generator.Listener listener) {
    dialogue.add(Message.user(question));
    int[] prompt = respondent.prompt(dialogue);
    while (dialogue.size() > 1
        && prompt.length + sampling.maxTokens() > respondent.model().config().maxPositions()) {
      dialogue.removeFirst(); // the oldest exchange makes room
      dialogue.removeFirst();
      prompt = respondent.prompt(dialogue);
    }
    Completion completion = generator.generate(prompt, sampling, listener);
    dialogue.add(Message.assistant(completion.text()));
    return completion;
  }

  /** Forgets what was said. */
  public void forget() {
    dialogue.clear();
  }

  /** As below; what is declined stays untold. */
  public void talk(BufferedReader in, PrintStream out, boolean remember) throws IOException {
    talk(in, out, remember, false);
  }

  /**
   * Talks until the input ends or says {@code /exit}; {@code /new} starts over.
   *
   * @param remember whether a question is answered in the light of those before it
   * @param showDeclined whether to tell what it would have said
   */
  public void talk(BufferedReader in, PrintStream out, boolean remember, boolean showDeclined)
      throws IOException {
    answerer.confidence().map(Chat::introduction).ifPresent(out::println);
    out.println("/new starts over, /exit ends · /new 重新开始，/exit 结束");
    boolean told = false;
    while (true) {
      out.print("> ");
      out.flush();
      String line = in.readLine();
      if (line == null || line.strip().equals("/exit")) {
        out.println();
        return;
      }
      if (line.strip().equals("/new")) {
        forget();
      } else if (!line.isBlank()) {
        if (!remember) {
          forget();
        }
        if (covered()) {
          out.println(shown(weighed(line.strip()), showDeclined));
        } else {
          if (answerer.confidence().isPresent() && !told) {
            told = true;
            out.println(UNCOVERED);
          }
          said(line.strip(), out);
        }
      }
    }
  }

  private void said(String question, PrintStream out) {
    Completion said =
        answer(
            question,
            (token, text) -> {
              out.print(text);
              out.flush();
              return true;
            });
    out.printf(Locale.ROOT, "   (p = %.2f)%n", Math.exp(said.logprob()));
  }

  static String shown(Answer answer, boolean showDeclined) {
    if (answer.decision() == Answer.Decision.HEDGED) {
      return answer.text() + YOURS;
    }
    String confidence =
        answer.score().isPresent()
            ? String.format(Locale.ROOT, "   (confidence %.2f)", answer.confidence())
            : "";
    boolean withheld = !answer.answered() && answer.score().isPresent();
    return answer.text()
        + confidence
        + (withheld && showDeclined ? "   [withheld · 未说出: " + answer.said() + "]" : "");
  }

  /** What the calibration promises, and about what. */
  private static String introduction(Confidence confidence) {
    TrustFile trust = confidence.trust();
    String data =
        trust.data().stream()
            .map(TrustFile.Source::name)
            .distinct()
            .collect(Collectors.joining(", "));
    if (trust.bound().isEmpty()) {
      return "confidence is calibrated on "
          + data
          + ", nothing is promised · 置信度经 "
          + data
          + " 校准，但没有保证";
    }
    Aim aim = trust.bound().get().aim();
    return "of the answers given to single questions like those of "
        + data
        + " at most "
        + Figures.shortPercent(aim.risk())
        + " are wrong, with "
        + Figures.shortPercent(aim.confidence())
        + " confidence; it declines the rest\n单独提出、与 "
        + data
        + " 同类的问题，给出的回答中错的至多 "
        + Figures.zhPercent(aim.risk())
        + "（置信度 "
        + Figures.zhPercent(aim.confidence())
        + "），其余谢绝";
  }

  @Override
  public void close() {
    respondent.close();
  }
}
