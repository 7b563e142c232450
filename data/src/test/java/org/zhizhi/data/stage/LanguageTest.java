package org.zhizhi.data.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zhizhi.data.stage.Texts.json;
import static org.zhizhi.data.stage.Texts.reason;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.Document;

class LanguageTest {
  private static final String CHINESE = "人人生而自由，在尊严和权利上一律平等。";

  @Test
  void writesLanguageAndScript() {
    Document found = kept(Language.of(null), Texts.document(CHINESE));
    assertEquals("zh", found.lang());
    assertEquals(Map.of("script", "Hans"), found.meta());
    Document english = kept(Language.of(null), Texts.document("Born free and equal in dignity."));
    assertEquals("en", english.lang());
    assertEquals(Map.of(), english.meta());
  }

  @Test
  void theRestOfTheDocumentStays() {
    Document before =
        new Document("7", CHINESE, "s", "zh-CN", "CC0", 0.5, Map.of("title", "宣言", "script", "x"));
    Document after = kept(Language.of(null), before);
    Document expected =
        new Document("7", CHINESE, "s", "zh", "CC0", 0.5, Map.of("title", "宣言", "script", "Hans"));
    assertEquals(expected, after);
    assertEquals(expected, kept(Language.of(null), after));
  }

  @Test
  void aDeclaredLanguageThatTheTextBeliesIsOverruled() {
    assertEquals("zh", kept(Language.of(null), Texts.document(CHINESE).withLang("en")).lang());
  }

  @Test
  void languagesThatAreNotKeptAreRefused() {
    Language keep = Language.of(json("{\"keep\": [\"zh\", \"EN-us\"]}"));
    assertEquals("", reason(keep, CHINESE));
    assertEquals("", reason(keep, "Born free and equal in dignity and rights."));
    assertEquals("language ru", reason(keep, "Все люди рождаются свободными."));
    assertEquals("language und", reason(keep, "1 2 3"));
  }

  @Test
  void badSettingsAreNamed() {
    assertEquals(
        "language en", reason(Language.of(json("{\"keep\": \"zh\"}")), "Born free and equal."));
    message("{\"keep\": [1]}", "language.keep is [1]; give a list of texts, such as [a, b]");
    message(
        "{\"keep\": [\"中文\"]}",
        "language: keep holds \"中文\"; give language codes such as zh or en");
    message("{\"kep\": [\"zh\"]}", "language: has no setting \"kep\"; there are keep");
    message("[1]", "language is [1]; write name: value for each setting");
  }

  private static void message(String settings, String expected) {
    BadInput thrown = assertThrows(BadInput.class, () -> Language.of(json(settings)));
    assertEquals(expected, thrown.getMessage());
  }

  private static Document kept(Stage stage, Document document) {
    Stage.Outcome outcome = stage.apply(document);
    assertTrue(outcome instanceof Stage.Kept, () -> "refused: " + outcome);
    return ((Stage.Kept) outcome).document();
  }
}
