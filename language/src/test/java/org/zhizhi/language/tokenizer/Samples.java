package org.zhizhi.language.tokenizer;

import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.Seed;

/** A small corpus and what is learned from it, for tests of all of this module. */
public final class Samples {
  private static final String[] WORDS = {
    "北京是中国的首都",
    "法国的首都是巴黎",
    "氢的原子序数是",
    "长江",
    "黄河流域",
    "the capital",
    " of France",
    " is Paris",
    " element",
    " hydrogen",
    " the",
    " and the",
    " number ",
    "1949",
    "2024年",
    "，",
    "。",
    "\n",
    ". ",
    "(",
    ")",
    " don't",
  };

  private Samples() {}

  public static List<String> texts(int documents) {
    var random = new Seed(7).split("samples").random();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      StringBuilder text = new StringBuilder(RandomText.next(random, 3));
      for (int n = 1 + random.nextInt(40); n > 0; n--) {
        text.append(WORDS[(int) (WORDS.length * random.nextDouble() * random.nextDouble())]);
      }
      texts.add(text.toString());
    }
    return texts;
  }

  public static Tokenizer tokenizer() {
    return new BpeTrainer(500, 2, 1 << 20).train(texts(400).iterator());
  }
}
