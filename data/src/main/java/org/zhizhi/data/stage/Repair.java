package org.zhizhi.data.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;
import org.zhizhi.base.Fields;
import org.zhizhi.data.Document;

/**
 * Puts right what reading and copying did to a text, and changes nothing that an author meant:
 *
 * <ul>
 *   <li>UTF-8 read as Latin-1, Windows 1252 or GBK is read back where that is certain;
 *   <li>Unicode in normal form C (UAX #15), at most 30 marks on a letter;
 *   <li>control and zero-width characters, byte order marks, soft hyphens and tags go, line ends
 *       become {@code \n}, spaces of odd widths plain ones;
 *   <li>full-width digits and Latin letters become ASCII; Chinese punctuation stays full-width,
 *       simplified and traditional characters stay as they are;
 *   <li>spaces at line ends go, more than two blank lines become two;
 *   <li>words hyphenated at line ends and Chinese lines cut at the page's width are joined where
 *       the document itself shows that they were cut: see {@link Wraps}.
 * </ul>
 *
 * <p>A text with too many characters that stand for lost ones is refused. Repairing twice is
 * repairing once.
 */
public final class Repair implements Stage {
  /**
   * How much is mended and borne.
   *
   * @param maxGarbled share of characters that may stand for lost ones (replacement characters,
   *     private use, controls, 锟斤拷), in [0, 1]
   * @param joinLines whether words and lines that were cut at a page's width are joined
   */
  public record Settings(double maxGarbled, boolean joinLines) {
    public static final Settings DEFAULT = new Settings(0.02, true);
  }

  /** Fewer garbled characters than this are borne in any text, however short. */
  private static final int FEW = 3;

  /** Share of pairs that look like UTF-8 read as GBK in texts where rare characters abound. */
  private static final double GBK_BY_CHANCE = 0.1;

  /** Rounds of mending: the second finds what the first laid bare, hardly ever anything. */
  private static final int ROUNDS = 8;

  private final Settings settings;

  public Repair(Settings settings) {
    this.settings = settings;
  }

  /** The stage with the settings of a recipe: {@code max_garbled}, {@code join_lines}. */
  public static Repair of(JsonNode node) {
    Fields given = Fields.of("repair", node);
    Settings settings =
        new Settings(
            given.number("max_garbled", Settings.DEFAULT.maxGarbled, 0, 1),
            given.flag("join_lines", Settings.DEFAULT.joinLines));
    given.end();
    return new Repair(settings);
  }

  @Override
  public String name() {
    return "repair";
  }

  @Override
  public Outcome apply(Document document) {
    char[] text = document.text().toCharArray();
    int damage = 0;
    RepairScan scan = RepairScan.of(text);
    boolean changed = false;
    for (int round = 0; round < ROUNDS; round++) {
      Characters.Cleaned mended = mend(text, scan);
      damage += mended.damage();
      if (Arrays.equals(mended.text(), text)) {
        break;
      }
      changed = true;
      text = mended.text();
      scan = RepairScan.of(text);
    }
    int gbk = scan.gbk > text.length * GBK_BY_CHANCE ? scan.gbk : 0;
    int garbled = damage + scan.lost + scan.latin + gbk;
    if (garbled > FEW && garbled > settings.maxGarbled * document.text().length()) {
      return new Rejected("garbled characters");
    }
    String result = changed ? new String(text) : document.text();
    if (result.isBlank()) {
      return new Rejected("no text");
    }
    return new Kept(changed ? document.withText(result) : document);
  }

  private Characters.Cleaned mend(char[] text, RepairScan scan) {
    char[] mended = text;
    if (scan.latin > 0 || scan.gbk > 0) {
      mended = Mojibake.undo(text, scan.latin > 0, scan.gbk > 0);
    }
    int damage = 0;
    if (scan.odd || mended != text) {
      Characters.Cleaned cleaned = Characters.clean(mended);
      mended = cleaned.text();
      damage = cleaned.damage();
    }
    if (scan.decomposed || mended != text) {
      mended = composed(mended);
    }
    if (settings.joinLines && scan.hyphens >= Wraps.HYPHENS) {
      mended = Wraps.joinWords(mended);
    }
    if (settings.joinLines && scan.page() > 0) {
      mended = Wraps.joinLines(mended, scan.page());
    }
    return new Characters.Cleaned(mended, damage);
  }

  private static char[] composed(char[] text) {
    CharBuffer chars = CharBuffer.wrap(text);
    return Normalizer.isNormalized(chars, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(chars, Normalizer.Form.NFC).toCharArray();
  }
}
