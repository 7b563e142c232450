package org.zhizhi.language.exam;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.zhizhi.language.exam.Answered.Mark;
import org.zhizhi.language.generate.Scorer;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * How many bits a model needs for each byte of a text, in windows as lm-evaluation-harness rolls
 * them: every token is predicted once, the first of a window from the token before it, those of the
 * last window from as much before them as fits.
 */
final class BitsPerByte {
  /** Longest window: beyond it attention costs more than the context tells. */
  private static final int LONGEST = 2048;

  private final Paper paper;

  BitsPerByte(Paper paper) {
    this.paper = paper;
  }

  List<Answered> sit(Examinee examinee) {
    Tokenizer tokenizer = examinee.respondent().model().tokenizer();
    int length =
        Math.max(1, Math.min(LONGEST, examinee.respondent().model().config().maxPositions() - 1));
    int begin = examinee.respondent().model().beginning();
    List<Scorer.Branches> windows = new ArrayList<>();
    int[] ends = new int[paper.questions().size()];
    for (int i = 0; i < ends.length; i++) {
      windows.addAll(windows(begin, tokenizer.encode(paper.questions().get(i).text()), length));
      ends[i] = windows.size();
    }
    List<double[]> nats = examinee.logLikelihoods(paper.name(), windows);
    return IntStream.range(0, ends.length)
        .mapToObj(
            i ->
                marked(
                    paper.questions().get(i),
                    -nats.subList(i == 0 ? 0 : ends[i - 1], ends[i]).stream()
                        .mapToDouble(each -> each[0])
                        .sum()))
        .toList();
  }

  /** Windows of at most {@code length} predictions, each behind what it is predicted from. */
  static List<Scorer.Branches> windows(int begin, int[] tokens, int length) {
    List<Scorer.Branches> windows = new ArrayList<>();
    for (int from = 0; from < tokens.length; from += length) {
      int to = Math.min(from + length, tokens.length);
      int[] before =
          from == 0 ? new int[] {begin} : Arrays.copyOfRange(tokens, to - length - 1, from);
      windows.add(new Scorer.Branches(before, List.of(Arrays.copyOfRange(tokens, from, to))));
    }
    return windows;
  }

  private static Answered marked(Question text, double nats) {
    int bytes = text.text().getBytes(StandardCharsets.UTF_8).length;
    return new Answered(
        text,
        "",
        false,
        false,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Map.of("bits_per_byte", new Mark(nats / Math.log(2), bytes)),
        Map.of());
  }
}
