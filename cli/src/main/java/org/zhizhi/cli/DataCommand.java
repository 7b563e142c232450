package org.zhizhi.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zhizhi data}: documents in, a corpus worth training on out. */
@Command(
    name = "data",
    description = "Make a corpus worth training on, and find out what makes it so.",
    subcommands = StudyCommand.class)
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
