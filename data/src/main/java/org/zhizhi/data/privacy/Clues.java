package org.zhizhi.data.privacy;

import java.util.HashMap;
import java.util.Map;

/** The words before a number, read backwards: {@code 联系电话：}, {@code "order_id": "}. */
final class Clues {
  /** How far before a number its clue may start. */
  private static final int REACH = 24;

  private static final int LONGEST_HAN = 5;
  private static final Map<String, Clue> HAN = new HashMap<>();
  private static final Map<String, Clue> LATIN = new HashMap<>();
  private static final int LONGEST_LATIN = 14;

  static {
    han(Clue.FILLER, "号 号码 码 是 为 係 系 的 了 请 填写 如下 信息 改为 就是 同号");
    han(
        Clue.PHONE,
        "电话 手机 话 座机 固话 热线 传真 致电 拨打 来电 短信 联系 联系方式 联系人 咨询 预约 报名 打 電話 手機 傳真"
            + " 联络 总机 分机 电联 手提 小灵通 呼叫 回电 微信");
    han(Clue.IDENTITY, "身份证 证件号 證件號 证号 身份證 身分證 身分证 公民身份 证件 證件 身份 身份证件");
    han(Clue.PASSPORT, "护照 護照 通行证 回乡证 台胞证 通行證");
    han(Clue.CARD, "卡 银行卡 卡号 信用卡 储蓄卡 借记卡 账号 帐号 账户 帐户 一卡通 這張卡 銀行卡");
    han(Clue.ADDRESS, "地址 服务器 主机 来源 来自 网关 节点 登录 访问 机器 从 内网 公网 外网 域名 本机 代理 设备 伺服器 地址");
    han(Clue.QQ, "扣扣");
    han(
        Clue.THING,
        "订单 单号 单 编号 序号 流水 流水号 运单 快递 包裹 工单 票号 发票 车次 批次 批号 序列 条码 条形码 货号 型号 款号"
            + " 案号 文号 编码 代码 学号 工号 考号 准考证 准考证号 会员 积分 群 群号 卡券 券 交易 交易号 凭证 合同 期号 图号"
            + " 商品 书号 刊号 邮编 第 时间戳 时间 日期 金额 总额 共 约 达 达到 余额 价格 数量 总量 人口 资本 收入 次数"
            + " 字节 大小 取件码 验证码 专利 专利号 编 訂單 編號 序號 单据 登记 备案 许可证 证书 存根 参数 主键 位数"
            + " 近似 误差 计 超过 超 近 高达 仅 有 档案 案件 案卷 学籍 追踪 跟踪 取票 房间 门牌 航班 票据 支票"
            + " 发动机 车架 仓库 货架 库存 图纸 样品 标本 检验 报告 处方 病历 住院 门诊 床位");
    han(Clue.VERSION, "版本 固件 升级到 更新到 升级至 更新至 版 补丁 系统 内核 小节 章节 见 参见 章 节 图 表 附录 条款");

    latin(Clue.FILLER, "number no num is at the a an was value nr on me us to");
    latin(
        Clue.PHONE,
        "phone tel telephone mobile cell cellphone call fax dial sms ph mob whatsapp wechat hotline"
            + " phonenumber phoneno mobileno telno contactno");
    latin(Clue.IDENTITY, "idcard idno idnumber identity citizenid sfz sfzh");
    latin(Clue.SOCIAL, "ssn socialsecurity security");
    latin(Clue.PASSPORT, "passport");
    latin(
        Clue.CARD, "card visa mastercard amex unionpay cardno cardnumber credit debit pan account");
    latin(
        Clue.ADDRESS,
        "ip host server address addr ping ssh from gateway dns client via telnet inet listen bind"
            + " node proxy hostname ipv4 ipaddress peer connect connected curl traceroute nmap");
    latin(Clue.QQ, "qq");
    latin(
        Clue.THING,
        "order invoice tracking ticket case serial sn id isbn sku upc ean batch lot part model ref"
            + " reference transaction txn build commit size bytes total count amount revenue"
            + " timestamp ts time epoch offset po barcode imei uid code key seq sequence index"
            + " length len population of about over until pid job task req request gid item line"
            + " version");
    latin(
        Clue.VERSION,
        "version ver v release build firmware edition rev revision section sec chapter figure fig"
            + " table appendix update upgrade patch kernel driver sdk api");
  }

  private final Plain plain;

  Clues(Plain plain) {
    this.plain = plain;
  }

  private static void han(Clue clue, String words) {
    for (String word : words.split(" ")) {
      HAN.put(word, clue);
    }
  }

  private static void latin(Clue clue, String words) {
    for (String word : words.split(" ")) {
      LATIN.put(word, clue);
    }
  }

  /** The clue right before index {@code start}. */
  Clue before(int start) {
    int stop = Math.max(0, start - REACH);
    int i = start;
    int lines = 0;
    while (i > stop) {
      int c = plain.at(i - 1);
      if (c < 0) {
        char han = plain.text.charAt(i - 1);
        if (isFiller(han)) {
          i--;
          continue;
        }
        int length = hanWord(i, stop);
        if (length == 0) {
          return Clue.NONE;
        }
        Clue clue = HAN.get(plain.text.substring(i - length, i));
        if (clue != Clue.FILLER) {
          return clue;
        }
        i -= length;
      } else if (plain.word(i - 1)) {
        int from = i;
        while (from > stop && (plain.letter(from - 1) || plain.at(from - 1) == '_')) {
          from--;
        }
        if (from == i) {
          return Clue.NONE;
        }
        Clue clue = latinWord(plain.slice(from, i, true).replace("_", ""));
        if (clue != Clue.FILLER) {
          return clue;
        }
        i = from;
      } else if (c == '#') {
        return Clue.THING;
      } else if (c == '\n' && ++lines > 1 || ",;!?$%&/@\\^".indexOf(c) >= 0) {
        return Clue.NONE;
      } else {
        i--;
      }
    }
    return Clue.NONE;
  }

  private static boolean isFiller(char c) {
    return switch (c) {
      case '“', '”', '‘', '’', '【', '】', '「', '」', '《', '》', '·', '•', '│', '☎' -> true;
      default -> false;
    };
  }

  /** Length of the longest known word that ends before {@code end}; 0 if there is none. */
  private int hanWord(int end, int stop) {
    for (int length = Math.min(LONGEST_HAN, end - stop); length > 0; length--) {
      if (HAN.containsKey(plain.text.substring(end - length, end))) {
        return length;
      }
    }
    return 0;
  }

  /** The clue of the longest known word that {@code name} ends in: {@code userPhone}. */
  private static Clue latinWord(String name) {
    Clue whole = LATIN.get(name);
    if (whole != null) {
      return whole;
    }
    for (int length = Math.min(LONGEST_LATIN, name.length() - 1); length > 1; length--) {
      Clue clue = LATIN.get(name.substring(name.length() - length));
      if (clue != null && clue != Clue.FILLER && (length > 3 || clue == Clue.PHONE)) {
        return clue;
      }
    }
    return name.endsWith("id") || name.endsWith("no")
        ? Clue.THING
        : name.endsWith("ip") ? Clue.ADDRESS : Clue.NONE;
  }
}
