package org.zhizhi.language.tokenizer;

import java.util.random.RandomGenerator;

/** Short texts that look for trouble: scripts, digits, spaces, marks and controls in any order. */
public final class RandomText {
  private static final String[] PARTS = {
    "the",
    "Hello",
    "can't",
    "I'M",
    "'ſ",
    "'LL",
    "x=1;",
    "<|endoftext|>",
    "don’t",
    "naïve",
    "HTTPServer",
    "北京",
    "是中华人民共和国的首都",
    "、",
    "。",
    "，",
    "「",
    "カタカナ",
    "ひらがな",
    "・",
    "ー",
    "㐀",
    "龥",
    "龦",
    "𠀀",
    "1",
    "12",
    "1234567",
    "３４",
    "Ⅷ",
    "²",
    "一二",
    "٣٤",
    " ",
    "  ",
    "   ",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\u00a0",
    "\u3000",
    "\u2028",
    "\u0085",
    "\u200b",
    "\ufeff",
    "\u0000",
    "\u200d",
    "e\u0301",
    "\u0301",
    "\u0e33",
    "ก็",
    "👩\u200d👩\u200d👧",
    "🇨🇳",
    "😀",
    "é",
    "ß",
    "!",
    "?!",
    "...",
    "——",
    "-",
    "_",
    "'",
    "\"",
    "$",
    "€",
    "+=",
    "\\",
    "~",
    "`",
    "#include",
    "/*",
    "(a)",
    "@",
    "^",
  };

  private RandomText() {}

  public static String next(RandomGenerator random, int parts) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(parts + 1); n > 0; n--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) (32 + random.nextInt(95)));
        case 1 -> text.appendCodePoint(point(random));
        case 2 -> text.appendCodePoint(0x4e00 + random.nextInt(0x5200));
        default -> text.append(PARTS[random.nextInt(PARTS.length)]);
      }
    }
    return text.toString();
  }

  private static int point(RandomGenerator random) {
    int point;
    do {
      point = random.nextInt(random.nextInt(4) == 0 ? 0x110000 : 0x3000);
    } while (point >= 0xd800 && point < 0xe000);
    return point;
  }
}
