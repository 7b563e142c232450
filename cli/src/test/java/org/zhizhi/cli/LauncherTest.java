package org.zhizhi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./zhizhi} in a house of its own, whose JDK and Maven are scripts that say how they were
 * called: finding, building and starting are tested without either.
 */
class LauncherTest {
  private static final Path LAUNCHER =
      Path.of("").toAbsolutePath().getParent().resolve("zhizhi"); // Maven tests in the module

  @TempDir Path temp;
  private Path house;
  private Path jdk;
  private Path calls;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a start came to. */
  private record Start(int exit, String out, String err) {}

  @BeforeEach
  void layOutTheHouse() throws Exception {
    assumeTrue(File.separatorChar == '/' && Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    house = Files.createDirectories(temp.resolve("a house 家"));
    Files.copy(LAUNCHER, house.resolve("zhizhi"));
    assertTrue(house.resolve("zhizhi").toFile().setExecutable(true));
    Files.writeString(house.resolve("pom.xml"), "<jvm.flags>-Dflag=1 -Dother=2</jvm.flags>\n");
    source("A.java");

    jdk = temp.resolve("a jdk");
    jdk("25.0.3");
    script(
        jdk.resolve("bin/java"),
        """
        for arg in "$@"; do
          case $arg in -XX:AOTCacheOutput=*) : >"${arg#*=}"; exit 0 ;; esac
        done
        printf 'folder=%s\\n' "$PWD"
        printf 'locale=%s %s\\n' "$ZHIZHI_LANG" "$LC_ALL"
        printf 'tunables=%s\\n' "${GLIBC_TUNABLES:-}"
        printf '<%s>\\n' "$@"
        exit "${FAKE_EXIT:-0}"
        """);
    calls = temp.resolve("calls");
    script(
        temp.resolve("bin/mvn"),
        """
        printf '%s %s\\n' "$JAVA_HOME" "$*" >>"$CALLS"
        sleep "${FAKE_SLEEP:-0}"
        if [ -e "$HOUSE/broken" ]; then echo "[ERROR] A.java:[1,1] it is broken"; exit 1; fi
        mkdir -p "$HOUSE/cli/target/zhizhi/lib" && : >"$HOUSE/cli/target/zhizhi/lib/zhizhi.jar"
        """);
    environment.put("PATH", temp.resolve("bin") + ":/usr/bin:/bin");
    environment.put("ZHIZHI_JAVA_HOME", jdk.toString());
    environment.put("HOUSE", house.toString());
    environment.put("CALLS", calls.toString());
    environment.put("LC_ALL", "C.UTF-8");
  }

  @Test
  void saysHowToGetJavaWhereThereIsNone() throws Exception {
    environment.put("ZHIZHI_JAVA_HOME", temp.resolve("nowhere").toString());
    Start start = start("--help");
    assertEquals(2, start.exit);
    assertTrue(start.err.contains("nowhere is not a JDK 25 or newer"), start.err);
    assertTrue(start.err.contains("不是 JDK 25 或更新的版本"), start.err);
    assertFalse(Files.exists(calls), "nothing may be built without a JDK");
  }

  @Test
  void refusesAnOlderJava() throws Exception {
    jdk("21.0.4");
    assertEquals(2, start("--help").exit);
    jdk("26-ea");
    assertEquals(0, start("--help").exit);
  }

  @Test
  void takesJavaHomeWhenItIsNewEnough() throws Exception {
    environment.remove("ZHIZHI_JAVA_HOME");
    environment.put("JAVA_HOME", jdk.toString());
    assertEquals(0, start("--help").exit);
    assertTrue(Files.readString(calls).startsWith(jdk + " "));
  }

  @Test
  void startsFromAnyFolderThroughALinkWithTheArgumentsAsGiven() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("zz"), Path.of("a house 家/zhizhi"));
    Path second =
        Files.createSymbolicLink(Files.createDirectories(temp.resolve("d")).resolve("z"), link);
    Start start = start(second, temp.resolve("d"), List.of("chat", "a b", "", "*"));
    assertEquals(0, start.exit, start.err);
    assertTrue(start.out.contains("folder=" + temp.resolve("d").toRealPath() + "\n"), start.out);
    assertTrue(start.out.contains("<-Dflag=1>\n<-Dother=2>\n"), start.out);
    assertTrue(start.out.contains("<" + house.toRealPath() + "/cli/target/zhizhi/lib/zhizhi.jar>"));
    assertTrue(start.out.endsWith("<org.zhizhi.cli.Main>\n<chat>\n<a b>\n<>\n<*>\n"), start.out);
  }

  @Test
  void passesTheExitCodeThrough() throws Exception {
    environment.put("FAKE_EXIT", "70");
    assertEquals(70, start("x").exit);
  }

  @Test
  void buildsOnlyWhenASourceIsNewer() throws Exception {
    start("x");
    start("x");
    assertEquals(1, builds());
    source("B.java");
    start("x");
    start("x");
    assertEquals(2, builds());
    environment.put("ZHIZHI_PROFILES", "cuda");
    start("x");
    assertEquals(3, builds());
    assertTrue(Files.readString(calls).strip().endsWith("package"));
    assertTrue(Files.readString(calls).contains("-Pcuda"));
  }

  @Test
  void saysWhyTheBuildFailed() throws Exception {
    Files.createFile(house.resolve("broken"));
    Start start = start("x");
    assertEquals(2, start.exit);
    assertTrue(start.err.contains("A.java:[1,1] it is broken"), start.err);
    Files.delete(house.resolve("broken"));
    assertEquals(0, start("x").exit, "the next start must build again");
  }

  @Test
  void twoStartsBuildOnce() throws Exception {
    environment.put("FAKE_SLEEP", "0.5");
    Process first = process(house.resolve("zhizhi"), house, List.of("x"));
    Process second = process(house.resolve("zhizhi"), house, List.of("x"));
    assertEquals(0, first.waitFor());
    assertEquals(0, second.waitFor());
    assertEquals(1, builds());
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    Path bare = temp.resolve("bare");
    for (String tool : List.of("bash", "uname", "dirname", "cat", "find", "mkdir", "flock")) {
      String folder = Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
      script(bare.resolve(tool), "exec " + folder + tool + " \"$@\"\n");
    }
    environment.put("PATH", bare.toString());
    Start start = start("x");
    assertEquals(2, start.exit);
    assertTrue(start.err.contains("Maven (mvn), which is not on the PATH"), start.err);
  }

  @Test
  void speaksTheUsersLanguageWhereItsLocaleIsNotInstalled() throws Exception {
    assumeTrue(new ProcessBuilder("getconf", "GNU_LIBC_VERSION").start().waitFor() == 0, "glibc");
    environment.put("LC_ALL", "zh_XX.UTF-8");
    String out = start("x").out;
    assertTrue(out.contains("locale=zh_XX.UTF-8 C.UTF-8\n"), out);
  }

  @Test
  void namesTheModulesWhereOneToTestIsUnknown() throws Exception {
    Files.writeString(house.resolve("pom.xml"), "<module>base</module>\n<module>cli</module>\n");
    Start start = start("test", "nosuch");
    assertEquals(2, start.exit);
    assertTrue(start.err.contains("no module nosuch; the modules are: base cli"), start.err);
  }

  @Test
  void addsUpWhatTheTestsSay() throws Exception {
    script(
        temp.resolve("bin/mvn"),
        """
        case "$*" in *" test") ;; *) exit 0 ;; esac
        for module in base cli; do
          mkdir -p "$HOUSE/$module/target/surefire-reports"
          printf '<testsuite xmlns:x="y"\\n name="A" tests="7" errors="1" skipped="2" failures="1">\\n<testcase/>' \
            >"$HOUSE/$module/target/surefire-reports/TEST-A.xml"
        done
        """);
    Start start = start("test");
    assertEquals(1, start.exit);
    assertEquals("6 passed, 4 failed, 4 skipped", start.out.strip());
  }

  @Test
  void addsAllocatorSettingsToTheUsersOwn() throws Exception {
    assumeTrue(new ProcessBuilder("getconf", "GNU_LIBC_VERSION").start().waitFor() == 0, "glibc");
    environment.put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=0:glibc.cpu.x86_ibt=on");
    Start start = start("x");
    assertTrue(
        start.out.contains(
            "tunables=glibc.malloc.hugetlb=0:glibc.cpu.x86_ibt=on:glibc.malloc.mmap_threshold="),
        start.out);
    assertFalse(start.out.contains("hugetlb=1"), start.out);
  }

  @Test
  void theUsersJavaOptionsComeLast() throws Exception {
    environment.put("ZHIZHI_JAVA_OPTS", "-Xmx6g -XX:+UseSerialGC");
    String out = start("x").out;
    assertTrue(out.indexOf("<-Xmx6g>") > out.indexOf("<-Xmx2g>"), out);
    assertFalse(out.contains("UseParallelGC"), out);
  }

  private long builds() throws IOException {
    return Files.readAllLines(calls).stream().filter(call -> call.endsWith(" package")).count();
  }

  private void source(String name) throws IOException {
    Path folder = Files.createDirectories(house.resolve("base/src/main/java"));
    Files.writeString(house.resolve("base/pom.xml"), "<project/>\n");
    Path file = Files.writeString(folder.resolve(name), "class A {}\n");
    if (Files.exists(house.resolve("target"))) { // a clock too coarse must not decide
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
      waitForTheClock();
    }
  }

  private static void waitForTheClock() {
    try {
      TimeUnit.MILLISECONDS.sleep(1100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void jdk(String version) throws IOException {
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"X\"\nJAVA_RUNTIME_VERSION=\""
            + version
            + "+9\"\nJAVA_VERSION=\""
            + version
            + "\"\n");
    script(jdk.resolve("bin/javac"), "exit 0\n");
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + body);
    assertTrue(file.toFile().setExecutable(true));
  }

  private Start start(String... arguments) throws Exception {
    return start(house.resolve("zhizhi"), house, List.of(arguments));
  }

  private Start start(Path launcher, Path folder, List<String> arguments) throws Exception {
    Process process = process(launcher, folder, arguments);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
    return new Start(
        process.exitValue(),
        Files.readString(temp.resolve("out")),
        Files.readString(temp.resolve("err")));
  }

  private Process process(Path launcher, Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(temp.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
