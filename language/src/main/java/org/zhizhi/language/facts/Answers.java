package org.zhizhi.language.facts;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges whether an answer gives a value that is right, or declines to give one. */
public final class Answers {
  private static final Pattern WORD =
      Pattern.compile("\\p{IsHan}|[\\p{L}\\p{M}&&\\P{IsHan}]+|[0-9]+(?:[.,][0-9]+)*|\\p{N}");

  /** Checked by eye on 50 of the answers of 24 models to HalluQA that hold such words. */
  private static final Pattern DECLINES =
      Pattern.compile(
          "不知道|不清楚|不了解|不确定|不太清楚|不记得|说不准|答不上来|不得而知|尚无定论|没有听说过|没听说过"
              + "|(?:无法|不能|没办法|难以)(?:[为向给][您你])?(?:给出|提供|回答|确定|确认|得知|判断|知道|告诉|查证|作答)"
              + "|(?:没有|缺乏|找不到|查不到)(?:查到|找到|任何)?(?:相关|有关|这方面|关于|足够|这个|该).{0,20}?(?:信息|资料|记录|数据)"
              + "|(?:没有|找不到|查不到).{0,40}的?相关(?:信息|资料|记录)"
              + "|\\b(?:do not|don.?t|did not|didn.?t) (?:really |actually )?(?:know|recall|remember|have"
              + " (?:any |enough |that |specific )?information)"
              + "|\\b(?:i.?m|i am|not) (?:not )?(?:sure|certain|aware|familiar)\\b"
              + "|\\bno (?:information|idea|record|comment|reliable)\\b"
              + "|\\b(?:cannot|can.?t|can not|could not|unable to) (?:answer|say|tell|determine|verify"
              + "|confirm|provide|find|know|be determined|be known)"
              + "|\\bnot (?:enough|sufficient) information\\b|\\binsufficient information\\b"
              + "|\\bit is unknown\\b|\\bnobody knows\\b|\\bno one knows\\b");

  private Answers() {}

  /**
   * Whether {@code given} equals one of {@code accepted} but for width, case, spaces, "it is", an
   * English article and marks at either end; numbers and dates as values.
   */
  public static boolean right(String given, List<String> accepted) {
    String answer = normal(given);
    return !answer.isEmpty() && accepted.stream().anyMatch(a -> normal(a).equals(answer));
  }

  /**
   * Whether {@code given}, which may be a sentence, equals or contains one of {@code accepted}:
   * whole words and numbers in the same order, or a number or a date of the same value.
   */
  public static boolean contains(String given, List<String> accepted) {
    if (right(given, accepted)) {
      return true;
    }
    String text = even(given);
    List<String> words = words(given);
    List<String> values = Values.in(text);
    for (String each : accepted) {
      Optional<String> value = Values.of(bare(even(each)));
      List<String> sought = words(each);
      if (value.isPresent()
          ? values.contains(value.get())
          : !sought.isEmpty() && Collections.indexOfSubList(words, sought) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether {@code given} says, in Chinese or English, that the answer is not known, or says
   * nothing at all.
   */
  public static boolean declines(String given) {
    String text = even(given).replace('’', '\'');
    return bare(text).isEmpty() || DECLINES.matcher(text).find();
  }

  /**
   * The form in which answers are compared: NFKC, small letters, no marks at the ends, no spaces; a
   * number or a date in one form whatever the language.
   */
  public static String normal(String text) {
    String s = even(text).replace('’', '\'').replace('ʻ', '\'').replaceFirst("^(it is|it's) ", "");
    Optional<String> signed = Values.of(s.replaceAll("[\\p{P}\\p{S}\\s]+$", ""));
    if (signed.isPresent()) {
      return signed.get();
    }
    s = bare(s);
    return Values.of(s).orElse(s).replaceAll("\\s+", "");
  }

  private static String even(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
  }

  /** Without marks at the ends and without an English article. */
  private static String bare(String text) {
    return text.replaceAll("^[\\p{P}\\p{S}\\s]+|[\\p{P}\\p{S}\\s]+$", "")
        .replaceFirst("^(the|an|a) ", "");
  }

  /** Words in small letters, numbers without their commas, and Han characters one by one. */
  public static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(even(text));
    while (matcher.find()) {
      words.add(matcher.group().replaceAll("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", ""));
    }
    return words;
  }
}
