package org.zhizhi.language.knows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Scorer;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * An answer that the user holds: of all stretches of words that he says beside his question, the
 * one that the model finds the likeliest to answer it. It is found without lists of words: whoever
 * claims something says it, and nothing else that he says would do for an answer.
 *
 * @param value in his words
 * @param answer the same as the model would say it
 * @param logprob mean log-probability in nats of a token of that answer, its end among them
 */
public record Claim(String value, String answer, double logprob) {
  /** Words of an alphabet, or Han characters, that a value has at most. */
  private static final int LONGEST = 8;

  /** Stretches looked at; the later ones of a long speech are not. */
  private static final int MOST = 600;

  /** Stretches that share a pass. */
  private static final int SLOTS = 16;

  private static final String LETTERS = "[\\p{L}\\p{M}\\p{N}&&\\P{IsHan}]+";

  /**
   * A Han character, or a word or number with what stands inside it: {@code 1,234}, {@code U.S.}
   */
  private static final Pattern UNIT =
      Pattern.compile("\\p{IsHan}|[+\\-]?" + LETTERS + "(?:['’.,\\-/&·]+" + LETTERS + ")*\\.?");

  /**
   * Finds it.
   *
   * @param said what the model itself answers to the question: values are put in its place
   * @param least the least {@link #logprob} that will do
   * @return empty if nothing that the user says besides is as likely as that
   */
  static Optional<Claim> of(Respondent respondent, Plain plain, String said, double least) {
    Set<String> values = new LinkedHashSet<>();
    plain.rest().forEach(text -> stretches(text, values));
    List<Claim> claims = new ArrayList<>();
    List<int[]> tokens = new ArrayList<>();
    for (String value : values.stream().limit(MOST).toList()) {
      claims.add(new Claim(value, framed(value, said), least));
      tokens.add(ended(respondent, claims.getLast().answer));
    }
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    int head = 1 + common(tokens);
    Map<List<Integer>, Integer> heads = new LinkedHashMap<>();
    List<int[]> begun = new ArrayList<>();
    for (int[] each : tokens) {
      heads.computeIfAbsent(
          head(each, head),
          list -> {
            begun.add(list.stream().mapToInt(t -> t).toArray());
            return begun.size() - 1;
          });
    }
    double[] beginnings = sums(respondent, plain.question(), begun);
    List<Claim> open = new ArrayList<>();
    List<int[]> rest = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) { // what follows can only make it less likely
      if (beginnings[heads.get(head(tokens.get(i), head))] >= least * tokens.get(i).length) {
        open.add(claims.get(i));
        rest.add(tokens.get(i));
      }
    }
    double[] sums = sums(respondent, plain.question(), rest);
    Claim best = null;
    for (int i = 0; i < sums.length; i++) {
      double mean = sums[i] / rest.get(i).length;
      if (mean >= least && (best == null || mean > best.logprob)) {
        best = new Claim(open.get(i).value, open.get(i).answer, mean);
      }
    }
    return Optional.ofNullable(best);
  }

  /** The mean log-probability of a token of {@code answer}, its end among them. */
  static double likely(Respondent respondent, String question, String answer) {
    int[] tokens = ended(respondent, answer);
    return sums(respondent, question, List.of(tokens))[0] / tokens.length;
  }

  private static int[] ended(Respondent respondent, String answer) {
    Tokenizer tokenizer = respondent.model().tokenizer();
    int[] tokens = tokenizer.encode(answer);
    int[] ended = Arrays.copyOf(tokens, tokens.length + 1);
    ended[tokens.length] = tokenizer.special(Tokenizer.MESSAGE_END);
    return ended;
  }

  /** With how many tokens all of them begin. */
  private static int common(List<int[]> all) {
    int common = Integer.MAX_VALUE;
    for (int[] each : all) {
      int alike = Arrays.mismatch(all.getFirst(), each);
      common = Math.min(common, alike < 0 ? each.length - 1 : alike);
    }
    return common;
  }

  private static List<Integer> head(int[] tokens, int n) {
    return Arrays.stream(tokens).limit(n).boxed().toList();
  }

  private static double[] sums(Respondent respondent, String question, List<int[]> answers) {
    int[] prompt = respondent.prompt(List.of(Message.user(question)));
    List<Scorer.Branches> branches = new ArrayList<>();
    int each = (answers.size() + SLOTS - 1) / SLOTS;
    for (int from = 0; from < answers.size(); from += each) {
      branches.add(
          new Scorer.Branches(
              prompt, answers.subList(from, Math.min(answers.size(), from + each))));
    }
    double[] sums = new double[answers.size()];
    respondent
        .scorer()
        .continuations(
            branches,
            SLOTS,
            (scores, branch) -> {
              for (int i = 0; i < scores.size(); i++) {
                for (float nats : scores.get(i)) {
                  sums[branch * each + i] += nats;
                }
              }
            });
    return sums;
  }

  /** {@code value} with what the model puts before and behind its answers. */
  private static String framed(String value, String said) {
    String lead = said.startsWith("It is ") ? "It is " : "";
    char last = said.isEmpty() ? ' ' : said.charAt(said.length() - 1);
    String stop = last == '.' || last == '。' ? String.valueOf(last) : "";
    return lead + value + (value.endsWith(stop) ? "" : stop);
  }

  private static void stretches(String text, Set<String> into) {
    List<int[]> units = new ArrayList<>();
    Matcher unit = UNIT.matcher(text);
    while (unit.find()) {
      units.add(new int[] {unit.start(), unit.end()});
    }
    for (int from = 0; from < units.size(); from++) {
      for (int to = from; to < Math.min(units.size(), from + LONGEST); to++) {
        String value = text.substring(units.get(from)[0], units.get(to)[1]);
        if (value.matches("(?s).*[。？！?!\\n：:].*")) {
          break;
        }
        into.add(value);
        if (value.endsWith(".")) {
          into.add(value.substring(0, value.length() - 1));
        }
      }
    }
  }
}
