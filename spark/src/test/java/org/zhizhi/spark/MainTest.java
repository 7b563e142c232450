package org.zhizhi.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Json;
import org.zhizhi.data.recipe.Recipe;

/** The process that the command line starts. */
class MainTest {
  @TempDir Path folder;

  @Test
  void answersARequestWithTheReport() throws IOException, InterruptedException {
    Path sources = Fixture.sources(folder.resolve("sources"), 60);
    Recipe recipe = Fixture.recipe("order: as_read");
    Path out = folder.resolve("made");
    Process process = start(request(recipe, sources, out));
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), () -> said(process));
    assertEquals(Json.read(out.resolve("report.json")), Json.JSON.readTree(answer));
    try (Stream<Path> left = Files.list(folder)) {
      List<String> names = left.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(List.of("made", "said", "sources"), names);
    }

    Process again = start(request(recipe, sources, out));
    assertEquals(2, again.waitFor());
    assertTrue(said(again).contains("zhizhi: " + out + ": is there already; "), said(again));
  }

  @Test
  void endsWithTheProcessThatStartedIt() throws IOException, InterruptedException {
    Path sources = Fixture.sources(folder.resolve("sources"), 3000);
    Process process = start(request(Fixture.recipe("{}"), sources, folder.resolve("made")));
    process.getOutputStream().close();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it goes on");
    assertEquals(70, process.exitValue(), () -> said(process));
  }

  private static ObjectNode request(Recipe recipe, Path sources, Path out) {
    ObjectNode request = Json.object().put("master", "local[2]").put("out", out.toString());
    request.putObject("settings");
    request.putArray("sources").add(sources.toString());
    request.set("recipe", recipe.json());
    return request.put("quiet", true);
  }

  private Process start(ObjectNode request) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("said").toFile()).start();
    OutputStream to = process.getOutputStream();
    to.write((Json.line(request) + "\n").getBytes(UTF_8));
    to.flush();
    return process;
  }

  private String said(Process process) {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
