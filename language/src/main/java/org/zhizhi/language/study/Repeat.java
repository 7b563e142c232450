package org.zhizhi.language.study;

import java.util.Locale;
import java.util.regex.Matcher;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.recipe.Pattern;

/**
 * Copies put among the documents of a study, as the web has them: a few texts stand there often.
 *
 * @param source pattern of the sources whose documents are copied
 * @param times each stands there
 * @param share of these documents that are copied, above 0, at most 1
 */
public record Repeat(String source, int times, double share) {
  private static final java.util.regex.Pattern FORM =
      java.util.regex.Pattern.compile("(.+)=(\\d{1,4})(?::(\\d{1,3}(?:\\.\\d{1,6})?)%)?");

  private static final Seed SEED = new Seed(0).split("repeat");

  /** Reads {@code zh-wiki=50:5%}: one document in twenty stands there 50 times. */
  public static Repeat of(String text) {
    Matcher m = FORM.matcher(text);
    if (m.matches()) {
      int times = Integer.parseInt(m.group(2));
      double share = m.group(3) == null ? 1 : Double.parseDouble(m.group(3)) / 100;
      if (times >= 2 && times <= 1000 && share > 0 && share <= 1) {
        return new Repeat(m.group(1), times, share);
      }
    }
    throw new BadInput(
        "--repeat " + text + ": no repetition",
        "give SOURCE=N or SOURCE=N:SHARE%, with N from 2 to 1000");
  }

  boolean concerns(Document d) {
    return new Pattern(source).matches(d.source(), d.lang(), d.license())
        && (SEED.split(d.id()).value() >>> 11) * 0x1p-53 < share;
  }

  @Override
  public String toString() {
    return source
        + "="
        + times
        + (share == 1 ? "" : String.format(Locale.ROOT, ":%s%%", 100 * share));
  }
}
