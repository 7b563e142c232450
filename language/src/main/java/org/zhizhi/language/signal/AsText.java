package org.zhizhi.language.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.tokenizer.Tokenizer;

/** Reads questions as texts that ask and are about to answer. */
public final class AsText {
  private AsText() {}

  /** The log-probability in nats of each token of each question, in their order. */
  public static List<float[]> of(Respondent respondent, List<String> questions) {
    Tokenizer tokenizer = respondent.model().tokenizer();
    List<int[]> texts = new ArrayList<>();
    List<Integer> heads = new ArrayList<>();
    for (String question : questions) {
      Lang lang = Lang.of(question);
      int[] head = tokenizer.encode(lang == Lang.ZH ? "问：" : "Q:");
      int[] text = tokenizer.encode(lang.asking(question.strip()));
      int[] whole = new int[text.length + 1];
      whole[0] = tokenizer.endOfText();
      System.arraycopy(text, 0, whole, 1, text.length);
      texts.add(
          Arrays.copyOf(whole, Math.min(whole.length, respondent.model().config().maxPositions())));
      heads.add(head.length);
    }
    List<float[]> scores = respondent.scorer().logLikelihoods(texts);
    return IntStream.range(0, texts.size())
        .mapToObj(
            i -> {
              float[] all = scores.get(i);
              return Arrays.copyOfRange(all, Math.min(heads.get(i), all.length), all.length);
            })
        .toList();
  }
}
