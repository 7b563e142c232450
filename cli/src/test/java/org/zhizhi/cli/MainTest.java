package org.zhizhi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatItIsInTheUsersLanguage() {
    assertEquals(0, run(Main.commandLine(Locale.ROOT), "--help"));
    assertTrue(out.toString().contains("Usage: zhizhi"), out::toString);
    out.getBuffer().setLength(0);
    assertEquals(0, run(Main.commandLine(Locale.CHINESE), "--help"));
    assertTrue(out.toString().contains("用法：zhizhi"), out::toString);
    assertTrue(out.toString().contains("知之为知之"), out::toString);
  }

  @Test
  void takesTheLanguageFromTheEnvironment() {
    assertEquals(Locale.CHINESE, Main.language(Map.of("LANG", "zh_CN.UTF-8")));
    assertEquals(Locale.ROOT, Main.language(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C")));
    assertEquals(Locale.ROOT, Main.language(Map.of("LANG", "de_DE.UTF-8")));
  }

  @Test
  void everyCommandAndOptionSpeaksChinese() {
    var chinese = ResourceBundle.getBundle("org.zhizhi.cli.Texts", Locale.CHINESE);
    List<String> missing = new ArrayList<>();
    missing(Main.commandLine(Locale.CHINESE), chinese, missing);
    assertEquals(List.of(), missing, "texts that Texts_zh.properties lacks");
  }

  private static void missing(CommandLine line, ResourceBundle texts, List<String> missing) {
    var spec = line.getCommandSpec();
    String name = spec.qualifiedName(".");
    if (!texts.containsKey(name + ".usage.description")) {
      missing.add(name + ".usage.description");
    }
    spec.options().stream()
        .filter(option -> !option.hidden() && option.descriptionKey().isEmpty())
        .map(option -> option.longestName().replaceFirst("^-+", ""))
        .filter(key -> !texts.containsKey(key) && !texts.containsKey(name + "." + key))
        .forEach(key -> missing.add(name + "." + key));
    line.getSubcommands().values().forEach(sub -> missing(sub, texts, missing));
  }

  @Test
  void answersWrongUsageWithOneLineAndTwo() {
    assertEquals(2, run(withCommand(() -> 0), "--nonsense"));
    assertOneLine("zhizhi: ", "--nonsense", "zhizhi --help");
    assertEquals(2, run(withCommand(() -> 0), "works"));
    assertOneLine("works", "did you mean work");
    assertEquals(2, run(withCommand(() -> 0), "work", "--seed", "x"));
    assertOneLine("--seed", "'x'", "zhizhi work --help");
  }

  @Test
  void passesTheExitCodeOfACommandThrough() {
    assertEquals(1, run(withCommand(() -> 1), "work"));
    assertEquals("", err.toString());
  }

  @Test
  void answersBadInputWithItsMessageAndTwo() {
    CommandLine line =
        withCommand(
            () -> {
              throw new CompletionException(new BadInput("a.txt: empty", "give a file with text"));
            });
    assertEquals(2, run(line, "work"));
    assertEquals("zhizhi: a.txt: empty; give a file with text", err.toString().strip());
  }

  @Test
  void answersFullMemoryAndFullDiskWithOneLineAndTwo() {
    assertEquals(2, run(withCommand(() -> fail(new OutOfMemoryError("Java heap space"))), "work"));
    assertOneLine("Java heap space", "smaller model or batch, or give", "ZHIZHI_JAVA_OPTS=-Xmx");
    var tensors =
        new RuntimeException("DefaultCPUAllocator: can't allocate memory: 9 bytes\n at x");
    assertEquals(2, run(withCommand(() -> fail(tensors)), "work"));
    assertOneLine("9 bytes", "smaller model");
    var disk = new IOException("/x/y: No space left on device");
    assertEquals(2, run(withCommand(() -> fail(new RuntimeException(disk))), "work"));
    assertOneLine("/x/y", "free space");
  }

  @Test
  void theRemedyForAFullHeapFitsTheCommand() {
    for (String[] row :
        new String[][] {
          {"zhizhi data build", "fewer --threads, or give more"},
          {"zhizhi data quality", "fewer documents, or give more"},
          {"zhizhi data look", "MiB); give more"},
          {"zhizhi data study", "smaller model or batch, or give more"},
          {"zhizhi train", "smaller model or batch, or give more"},
        }) {
      err.getBuffer().setLength(0);
      PrintWriter to = new PrintWriter(err, true);
      assertEquals(2, Failure.report(new OutOfMemoryError("Java heap space"), to, row[0]));
      assertOneLine("Java heap space", row[1], "ZHIZHI_JAVA_OPTS=-Xmx");
    }
  }

  @Test
  void anErrorIsAnsweredForTheCommandThatMetIt() {
    Work full = new Work(() -> fail(new OutOfMemoryError("Java heap space")));
    CommandLine data =
        new CommandLine(CommandSpec.create())
            .addSubcommand(new CommandLine(full).setCommandName("build"));
    CommandLine line =
        new CommandLine(CommandSpec.create().name("zhizhi")).addSubcommand("data", data);
    assertEquals(2, run(line, "data", "build"));
    assertOneLine("fewer --threads");
  }

  @Test
  void writesTheTraceOfAFaultToAFileAndAnswersSeventy() throws IOException {
    assertEquals(70, run(withCommand(() -> fail(new IllegalStateException("odd"))), "work"));
    String line = err.toString();
    assertOneLine("IllegalStateException: odd", "please report it");
    Path trace = Path.of(line.substring(line.lastIndexOf(' ') + 1).strip());
    assertTrue(Files.readString(trace).contains("at " + MainTest.class.getName()));
    Files.delete(trace);
  }

  @Test
  void commonOptionsHaveDefaultsAndLimits() {
    Work work = new Work(() -> 0);
    assertEquals(0, run(withCommand(work), "work"));
    assertEquals(1, work.common.seed().value());
    assertEquals(CommonOptions.Device.CPU, work.common.device());
    assertEquals(Runtime.getRuntime().availableProcessors(), work.common.threads());
    assertTrue(work.common.out().isEmpty());
    assertFalse(work.common.json() || work.common.quiet());

    assertEquals(0, run(withCommand(work), "work", "--device", "cuda", "--out", "x", "--seed=-9"));
    assertEquals(CommonOptions.Device.CUDA, work.common.device());
    assertEquals(Path.of("x"), work.common.out().orElseThrow());
    assertEquals(-9, work.common.seed().value());

    Work threads = new Work(() -> 0);
    threads.body = () -> threads.common.threads();
    assertEquals(2, run(withCommand(threads), "work", "--threads", "0"));
    assertOneLine("--threads 0", "give 1 or more");
  }

  private int run(CommandLine line, String... args) {
    err.getBuffer().setLength(0);
    return Main.execute(
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)), args);
  }

  private void assertOneLine(String... parts) {
    assertEquals(1, err.toString().lines().count(), err::toString);
    for (String part : parts) {
      assertTrue(err.toString().contains(part), err::toString);
    }
  }

  private static Integer fail(Throwable failure) throws Exception {
    if (failure instanceof Error e) {
      throw e;
    }
    throw (Exception) failure;
  }

  private static CommandLine withCommand(Callable<Integer> body) {
    return withCommand(new Work(body));
  }

  private static CommandLine withCommand(Work work) {
    CommandLine line = Main.commandLine(Locale.ROOT).addSubcommand("work", work);
    return line.setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Command(name = "work")
  static final class Work implements Callable<Integer> {
    @Mixin private CommonOptions common;
    private Callable<Integer> body;

    Work(Callable<Integer> body) {
      this.body = body;
    }

    @Override
    public Integer call() throws Exception {
      return body.call();
    }
  }
}
