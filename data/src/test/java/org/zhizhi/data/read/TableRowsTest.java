package org.zhizhi.data.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class TableRowsTest {
  @Test
  void whatIsWrittenByTheRulesIsRead() throws IOException {
    SplittableRandom random = new Seed(11).split("tables").random();
    String[] pieces = {"a", "字", "\"", ",", "\n", "\r\n", " ", "", "x\"y", "😀"};
    for (int trial = 0; trial < 2000; trial++) {
      List<List<String>> rows = new ArrayList<>();
      StringBuilder csv = new StringBuilder();
      int columns = random.nextInt(1, 4);
      for (int r = random.nextInt(1, 5); r > 0; r--) {
        List<String> row = new ArrayList<>(List.of("row"));
        csv.append("row");
        for (int c = 1; c < columns; c++) {
          StringBuilder cell = new StringBuilder();
          for (int p = random.nextInt(4); p > 0; p--) {
            cell.append(pieces[random.nextInt(pieces.length)]);
          }
          row.add(cell.toString());
          csv.append(",\"").append(cell.toString().replace("\"", "\"\"")).append('"');
        }
        rows.add(row);
        csv.append(random.nextBoolean() ? "\n" : "\r\n");
      }
      assertEquals(rows, read(csv.toString(), 1000), csv.toString());
    }
  }

  @Test
  void whatBreaksTheRulesIsTakenAsMeant() throws IOException {
    assertEquals(
        List.of(List.of("a\"b", "c"), List.of("quoted tail", "")),
        read("a\"b,c\n\"quoted\" tail,", 100));
    assertEquals(List.of(List.of("open\nto the end")), read("\n\n\"open\nto the end", 100));
    assertEquals(
        List.of(List.of("a"), List.of(), List.of("b")), read("a\n" + "x".repeat(20) + ",y\nb", 10));
    assertEquals(List.of(List.of(), List.of("next")), read(",".repeat(70_000) + "\nnext", 100_000));
  }

  @Test
  void anyCharactersAreRows() throws IOException {
    SplittableRandom random = new Seed(12).split("tables").random();
    for (int trial = 0; trial < 5000; trial++) {
      StringBuilder any = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        any.append("\"\",\n\rab".charAt(random.nextInt(7)));
      }
      for (List<String> row : read(any.toString(), 12)) {
        assertTrue(row.stream().mapToInt(String::length).sum() <= 12, any.toString());
      }
    }
  }

  /** The rows up to the end; those that are too long have no cells. */
  private static List<List<String>> read(String csv, int maxChars) throws IOException {
    TableRows rows = new TableRows(new StringReader(csv), ',', true, maxChars);
    List<List<String>> all = new ArrayList<>();
    TableRows.Row row = rows.next();
    while (row.tooLong() || !row.cells().isEmpty()) {
      all.add(row.cells());
      row = rows.next();
    }
    return all;
  }
}
