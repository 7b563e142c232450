package org.zhizhi.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.zhizhi.data.read.ReadSettings;

/**
 * Tesseract, where it is installed with Chinese: reads pictures of text. It is given the picture
 * and gives the text over pipes.
 *
 * @param languages what it can read, as it wants to be told
 */
record Ocr(String languages) {
  static final String MISSING = "Tesseract with chi_sim is not installed";

  private static final List<String> WANTED = List.of("chi_sim", "eng");

  /** Looked for once. */
  private static final class Found {
    private static final Optional<Ocr> OCR = find();
  }

  /** The installed one, empty if there is none that reads Chinese. */
  static Optional<Ocr> installed() {
    return Found.OCR;
  }

  private static Optional<Ocr> find() {
    try {
      String listed = run(List.of("tesseract", "--list-langs"), new byte[0]);
      Set<String> there = new TreeSet<>(listed.lines().map(String::strip).toList());
      String languages = WANTED.stream().filter(there::contains).collect(Collectors.joining("+"));
      return languages.startsWith("chi_sim") ? Optional.of(new Ocr(languages)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The text of a picture that is a document of its own. */
  static String picture(Content content, ReadSettings settings) throws IOException {
    Optional<Ocr> ocr = settings.ocr() ? installed() : Optional.empty();
    if (ocr.isEmpty()) {
      throw new Refusal("scanned", "is a picture, and " + MISSING);
    }
    try (InputStream in = content.reread()) {
      return ocr.get().read(in.readAllBytes()).strip();
    }
  }

  /** The text of a picture, blank if there is none. */
  String read(byte[] picture) throws IOException {
    String text =
        run(
            List.of("tesseract", "-", "-", "-l", languages, "-c", "preserve_interword_spaces=1"),
            picture);
    return text.replace("\f", "").replaceAll("[ \t]+(?=\n|$)", "").replaceAll("\n{3,}", "\n\n");
  }

  private static String run(List<String> command, byte[] in) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread.ofVirtual()
        .start(
            () -> {
              try (OutputStream out = process.getOutputStream()) {
                new ByteArrayInputStream(in).transferTo(out);
              } catch (IOException e) {
                // it does not want to hear more
              }
            });
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0 && in.length > 0) {
        throw new Refusal("damaged", "Tesseract cannot read the picture (exit code " + exit + ")");
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
