package org.zhizhi.data.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.zhizhi.base.Json;

/**
 * Writes {@code trigrams.bin.gz} anew from the counts of trigrams in Wikipedia and, for some
 * languages, in short messages, that {@code com.optimaize.languagedetector:language-detector:0.6}
 * (Apache-2.0) carries.
 *
 * <pre>
 * mvn dependency:get -Dartifact=com.optimaize.languagedetector:language-detector:0.6
 * java -cp ... org.zhizhi.data.language.TrigramsCompiler language-detector-0.6.jar trigrams.bin.gz
 * </pre>
 */
final class TrigramsCompiler {
  /** Rarer than this among a language's trigrams, it says little and takes place. */
  private static final double RARE = 2e-5;

  private TrigramsCompiler() {}

  public static void main(String[] args) throws IOException {
    Map<String, double[]> shares = new TreeMap<>();
    try (ZipFile jar = new ZipFile(args[0])) {
      for (int i = 0; i < Trigrams.LANGUAGES.size(); i++) {
        read(jar, Trigrams.LANGUAGES.get(i), i, shares);
      }
    }
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(Path.of(args[1])))))) {
      write(out, shares);
    }
  }

  private static void read(ZipFile jar, String lang, int column, Map<String, double[]> shares)
      throws IOException {
    List<ZipEntry> entries =
        Stream.of("languages/", "languages.shorttext/")
            // Indonesian messages are nearer to Malay than Indonesian prose is.
            .filter(folder -> folder.equals("languages/") || !lang.equals("id"))
            .map(folder -> jar.getEntry(folder + lang))
            .filter(Objects::nonNull)
            .toList();
    for (ZipEntry entry : entries) {
      JsonNode profile;
      try (InputStream in = jar.getInputStream(entry)) {
        profile = Json.JSON.readTree(in);
      }
      double all = profile.path("n_words").path(2).asDouble() * entries.size();
      for (Map.Entry<String, JsonNode> count : profile.path("freq").properties()) {
        String gram = count.getKey().toLowerCase(Locale.ROOT);
        if (gram.length() == 3 && gram.charAt(1) != ' ') {
          shares.computeIfAbsent(gram, g -> new double[Trigrams.LANGUAGES.size()])[column] +=
              count.getValue().asDouble() / all;
        }
      }
    }
  }

  private static void write(DataOutputStream out, Map<String, double[]> shares) throws IOException {
    List<Map.Entry<String, double[]>> kept =
        shares.entrySet().stream()
            .filter(e -> Arrays.stream(e.getValue()).anyMatch(p -> points(p) > 0))
            .toList();
    out.writeInt(kept.size());
    for (Map.Entry<String, double[]> entry : kept) {
      out.writeChars(entry.getKey());
      long languages = 0;
      for (int i = 0; i < entry.getValue().length; i++) {
        languages |= points(entry.getValue()[i]) > 0 ? 1L << i : 0;
      }
      out.writeLong(languages);
      for (double share : entry.getValue()) {
        if (points(share) > 0) {
          out.writeByte(points(share));
        }
      }
    }
  }

  /** What a trigram adds to a language's score: its log probability above that of an unseen one. */
  private static int points(double share) {
    if (share <= RARE) {
      return 0;
    }
    double nats = Math.log(share + Trigrams.UNSEEN) - Math.log(Trigrams.UNSEEN);
    return (int) Math.min(127, Math.round(nats * Trigrams.POINTS_PER_NAT));
  }
}
