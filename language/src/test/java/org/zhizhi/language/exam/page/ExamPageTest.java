package org.zhizhi.language.exam.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamPageTest {
  @Test
  void draft(@TempDir Path folder) throws Exception {
    Path out = Path.of("/tmp/page4");
    Files.createDirectories(out);
    ObjectNode now = SampleExam.tuned(1, 1500);
    ExamPage.write(out.resolve("one.html"), now, Optional.empty());
    ExamPage.write(out.resolve("two.html"), now, Optional.of(SampleExam.plain(1, 1500)));
    ExamPage.write(
        out.resolve("big.html"), SampleExam.tuned(2, 5000), Optional.of(SampleExam.plain(2, 5000)));
    for (String f : new String[] {"one", "two", "big"})
      System.out.println(f + " " + Files.size(out.resolve(f + ".html")));
    assertTrue(Files.size(out.resolve("two.html")) > 0);
  }
}
