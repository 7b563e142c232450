package org.zhizhi.data.look;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How much fits.
 *
 * @param rows 0 for any number
 * @param columns of Latin letters; a Han character takes two
 * @param colours whether the terminal shows them
 */
public record Screen(int rows, int columns, boolean colours) {
  /** Where nobody watches. */
  public static final Screen PAPER = new Screen(0, 100, false);

  /** The terminal of this process; empty where it has none. */
  public static Optional<Screen> terminal() {
    if (System.console() == null || !System.console().isTerminal()) {
      return Optional.empty();
    }
    boolean colours = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    int[] size = size();
    return Optional.of(new Screen(size[0], size[1], colours));
  }

  /** Rows and columns as {@code stty} tells them, else those of old. */
  private static int[] size() {
    Path terminal = Path.of("/dev/tty");
    if (Files.exists(terminal)) {
      try {
        Process stty =
            new ProcessBuilder("stty", "size")
                .redirectInput(terminal.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (stty.waitFor(2, TimeUnit.SECONDS)
            && said.strip().matches("[1-9][0-9]{0,3} [1-9][0-9]{0,3}")) {
          String[] words = said.strip().split(" ");
          return new int[] {Integer.parseInt(words[0]), Integer.parseInt(words[1])};
        }
      } catch (IOException e) {
        // no stty: the usual size will do
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new int[] {24, 80};
  }
}
