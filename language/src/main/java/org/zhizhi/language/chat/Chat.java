package org.zhizhi.language.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Generator;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.tokenizer.Message;

/** A dialogue with a model: a line in, an answer out, with how likely the model found it. */
public final class Chat implements AutoCloseable {
  private final Respondent respondent;
  private final Generator generator;
  private final Sampling sampling;
  private final List<Message> dialogue = new ArrayList<>();

  /**
   * @param sampling how answers are drawn; the end of an answer is added to its stops
   */
  public Chat(ModelFolder model, Sampling sampling, int threads) {
    this.respondent = new Respondent(model, threads);
    this.sampling = respondent.toTheEnd(sampling);
    this.generator = respondent.generator(1);
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

  /** Talks until the input ends or says {@code /exit}; {@code /new} starts over. */
  public void talk(BufferedReader in, PrintStream out, boolean remember) throws IOException {
    out.println("/new starts over, /exit ends · /new 重新开始，/exit 结束");
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
        Completion said =
            answer(
                line.strip(),
                (token, text) -> {
                  out.print(text);
                  out.flush();
                  return true;
                });
        out.printf(Locale.ROOT, "   (p = %.2f)%n", Math.exp(said.logprob()));
      }
    }
  }

  @Override
  public void close() {
    respondent.close();
  }
}
