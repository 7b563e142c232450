package org.zhizhi.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.read.Documents;

class CorpusWriterTest {
  @TempDir Path folder;

  @Test
  void aCorpusIsReadBackAsItWasWritten() throws IOException {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      documents.add(new Document("d" + i, "正文 \"😀\" " + i, "src", i % 2 == 0 ? "zh" : "", "CC0"));
    }
    Path corpus = folder.resolve("corpus");
    CorpusWriter.Written written = CorpusWriter.write(corpus, documents.iterator(), 2000);
    assertEquals(100, written.documents());
    assertEquals(documents.stream().mapToLong(d -> d.text().length()).sum(), written.characters());
    assertTrue(written.shards() > 3, written.toString());
    assertTrue(Files.exists(corpus.resolve("corpus-00001.jsonl.zst")));
    assertEquals(documents, all(Documents.read(List.of(corpus))));
    assertThrows(BadInput.class, () -> CorpusWriter.write(corpus, documents.iterator()));
    Path failed = folder.resolve("failed");
    Files.writeString(folder.resolve("bad.jsonl"), "{\"text\":\"ok\"}\nbad");
    var bad = Documents.read(List.of(folder.resolve("bad.jsonl")));
    assertThrows(BadInput.class, () -> CorpusWriter.write(failed, bad.open()));
    assertTrue(Files.notExists(failed));
  }

  private static List<Document> all(Documents documents) {
    try (var stream = documents.stream()) {
      return stream.toList();
    }
  }
}
