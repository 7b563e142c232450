package org.zhizhi.data.recipe;

/**
 * What documents of one kind have in common in their sources: the folder of a file, the host of an
 * address. Thousands of files in one folder are one domain.
 */
public final class Domain {
  private Domain() {}

  /**
   * The domain of {@code source}: {@code https://a.org/x/y} is of {@code a.org}, {@code
   * texts/zh-wiki/part-0.txt} of {@code texts/zh-wiki}; a source without a slash is its own.
   */
  public static String of(String source) {
    int scheme = source.indexOf("://");
    if (scheme > 0) {
      int host = scheme + 3;
      int end = host;
      while (end < source.length() && "/?#".indexOf(source.charAt(end)) < 0) {
        end++;
      }
      return end == host ? source : source.substring(host, end);
    }
    int slash = source.lastIndexOf('/');
    return slash <= 0 ? source : source.substring(0, slash);
  }
}
