package org.zhizhi.data.decode;

import java.util.BitSet;

/**
 * The Chinese characters that text is mostly made of, in both scripts: more than two thirds of any
 * page. The wrong encoding turns them into rare ones, which is how {@link Encodings} knows.
 */
final class CommonHan {
  /** The first 400 of encyclopaedia, statutes and manuals, 250 of verse, traditional forms. */
  private static final String CHARACTERS =
      ""
          + "的人在一和年有为中行会以第国是用法条当大应定部不政民时市理于作十本设业生区建日规"
          + "地主上发个管工公后对成月关出其者可了他员务动门机与等制位并或文及要方下学分合二开"
          + "三事保经到表进由同家自内物单之能数任入加通全水代名过府所这体产安得新施化实处使斯"
          + "选提组式立期电被议前重四场面间责来多程性将护度高共道相资利据现而委计车目城构改级"
          + "最向长服外台五也元常特标件教划系因接路列次展统量格项子尔正交信报小品线布查照此明"
          + "社点如县军里例克力运平权依但按情监结基取西美指准活供该海至持收置调集导从织职案原"
          + "金影就办亚示专反防南意参营东联源德称技果环风起科种战受两治比字总义术都放节北气类"
          + "具省院更需型则队强境域六口天未求备决然证游存约各山马支回万育题复司心们达解违无传"
          + "令质告协引华拉记手赛世范造直维流修容息执款书商认变费问包器督举视检还演企根请语站"
          + "审批消限已形首律评采号模图网除确团色预排完校些录给林配负说推党七创获筑罗带知段好"
          + "我花曰去见云何王春你今又老儿那只看玉江君头香着酒归便清先千兵声夜张红谁太言雨尽笑"
          + "飞听夫黄梦身几秋却把满欲阳醉似寒难歌青氏仙白乃空楼臣若愁朝少故且光吾落做甚深百才"
          + "望女烟必死别柳官断思边李闻轻侯远赵亲州齐待休须客走杀想闲留曾衣旧這來個們國說為時"
          + "學會對發經過還後動種業電關於進問長開樣實現點東將機兩體應當從萬與軍書見車馬邊沒門"
          + "戰員產區義報無變頭氣設題華黨條級達數聽類確運認親資質統給話線讓記總觀愛傳環場處誰"
          + "謝樂買賣錢難廣單專術議團講則覺寫舉極鐘離請歷視轉飛魚鳥龍風雲紅綠節農聲爺媽歲張陳"
          + "劉黃吳羅灣縣辦務標網絡軟調證組織濟權導錄號臺裡麼";

  private static final BitSet SET = new BitSet(0x5200);

  static {
    CHARACTERS.chars().forEach(c -> SET.set(c - 0x4e00));
  }

  private CommonHan() {}

  static boolean contains(char c) {
    return c >= 0x4e00 && SET.get(c - 0x4e00);
  }
}
