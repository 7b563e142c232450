package org.zhizhi.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code zhizhi}: train your own model, and know what it knows. */
@Command(
    name = "zhizhi",
    mixinStandardHelpOptions = true,
    version = "zhizhi 0.1.0",
    description = "Train your own model, and know what it knows. 知之为知之，不知为不知。")
public final class Main implements Runnable {
  private Main() {}

  public static void main(String[] args) {
    ErrorStream.restore();
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
