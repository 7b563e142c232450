package org.zhizhi.data.quality;

/**
 * The small words that hold sentences together, and where they do not stand: "the" before a full
 * stop, 的 at the start of a clause. Words in any order have as many of them, but not there.
 */
final class FunctionWords {
  /** The word is one of them. */
  static final int FUNCTION = 1;

  /** Hardly stands before a comma or full stop. */
  static final int OPENS = 2;

  /** Hardly stands after a comma, a full stop or at the start of a line. */
  static final int CLOSES = 4;

  /** An article or the like: none of {@link #AFTER_NO_ARTICLE} follows it. */
  static final int ARTICLE = 8;

  static final int AFTER_NO_ARTICLE = 16;

  /** A common word of two characters starts with it. */
  static final int BEGINS_WORD = 32;

  private static final int FIRST_HAN = 0x4e00;

  /** Common words of two characters, simplified and traditional, modern and classical. */
  private static final String WORDS =
      "我们 他们 她们 它们 你们 自己 这个 那个 一个 两个 这种 这些 那些 什么 怎么 如何 可以 可能 能够 应当 应该 必须 需要 没有 不是 就是 还是 但是 因为"
          + " 所以 如果 虽然 然后 并且 而且 或者 以及 由于 对于 关于 根据 按照 通过 为了 之后 之前 以后 以前 其中 其他 其它 例如 包括 进行 使用 采用 提供 作为"
          + " 成为 认为 开始 结束 发展 发现 发生 出现 存在 具有 属于 位于 主要 重要 不同 相关 一般 部分 所有 任何 一些 许多 很多 非常 已经 曾经 目前 现在 当时"
          + " 时候 时间 时期 世界 国家 中国 人民 政府 社会 经济 文化 历史 地区 城市 公司 组织 机构 部门 委员 主席 总统 工作 生活 学校 大学 学生 教育 研究 科学"
          + " 技术 系统 信息 数据 服务 管理 规定 法律 条例 办法 权利 责任 单位 个人 公民 企业 市场 产品 项目 内容 方式 方法 问题 情况 结果 原因 作用 影响 关系"
          + " 要求 条件 标准 程序 功能 文件 用户 设置 操作 参数 函数 类型 代码 配置 命令 运行 执行 实现 支持 返回 对象 接口 电影 音乐 作品 小说 节目 演员 导演"
          + " 比赛 球队 球员 赛季 冠军 车站 铁路 公路 飞机 战争 军队 日本 美国 英国 法国 德国 俄国 台湾 香港 北京 上海 东西 朋友 母亲 父亲 孩子 先生 女人 男人"
          + " 知道 觉得 起来 出来 下来 过去 一样 一直 一定 一起 不能 不会 不得 不可 不知 不敢 何以 所谓 是以 于是 以为 天下 大王 将军 太守 如此 今日 明日 何处 相公"
          + " 我們 他們 自己 這個 那個 一個 什麼 沒有 還是 因為 如果 雖然 後來 開始 發展 發現 國家 中國 人民 時間 時候 歷史 學校 大學 學生 問題 關係 經濟 社會"
          + " 萬里 千里 春風 東風 明月 故人 人間 何時 平生 相思 黃昏 风流 东风 春风 人间 万里 何时 江南";

  /** The two characters of each word, open addressing. */
  private static final int[] PAIRS = new int[1024];

  private static final byte[] HAN = new byte[0xa000 - FIRST_HAN];

  /** English words of up to six letters by {@link #code}, open addressing. */
  private static final int[] CODES = new int[512];

  private static final byte[] CLASSES = new byte[512];

  static {
    han(FUNCTION, "的是在不了有和人这中大为上个以他时要就出也会可对之而于其与及或所者由从被把将应当但因如各该都很最更还又并且等此");
    han(FUNCTION, "這個為時會對從將應與並還來说說曰乃則则矣焉乎哉");
    han(FUNCTION | OPENS, "和及或该很每該");
    han(FUNCTION | CLOSES, "的们吗呢吧們嗎者矣哉");
    for (String word : WORDS.split(" ")) {
      int i = pairSlot(word.charAt(0), word.charAt(1));
      PAIRS[i] = word.charAt(0) << 16 | word.charAt(1);
      HAN[word.charAt(0) - FIRST_HAN] |= BEGINS_WORD;
    }
    english(
        FUNCTION,
        "he she it we you they i his her its my your our their is are was were be been has have had"
            + " do does did not no but if so as that this these those which who what when where how"
            + " there then than can could may might must will would shall should one all any some"
            + " more most such only also into over after before about up out me him them us own");
    english(
        FUNCTION | OPENS | AFTER_NO_ARTICLE,
        "of in to for with by from at on and or into upon because than");
    english(FUNCTION | OPENS | ARTICLE | AFTER_NO_ARTICLE, "the a an its my your our their");
    english(FUNCTION | AFTER_NO_ARTICLE, "is was are were be has have had that it he she they we");
  }

  private FunctionWords() {}

  private static void han(int classes, String characters) {
    for (char c : characters.toCharArray()) {
      HAN[c - FIRST_HAN] |= (byte) classes;
    }
  }

  private static void english(int classes, String words) {
    for (String word : words.split(" ")) {
      int code = 0;
      for (char c : word.toCharArray()) {
        code = code(code, c);
      }
      int i = slot(code);
      CODES[i] = code;
      CLASSES[i] |= (byte) classes;
    }
  }

  /**
   * The code of a word with one more small letter; five bits for each, so of six letters at most.
   */
  static int code(int code, int letter) {
    return code << 5 | letter - 'a' + 1;
  }

  private static int slot(int code) {
    int i = (code * 0x9e3779b9) >>> 23;
    while (CODES[i] != 0 && CODES[i] != code) {
      i = (i + 1) & CODES.length - 1;
    }
    return i;
  }

  /** The classes of the English word with this code. */
  static int english(int code) {
    return CLASSES[slot(code)];
  }

  private static int pairSlot(char first, char second) {
    int pair = first << 16 | second;
    int i = (pair * 0x9e3779b9) >>> 22;
    while (PAIRS[i] != 0 && PAIRS[i] != pair) {
      i = (i + 1) & PAIRS.length - 1;
    }
    return i;
  }

  /** Whether two characters are a common word. */
  static boolean isWord(char first, char second) {
    return PAIRS[pairSlot(first, second)] != 0;
  }

  /** The classes of a character from U+4E00 to U+9FFF. */
  static int han(char c) {
    return HAN[c - FIRST_HAN];
  }
}
