package org.zhizhi.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zhizhi data}: from documents to a corpus worth training on. */
@Command(
    name = "data",
    description = "Make a corpus of your documents, and look into it.",
    subcommands = {DataBuildCommand.class, DataLookCommand.class, DataRecipeCommand.class})
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
