package org.zhizhi.data.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Fields;
import org.zhizhi.data.Document;
import org.zhizhi.data.stage.Stage;

/**
 * Masks personal data: identity numbers, telephone numbers, e-mail addresses, bank cards, addresses
 * of hosts, passwords and keys, licence plates, accounts. {@link Kind} says what counts.
 *
 * <p>A number that carries a checksum is masked only if the checksum is right. What has none is
 * judged by its form and the words before it, so that numbers of orders, versions, dates, ISBNs,
 * amounts and hashes stay. Names of people and postal addresses are not looked for.
 */
public final class Personal implements Stage {
  /** What is done with what is found. */
  public enum Treatment {
    /** It is replaced by {@link Kind#mask}. */
    MASK,
    /** It is cut out. */
    REMOVE,
    /** It stays. */
    KEEP
  }

  /**
   * What is done with each kind; MASK for those that are not named.
   *
   * @param treatments by kind
   */
  public record Settings(Map<Kind, Treatment> treatments) {
    public static final Settings DEFAULT = new Settings(Map.of());

    public Settings {
      Map<Kind, Treatment> all = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        all.put(kind, treatments.getOrDefault(kind, Treatment.MASK));
      }
      treatments = Collections.unmodifiableMap(all);
    }
  }

  /** Masks can bring numbers together that were apart; more rounds than this are never needed. */
  private static final int ROUNDS = 4;

  private final Settings settings;

  public Personal(Settings settings) {
    this.settings = settings;
  }

  /**
   * From a recipe: {@code {"phone": "mask", "ip": "keep", "email": "remove"}}, what is not named
   * being masked.
   *
   * @throws BadInput at an unknown kind or treatment
   */
  public static Personal of(JsonNode settings) {
    Fields fields = Fields.of("personal", settings);
    Map<Kind, Treatment> treatments = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      treatments.put(kind, fields.choice(Fields.word(kind), Treatment.class, Treatment.MASK));
    }
    fields.end();
    return new Personal(new Settings(treatments));
  }

  /** All personal data in a text, of every kind, in order; none overlaps another. */
  public static List<Finding> find(String text) {
    return Finder.find(text);
  }

  @Override
  public String name() {
    return "personal";
  }

  @Override
  public Outcome apply(Document document) {
    Masked masked = mask(document.text());
    return new Kept(masked.counts().isEmpty() ? document : document.withText(masked.text()));
  }

  /**
   * A text after masking.
   *
   * @param text what is left
   * @param counts how many were masked or removed, by kind; only kinds that were found
   */
  public record Masked(String text, Map<Kind, Integer> counts) {}

  /** Masks or removes what is found in {@code text}; doing it again changes nothing more. */
  public Masked mask(String text) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    String masked = text;
    for (int round = 0; round < ROUNDS; round++) {
      List<Finding> found =
          find(masked).stream()
              .filter(f -> settings.treatments().get(f.kind()) != Treatment.KEEP)
              .toList();
      if (found.isEmpty()) {
        break;
      }
      found.forEach(f -> counts.merge(f.kind(), 1, Integer::sum));
      masked = replace(masked, found);
    }
    return new Masked(masked, counts);
  }

  private String replace(String text, List<Finding> found) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    for (Finding finding : found) {
      out.append(text, at, finding.from());
      at = finding.to();
      if (settings.treatments().get(finding.kind()) == Treatment.MASK) {
        out.append(finding.kind().mask());
      } else if (isWord(out, out.length() - 1) && isWord(text, at)) {
        out.append(' '); // what was apart stays apart
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  private static boolean isWord(CharSequence text, int i) {
    return i >= 0
        && i < text.length()
        && text.charAt(i) < 128
        && Character.isLetterOrDigit(text.charAt(i));
  }
}
