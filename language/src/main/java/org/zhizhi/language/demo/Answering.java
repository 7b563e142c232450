package org.zhizhi.language.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Decoder;
import org.zhizhi.language.generate.Generator;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.generate.Weights;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.tokenizer.ChatTemplate;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.language.tokenizer.Tokenizer;

/** Lets a model answer the questions of an exam, greedily, many at a time. */
final class Answering {
  private static final int MAX_TOKENS = 32;
  private static final int SLOTS = 16;

  /**
   * A question with what the model said.
   *
   * @param right whether it is one of the right answers
   * @param confidence probability of the whole answer under the model
   */
  record Answered(ExamItem item, String answer, boolean right, double confidence) {}

  private Answering() {}

  /** All items answered, in their order. */
  static List<Answered> answer(
      ModelFolder model, List<ExamItem> items, int threads, LongConsumer progress) {
    ChatTemplate template = new ChatTemplate(model.tokenizer());
    Tokenizer tokenizer = model.tokenizer();
    Sampling greedy =
        Sampling.greedy(MAX_TOKENS)
            .withStopTokens(Set.of(template.endOfAnswer(), tokenizer.endOfText()));
    Answered[] answered = new Answered[items.size()];
    long[] done = {0};
    try (Safetensors weights = model.weights();
        Team team = new Team(threads)) {
      Decoder decoder = new Decoder(Weights.of(model.config(), weights.tensors()), team);
      Generator generator = new Generator(decoder, SLOTS, tokenizer::bytes);
      List<Generator.Request> requests = new ArrayList<>();
      IntStream.range(0, items.size())
          .forEach(
              i ->
                  requests.add(
                      new Generator.Request(
                          i,
                          template.prompt(List.of(Message.user(items.get(i).question()))),
                          greedy,
                          (token, text) -> true)));
      generator.generate(
          requests.iterator(),
          (request, completion) -> {
            ExamItem item = items.get((int) request.index());
            answered[(int) request.index()] = graded(item, completion);
            progress.accept(++done[0]);
          });
    }
    return List.of(answered);
  }

  private static Answered graded(ExamItem item, Completion completion) {
    String text = completion.text().strip();
    return new Answered(
        item, text, Answers.right(text, item.answers()), Math.exp(completion.logprob()));
  }
}
