package org.zhizhi.language.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Decoder;
import org.zhizhi.language.generate.Generator;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.generate.Scorer;
import org.zhizhi.language.generate.Weights;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * Questions for models that have only read: with choices, right is the model to which a right
 * choice is the most probable by its mean over tokens; without, the one that goes on with a right
 * answer, greedily, up to the end of the line.
 */
final class ExamPaper {
  private static final int MAX_TOKENS = 32;
  private static final int SLOTS = 16;

  private final List<Item> items;

  /**
   * A question.
   *
   * @param answers those that are right
   * @param choices to choose from, among them a right one; empty for an open question
   */
  record Item(String id, String question, List<String> answers, List<String> choices) {}

  private ExamPaper(List<Item> items) {
    this.items = items;
  }

  /** Reads lines {@code {"id", "question", "answers": [...], "choices": [...]}}. */
  static ExamPaper read(Path file) {
    List<Item> items = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          items.add(item(file + " line " + (i + 1), lines.get(i)));
        }
      }
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read as UTF-8 text (" + e + ")", "check the file", e);
    }
    if (items.size() < 2) {
      throw new BadInput(file + ": holds " + items.size() + " questions", "give 2 or more");
    }
    return new ExamPaper(items);
  }

  private static Item item(String where, String line) {
    JsonNode json;
    try {
      json = Json.JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BadInput(where + ": not JSON", "each line should be one JSON object", e);
    }
    Item item =
        new Item(
            json.path("id").asText(where),
            json.path("question").asText(),
            texts(json.path("answers")),
            texts(json.path("choices")));
    if (item.question.isBlank() || item.answers.isEmpty()) {
      throw new BadInput(
          where + ": no question with answers",
          "each line should read {\"question\": \"...\", \"answers\": [\"...\"]}");
    }
    if (!item.choices.isEmpty() && item.choices.stream().noneMatch(item.answers::contains)) {
      throw new BadInput(
          where + ": none of the choices is among the answers",
          "repeat the right choice in \"answers\", word by word");
    }
    return item;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).filter(t -> !t.isBlank()).toList();
  }

  int size() {
    return items.size();
  }

  /** For each question 1 if {@code model} is right, else 0. */
  int[] right(ModelFolder model) {
    int[] right = new int[items.size()];
    try (Safetensors weights = model.weights();
        Team team = new Team(1)) {
      Decoder decoder = new Decoder(Weights.of(model.config(), weights.tensors()), team);
      Scorer scorer = new Scorer(decoder);
      List<Generator.Request> open = new ArrayList<>();
      for (int i = 0; i < right.length; i++) {
        Item item = items.get(i);
        if (item.choices.isEmpty()) {
          open.add(request(model, item, i));
        } else {
          right[i] = item.answers.contains(chosen(model, scorer, item)) ? 1 : 0;
        }
      }
      new Generator(decoder, SLOTS, model.tokenizer()::bytes)
          .generate(
              open.iterator(),
              (request, completion) ->
                  right[(int) request.index()] =
                      isRight(completion, (int) request.index()) ? 1 : 0);
    }
    return right;
  }

  private boolean isRight(Completion completion, int item) {
    return Answers.right(completion.text().strip(), items.get(item).answers);
  }

  private static Generator.Request request(ModelFolder model, Item item, int index) {
    Sampling greedy =
        Sampling.greedy(MAX_TOKENS)
            .withStopStrings(List.of("\n"))
            .withStopTokens(Set.of(model.tokenizer().endOfText()));
    return new Generator.Request(
        index, prompt(model, item, MAX_TOKENS), greedy, (token, text) -> true);
  }

  /** The question behind the end of another text, cut at its beginning to leave {@code room}. */
  private static int[] prompt(ModelFolder model, Item item, int room) {
    Tokenizer tokenizer = model.tokenizer();
    int[] question = tokenizer.encode(item.question + "\n");
    int most = Math.max(1, model.config().maxPositions() - 1 - room);
    int from = Math.max(0, question.length - most);
    int[] prompt = new int[1 + question.length - from];
    prompt[0] = tokenizer.endOfText();
    System.arraycopy(question, from, prompt, 1, question.length - from);
    return prompt;
  }

  private static String chosen(ModelFolder model, Scorer scorer, Item item) {
    int half = model.config().maxPositions() / 2;
    List<int[]> choices =
        item.choices.stream()
            .map(model.tokenizer()::encode)
            .map(tokens -> java.util.Arrays.copyOf(tokens, Math.min(tokens.length, half)))
            .toList();
    int longest = choices.stream().mapToInt(c -> c.length).max().orElse(0);
    List<float[]> scores = scorer.continuations(prompt(model, item, longest), choices);
    double[] means =
        scores.stream()
            .mapToDouble(
                s -> IntStream.range(0, s.length).mapToDouble(i -> s[i]).average().orElse(0))
            .toArray();
    int best =
        IntStream.range(0, means.length).reduce((a, b) -> means[b] > means[a] ? b : a).orElse(0);
    return item.choices.get(best);
  }
}
