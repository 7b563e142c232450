package org.zhizhi.data.privacy;

import java.util.Locale;

/**
 * A kind of personal data. What counts follows GB/T 35273-2020, annex A, as far as a text alone
 * shows it: numbers and addresses that point at one person or open one account. Names, which cannot
 * be told from those of the dead and the famous, are not looked for.
 */
public enum Kind {
  /** Chinese identity numbers, passports and travel permits, Hong Kong identity cards, US SSNs. */
  ID,
  /** Mobile numbers and landlines; not the 400 and 800 numbers and short numbers of services. */
  PHONE,
  EMAIL,
  /** Bank cards. */
  CARD,
  /** Addresses of hosts, IPv4 and IPv6; not netmasks, loopback or whole networks. */
  IP,
  /** Passwords, keys of interfaces, tokens, private keys. */
  SECRET,
  /** Licence plates of mainland China. */
  PLATE,
  /** QQ and WeChat accounts. */
  ACCOUNT;

  /**
   * What stands in its place: the same in every language, so that a corpus has one token for it. No
   * word of a language could be confused with it, and beside Chinese it needs no spaces: {@code
   * 电话<PHONE>，}.
   */
  public String mask() {
    return "<" + name() + ">";
  }

  /** Its name in recipes: {@code phone}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
