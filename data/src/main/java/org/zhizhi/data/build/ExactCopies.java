package org.zhizhi.data.build;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;

/** Finds documents with the same text; keeps the one of the best quality, the first of equals. */
final class ExactCopies implements Copies {
  private record Text(long high, long low) {}

  private record Best(long document, double quality) {}

  @Override
  public void note(Path file, List<Document> documents) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Document document : documents) {
        long high = 0;
        long low = 0;
        String text = document.text();
        for (int i = 0; i < text.length(); i++) {
          high = (high ^ text.charAt(i)) * 0x100000001b3L;
          low = (low + text.charAt(i)) * 0x9e3779b97f4a7c15L ^ (low >>> 29);
        }
        out.writeLong(new Seed(high).split(text.length()).value());
        out.writeLong(new Seed(low).split(text.length()).value());
        out.writeDouble(Double.isNaN(document.quality()) ? -1 : document.quality());
      }
    }
  }

  @Override
  public void decide(
      List<Path> notes, Path folder, ObjDoubleConsumer<String> watch, Verdicts verdicts)
      throws IOException {
    Map<Text, Best> best = new HashMap<>();
    long documents = 0;
    for (Path file : notes) {
      try (DataInputStream in = open(file)) {
        for (long n = Files.size(file) / 24; n > 0; n--) {
          Text text = new Text(in.readLong(), in.readLong());
          Best one = new Best(documents++, in.readDouble());
          best.merge(text, one, (a, b) -> b.quality() > a.quality() ? b : a);
        }
      }
    }
    documents = 0;
    for (Path file : notes) {
      try (DataInputStream in = open(file)) {
        for (long n = Files.size(file) / 24; n > 0; n--) {
          long kept = best.get(new Text(in.readLong(), in.readLong())).document();
          in.readDouble();
          if (kept != documents) {
            verdicts.copy(documents, kept, true);
          }
          documents++;
        }
      }
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }
}
