package org.zhizhi.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private enum Way {
    SHORT_TO_LONG,
    AS_READ
  }

  @Test
  void givesWhatIsThere() {
    Fields fields =
        fields(
            "{name: a b, list: [a, b], one: a, yes: true, n: 7, big: -9000000000, x: 0.5, whole: 3.0,"
                + " way: as_read, in: {n: 2}}");
    assertEquals(Optional.of("a b"), fields.text("name"));
    assertEquals(List.of("a", "b"), fields.texts("list"));
    assertEquals(List.of("a"), fields.texts("one"));
    assertTrue(fields.flag("yes", false));
    assertEquals(7, fields.count("n", 1, 0, 7));
    assertEquals(-9_000_000_000L, fields.whole("big", 1, Long.MIN_VALUE, Long.MAX_VALUE));
    assertEquals(0.5, fields.number("x", 1, 0.5, 1));
    assertEquals(3, fields.count("whole", 1, 0, 7));
    assertEquals(Way.AS_READ, fields.choice("way", Way.class, Way.SHORT_TO_LONG));
    assertEquals(2, fields.group("in").count("n", 1, 0, 7));
    assertEquals(Optional.of(0.5), fields.limit("x", Optional.empty(), 0, 1));
    fields.end();
  }

  @Test
  void whatIsNotThereOrNullHasItsDefault() {
    for (Fields fields :
        List.of(
            Fields.of("a", null),
            Fields.of("a", NullNode.getInstance()),
            fields("{}"),
            fields("{n: null, name: null, list: null, in: null}"))) {
      assertFalse(fields.has("n"));
      assertEquals(5, fields.count("n", 5, 0, 1));
      assertEquals(Optional.empty(), fields.number("n", 0, 1));
      assertEquals(Optional.empty(), fields.text("name"));
      assertEquals(List.of(), fields.texts("list"));
      assertEquals(Way.AS_READ, fields.choice("way", Way.class, Way.AS_READ));
      fields.group("in").end();
      fields.end();
    }
  }

  @Test
  void aLimitIsTakenOffByOffFalseOrNull() {
    Optional<Double> one = Optional.of(1.0);
    assertEquals(one, fields("{}").limit("x", one, 0, 1));
    for (String off : List.of("off", "false", "\"off\"", "null")) {
      assertEquals(Optional.empty(), fields("{x: " + off + "}").limit("x", one, 0, 1), off);
    }
  }

  @Test
  void errorsNameTheFieldItsValueAndTheRemedy() {
    refused("{n: 8}", f -> f.count("n", 1, 0, 7), "at.n is 8; give a whole number from 0 to 7");
    refused("{n: 1.5}", f -> f.count("n", 1, 0, 7), "at.n is 1.5; give a whole number from 0 to 7");
    refused("{n: '1'}", f -> f.count("n", 1, 0, 7), "at.n is \"1\"; give a whole number");
    refused(
        "{n: 1e300}",
        f -> f.whole("n", 1, Long.MIN_VALUE, Long.MAX_VALUE),
        "at.n is 1.0E300; give a whole number");
    refused("{x: 3}", f -> f.number("x", 1, 0.5, 2), "at.x is 3; give a number from 0.5 to 2");
    refused("{x: on}", f -> f.limit("x", Optional.empty(), 0, 1), "at.x is ");
    refused("{b: 1}", f -> f.flag("b", true), "at.b is 1; give true or false");
    refused("{t: 1}", f -> f.text("t"), "at.t is 1; give a text");
    refused("{t: ' '}", f -> f.text("t"), "at.t is \" \"; give a text");
    refused("{l: [1]}", f -> f.texts("l"), "at.l is [1]; give a list of texts");
    refused("{l: []}", f -> f.texts("l"), "at.l is []; give a list of texts");
    refused("{l: {a: b}}", f -> f.texts("l"), "at.l is {\"a\":\"b\"}; give a list of texts");
    refused(
        "{w: As_Read}",
        f -> f.choice("w", Way.class, Way.AS_READ),
        "at.w is \"As_Read\"; give one of short_to_long, as_read");
    refused("{g: 3}", f -> f.group("g"), "at.g is 3; write name: value for each setting");
    refused("{g: {x: 3}}", f -> f.group("g").flag("x", true), "at.g.x is 3; give true or false");
  }

  @Test
  void whatNobodyAskedForIsRefused() {
    Fields fields = fields("{workrs: 3}");
    fields.count("workers", 1, 1, 9);
    fields.flag("ocr", true);
    BadInput e = assertThrows(BadInput.class, fields::end);
    assertEquals("at: has no setting \"workrs\"; there are workers, ocr", e.getMessage());
    assertEquals(
        "there is no setting \"a\"; remove it",
        assertThrows(
                BadInput.class, () -> Fields.of("", fields("{a: {a: 1}}").value("a").get()).end())
            .getMessage());
  }

  @Test
  void aLongValueIsCutToALine() {
    String value = "x\\n".repeat(100);
    BadInput e =
        assertThrows(BadInput.class, () -> fields("{b: \"" + value + "\"}").flag("b", true));
    assertEquals(1, e.getMessage().lines().count());
    assertTrue(e.getMessage().length() < 110, e.getMessage());
  }

  private static void refused(String yaml, Consumer<Fields> ask, String start) {
    BadInput e = assertThrows(BadInput.class, () -> ask.accept(fields(yaml)), yaml);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  private static Fields fields(String yaml) {
    return Fields.of("at", Json.yaml("test", yaml.getBytes(UTF_8)));
  }
}
