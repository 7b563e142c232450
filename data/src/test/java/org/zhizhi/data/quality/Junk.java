package org.zhizhi.data.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Texts that nobody would want to learn from, of several kinds. */
final class Junk {
  private static final String[] MENU_ZH =
      ("首页 关于我们 产品中心 新闻动态 联系我们 登录 注册 购物车 我的订单 帮助中心 在线客服 返回顶部 上一页 下一页 更多 热门推荐 友情链接 网站地图 隐私政策"
              + " 意见反馈 下载APP 微信公众号 收藏本站 设为首页 举报 分享到 点击查看 加入会员 最新活动 招贤纳士")
          .split(" ");
  private static final String[] MENU_EN =
      ("Home|About Us|Products|News|Contact|Log in|Sign up|Cart|My Orders|Help|Back to top|Previous|"
              + "Next|Read more|Trending|Links|Sitemap|Privacy Policy|Feedback|Download App|Follow us|"
              + "Share|Report|Click here|Subscribe|Careers|FAQ|Terms of Use|Cookies|All rights reserved")
          .split("\\|");
  private static final String[] KEY_ZH =
      ("贷款 办证 发票 减肥 丰胸 祛斑 代孕 私服 外挂 传奇 彩票 娱乐城 博彩 棋牌 刷单 兼职 手机号 低价 正品 包邮 秒杀 特价 厂家直销 批发 加盟 代理 免费 领取 红包"
              + " 二手 装修 空调 维修 电话 上门 服务 北京 上海 广州 深圳 杭州")
          .split(" ");
  private static final String[] KEY_EN =
      ("cheap viagra casino poker loans payday mortgage insurance seo backlinks replica watches rolex"
              + " handbags discount coupon free download crack keygen torrent weight loss pills buy"
              + " online pharmacy bitcoin forex trading signals dating singles hosting domain")
          .split(" ");

  private Junk() {}

  static String shuffleWords(String text, SplittableRandom random) {
    String[] words = text.split("\\s+");
    shuffle(words, random);
    return String.join(" ", words);
  }

  /** Pieces of {@code size} characters in any order; punctuation goes along as characters. */
  static String shuffleChunks(String text, int size, SplittableRandom random) {
    List<String> pieces = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int end = Math.min(text.length(), i + size);
      if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
        end++;
      }
      pieces.add(text.substring(i, end));
      i = end;
    }
    String[] shuffled = pieces.toArray(String[]::new);
    shuffle(shuffled, random);
    return String.join("", shuffled);
  }

  private static void shuffle(String[] items, SplittableRandom random) {
    for (int i = items.length - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      String swap = items[i];
      items[i] = items[k];
      items[k] = swap;
    }
  }

  /** A share of the characters read as others, as a bad scan gives them. */
  static String ocr(String text, double share, SplittableRandom random) {
    String noise = "1l|I0O5S8B~^'`.,;:_-=*#@·■□丨丶丿乂亍卩彳";
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean hit = random.nextDouble() < share;
      s.append(hit ? noise.charAt(random.nextInt(noise.length())) : text.charAt(i));
      if (random.nextDouble() < share / 4) {
        s.append(' ');
      }
    }
    return s.toString();
  }

  static String menu(SplittableRandom random, boolean chinese) {
    String[] items = chinese ? MENU_ZH : MENU_EN;
    String separator = new String[] {"\n", " | ", "\n- ", " > "}[random.nextInt(4)];
    return pick(items, random.nextInt(30, 150), separator, random);
  }

  static String keywords(SplittableRandom random, boolean chinese) {
    String[] items = chinese ? KEY_ZH : KEY_EN;
    return pick(items, random.nextInt(80, 300), chinese ? "" : " ", random);
  }

  static String table(SplittableRandom random) {
    StringBuilder s = new StringBuilder();
    for (int row = random.nextInt(10, 60); row > 0; row--) {
      for (int column = 0; column < 6; column++) {
        s.append(random.nextInt(100_000) / 100.0).append('\t');
      }
      s.append('\n');
    }
    return s.toString();
  }

  static String letters(SplittableRandom random) {
    StringBuilder s = new StringBuilder();
    for (int i = random.nextInt(100, 400); i > 0; i--) {
      for (int k = random.nextInt(2, 12); k > 0; k--) {
        s.append((char) ('a' + random.nextInt(26)));
      }
      s.append(random.nextInt(12) == 0 ? ". " : " ");
    }
    return s.toString();
  }

  private static String pick(String[] items, int count, String separator, SplittableRandom random) {
    String[] picked = new String[count];
    Arrays.setAll(picked, i -> items[random.nextInt(items.length)]);
    return String.join(separator, picked);
  }
}
