package org.zhizhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The program as a user meets it: arguments in; an exit code, and what was printed, out. */
final class Program {
  private String out = "";
  private String err = "";

  /** Runs a command and returns its exit code. */
  int run(List<String> args) {
    StringWriter errors = new StringWriter();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      return Main.execute(
          Main.commandLine(Locale.ROOT).setErr(new PrintWriter(errors, true)),
          args.toArray(String[]::new));
    } finally {
      System.setOut(before);
      out = printed.toString(UTF_8);
      err = errors.toString();
    }
  }

  /** What the last command wrote to the output. */
  String out() {
    return out;
  }

  /** What the last command said of itself: its errors. */
  String err() {
    return err;
  }

  /** Runs a command that is to be done. */
  void does(List<String> args) {
    assertEquals(0, run(args), () -> args + ": " + err);
  }

  /** Runs a command that is to be refused, in one line with all of {@code named} in it. */
  void refuses(List<String> args, String... named) {
    assertEquals(2, run(args), () -> args + ": " + err);
    assertEquals(1, err.strip().lines().count(), () -> err);
    for (String name : named) {
      assertTrue(err.contains(name), () -> "no " + name + " in: " + err);
    }
  }

  /** {@code train SOURCE --out RUN} for a model of a few thousand weights, and more options. */
  static List<String> train(Object source, Object run, String... more) {
    List<String> args =
        new ArrayList<>(List.of("train", source.toString(), "--out", run.toString(), "--quiet"));
    args.addAll(List.of("--size", "1m", "--vocab", "280", "--length", "32"));
    args.addAll(List.of("--width", "128", "--layers", "1"));
    args.addAll(List.of(more));
    return args;
  }
}
