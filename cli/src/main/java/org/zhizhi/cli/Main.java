package org.zhizhi.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code zhizhi}: train your own model, and know what it knows. */
@Command(
    name = "zhizhi",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Train your own model, and know what it knows.",
    subcommands = {
      DemoCommand.class,
      DataCommand.class,
      TrainCommand.class,
      TuneCommand.class,
      ResumeCommand.class,
      CalibrateCommand.class,
      ExamCommand.class,
      ChatCommand.class,
      EarthCommand.class,
      BenchCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    ErrorStream.restore();
    Locale.setDefault(Locale.ROOT); // a report has the same decimal points everywhere
    CommandLine line =
        commandLine(language(System.getenv()))
            .setOut(new PrintWriter(System.out, true))
            .setErr(new PrintWriter(System.err, true));
    System.exit(execute(line, args));
  }

  /** The command line with its subcommands, its texts in {@code language}. */
  static CommandLine commandLine(Locale language) {
    CommandLine line = new CommandLine(new Main());
    line.getSubcommands().values().forEach(Main::withHelp);
    return line.setResourceBundle(ResourceBundle.getBundle("org.zhizhi.cli.Texts", language))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static void withHelp(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getSubcommands().values().forEach(Main::withHelp);
  }

  /**
   * Runs one command and returns its exit code: 0 done, 1 the answer is no, 2 wrong usage or input,
   * 70 a fault of the program (EX_SOFTWARE of sysexits.h). Never throws.
   */
  static int execute(CommandLine line, String... args) {
    line.setParameterExceptionHandler((e, ignored) -> misused(e));
    line.setExecutionExceptionHandler(
        (e, command, parsed) ->
            Failure.report(e, command.getErr(), command.getCommandSpec().qualifiedName()));
    try {
      return line.execute(args);
    } catch (Throwable e) { // picocli hands on errors such as OutOfMemoryError
      return Failure.report(e, line.getErr(), command(line.getParseResult()));
    }
  }

  private static String command(CommandLine.ParseResult parsed) {
    return parsed.hasSubcommand()
        ? command(parsed.subcommand())
        : parsed.commandSpec().qualifiedName();
  }

  /**
   * Chinese where ZHIZHI_LANG, which {@code ./zhizhi} sets, or the locale says so, else English.
   */
  static Locale language(Map<String, String> environment) {
    String locale =
        Stream.of("ZHIZHI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
            .map(environment::get)
            .filter(value -> value != null && !value.isEmpty())
            .findFirst()
            .orElse(System.getProperty("user.language", "en"));
    return locale.startsWith("zh") ? Locale.CHINESE : Locale.ROOT;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int misused(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String message = e.getMessage().replaceAll("\\s*\\R\\s*", " ");
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      message += " (did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?)";
    }
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("zhizhi: " + message + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  /** The version from the jar's manifest. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "zhizhi " + version(),
        "Java "
            + Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }
  }
}
