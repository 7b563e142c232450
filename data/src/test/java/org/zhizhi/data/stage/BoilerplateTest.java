package org.zhizhi.data.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.zhizhi.data.stage.Texts.json;
import static org.zhizhi.data.stage.Texts.kept;
import static org.zhizhi.data.stage.Texts.reason;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhizhi.data.Document;

class BoilerplateTest {
  private static final Boilerplate STAGE = Boilerplate.of(null);
  private static final String BODY =
      "国务院办公厅近日印发通知，要求各地区各部门认真做好今年的防汛抗旱工作。\n" + "通知指出，今年我国气候年景总体偏差，极端天气气候事件可能偏多。";

  @Test
  void aPageOfNewsLosesWhatIsAroundTheNews() {
    String page =
        """
        跳到主要内容
        首页 | 新闻 | 财经 | 体育 | 登录 | 注册
        您的位置：首页 > 新闻中心 > 正文
        BODY

        （责任编辑：张三）
        分享到：
        微信扫一扫
        上一篇：关于召开会议的通知
        上一页
        下一页
        相关阅读
        版权所有 © 2024 某某日报社 京ICP备12345678号-1
        违法和不良信息举报电话：010-12345678
        京公网安备 11010102000001号""";
    assertEquals(BODY, kept(STAGE, page.replace("BODY", BODY)));
  }

  @Test
  void anEnglishPageLosesWhatIsAroundTheText() {
    String page =
        """
        Skip to main content
        Home
        About us
        Contact
        Log in
        We use cookies to improve your experience. By clicking Accept you agree to our use of cookies.
        The committee met on Tuesday to discuss the budget for next year.
        It adjourned without a vote.
        Share this article
        Share on Facebook
        Related articles
        https://www.example.com/2024/05/budget
        Please enable JavaScript to view the comments.
        Copyright © 2024 Example Media Ltd. All rights reserved.
        Privacy policy | Terms of use | Cookie policy""";
    assertEquals(
        "The committee met on Tuesday to discuss the budget for next year.\n"
            + "It adjourned without a vote.",
        kept(STAGE, page));
  }

  @Test
  void pagesOfPrintLoseTheirNumbersAndRunningHeads() {
    StringBuilder print = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (int page = 1; page <= 6; page++) {
      print.append("某某公司 2023 年年度报告\n第 ").append(page).append(" 页 共 6 页\n");
      for (int line = 0; line < 10; line++) {
        String sentence = "第 " + page + " 页第 " + line + " 行讲的是不同的事情，没有句号\n";
        print.append(sentence);
        text.append(sentence);
      }
    }
    assertEquals(text.toString().strip(), kept(STAGE, print.toString()));
    Boilerplate withPages = Boilerplate.of(json("{\"pages\": false}"));
    assertEquals(print.toString().strip(), kept(withPages, print.toString().strip()));
  }

  @Test
  void bareNumbersGoOnlyWhereTheyCountPages() {
    StringBuilder pages = new StringBuilder();
    StringBuilder chapters = new StringBuilder();
    for (int number = 3; number < 9; number++) {
      for (int line = 0; line < 12; line++) {
        pages
            .append("a line that goes on and on over the end of page ")
            .append(line)
            .append(number)
            .append('\n');
        chapters
            .append("A sentence in chapter ")
            .append(number)
            .append(", line ")
            .append(line)
            .append(".\n");
      }
      pages.append("- ").append(number).append(" -\n");
      chapters.append(number).append('\n');
    }
    assertEquals(
        pages.toString().replaceAll("- \\d -\n", "").strip(), kept(STAGE, pages.toString()));
    unchanged(chapters.toString().strip());
  }

  @Test
  void whateverIsInDoubtStays() {
    for (String text :
        List.of(
            "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
            "第一条 版权所有人的权利受法律保护。\n第二条 本法自公布之日起施行。",
            "搜索\n打开搜索框，输入要找的词。\n登录\n输入用户名和密码。",
            "- 首页\n介绍首页的布局与功能，以及如何修改。",
            "next\n\nAdvance the internal pointer of an array.",
            "```\nhome\nlogin\nlogout\nsearch\n```",
            "    home\n    login\n    logout\n    search",
            "| 首页 | 新闻 | 登录 |\n| --- | --- | --- |\n| 1 | 2 | 3 |",
            "The site uses cookies, which the server sets with the header Set-Cookie.",
            "See http://example.com/ for more.\nhttp://localhost:8000/hello.php.",
            "1\n2\n3\n4\n5\n6",
            "The copyright law of 1909 was revised in 1976.",
            "深圳某公司（粤ICP备14005652号-2）为生产汽车环保检测仪器的厂商，在中国的市占率达到82%。")) {
      unchanged(text);
    }
  }

  @Test
  void linksStayIfTheyAreWanted() {
    String text = "See also\nhttps://example.com/a https://example.com/b\n<www.example.org>";
    assertEquals("See also", kept(STAGE, text));
    assertEquals(text, kept(Boilerplate.of(json("{\"links\": false}")), text));
  }

  @Test
  void nothingButFurnitureIsRefused() {
    assertEquals("only boilerplate", reason(STAGE, "上一页\n下一页\n返回顶部"));
  }

  private static void unchanged(String text) {
    Document document = Texts.document(text);
    assertSame(document, ((Stage.Kept) STAGE.apply(document)).document(), text);
  }
}
