package org.zhizhi.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zhizhi earth}: satellite scenes. */
@Command(
    name = "earth",
    description = "Satellite scenes: what they are.",
    subcommands = {EarthInfoCommand.class})
final class EarthCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
