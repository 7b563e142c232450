package org.zhizhi.data.build;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What a corpus is made of, repeated texts as often as they are in it. For one thread. */
final class Output {
  /** Documents in all, and those that are there for the second time or more. */
  Count all = Count.NONE;

  Count repeated = Count.NONE;

  final Map<String, Count> domains = new TreeMap<>();
  final Map<String, Count> langs = new TreeMap<>();
  final Map<String, Count> licenses = new TreeMap<>();

  /** Documents by {@link Summary#length}. */
  final long[] lengths = new long[Summary.LENGTHS];

  /** Text of each group of the mixture. */
  final Count[] groups;

  /** The same as a value. */
  record Sum(
      Count all,
      Count repeated,
      Map<String, Count> domains,
      Map<String, Count> langs,
      Map<String, Count> licenses,
      long[] lengths,
      Count[] groups) {}

  static Output of(Sum sum) {
    Output output = new Output(sum.groups().length);
    output.all = sum.all();
    output.repeated = sum.repeated();
    output.domains.putAll(sum.domains());
    output.langs.putAll(sum.langs());
    output.licenses.putAll(sum.licenses());
    System.arraycopy(sum.lengths(), 0, output.lengths, 0, output.lengths.length);
    System.arraycopy(sum.groups(), 0, output.groups, 0, output.groups.length);
    return output;
  }

  Sum sum() {
    return new Sum(all, repeated, domains, langs, licenses, lengths, groups);
  }

  Output(int groups) {
    this.groups = new Count[groups];
    Arrays.fill(this.groups, Count.NONE);
  }

  void add(Output more) {
    all = all.plus(more.all);
    repeated = repeated.plus(more.repeated);
    Count.add(more.domains, domains);
    Count.add(more.langs, langs);
    Count.add(more.licenses, licenses);
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] += more.lengths[i];
    }
    for (int i = 0; i < groups.length; i++) {
      groups[i] = groups[i].plus(more.groups[i]);
    }
  }
}
