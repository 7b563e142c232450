package org.zhizhi.language.tokenizer;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.BadInput;

/**
 * A byte-level BPE tokenizer: any text to token ids and back without loss (GPT-2's method, with the
 * {@link SplitRule} of the file). Immutable; any number of threads may encode at once.
 *
 * <p>Ids run from 0 to {@link #size}: the base vocabulary, then the added tokens, of which the
 * special ones ({@link #END_OF_TEXT}, ...) stand for structure, not for text.
 */
public final class Tokenizer {
  /** Ends every document; also the padding. */
  public static final String END_OF_TEXT = "<|endoftext|>";

  /** Begins a message of a dialogue. */
  public static final String MESSAGE_START = "<|im_start|>";

  /** Ends a message of a dialogue. */
  public static final String MESSAGE_END = "<|im_end|>";

  /**
   * A token with a name of its own, matched whole and never merged into.
   *
   * @param special true where it stands for structure, not for text
   * @param normalized true where it is looked for in the text after normalisation
   */
  public record Added(int id, String content, boolean special, boolean normalized) {}

  private static final byte[] NOTHING = new byte[0];
  private static final int CACHE = 1 << 16;
  private static final int LONGEST_CACHED = 48;

  /** Final fields make an entry safe to find through a race; a lost write costs one encoding. */
  private record Cached(String piece, int[] ids) {}

  private final TokenizerModel model;
  private final Merges merges;
  private final int[] byteIds = new int[256];
  private final Map<String, Integer> wholePieces; // only where the file says ignore_merges
  private final Map<String, Added> added = new LinkedHashMap<>();
  private final AddedMatcher raw;
  private final AddedMatcher normalized;
  private final boolean[] special;
  private final Cached[] cache = new Cached[CACHE];

  Tokenizer(TokenizerModel model) {
    this.model = model;
    this.merges = model.merges();
    for (int id = model.tokens().length - 1; id >= 0; id--) {
      byte[] bytes = model.tokens()[id];
      if (bytes != null && bytes.length == 1) {
        byteIds[bytes[0] & 0xff] = id;
      }
    }
    special = new boolean[model.tokens().length];
    List<Added> before = new ArrayList<>();
    List<Added> after = new ArrayList<>();
    for (Added token : model.added()) {
      added.put(token.content(), token);
      special[token.id()] = token.special();
      (token.normalized() ? after : before).add(token);
    }
    raw = new AddedMatcher(before);
    normalized = new AddedMatcher(after);
    wholePieces = model.wholePieces();
  }

  /** Reads a Hugging Face {@code tokenizer.json}, or the one in the folder {@code path}. */
  public static Tokenizer read(Path path) {
    return new Tokenizer(TokenizerReader.read(path));
  }

  /** Writes {@code tokenizer.json} and {@code tokenizer_config.json} into {@code folder}. */
  public void write(Path folder) {
    write(folder, true);
  }

  /**
   * As above.
   *
   * @param chat whether its settings name a chat template: not for a model that has only read
   */
  public void write(Path folder, boolean chat) {
    TokenizerFile.write(folder, model, chat);
  }

  /** How many ids there are, specials and gaps included: the rows that an embedding needs. */
  public int size() {
    return model.tokens().length;
  }

  public SplitRule splitRule() {
    return model.rule();
  }

  /** SHA-256 of everything that decides how text is encoded, in hexadecimal. */
  public String digest() {
    return model.digest();
  }

  /** The added tokens in the order of the file. */
  public List<Added> added() {
    return List.copyOf(model.added());
  }

  /**
   * The id of the added token called {@code name}.
   *
   * @throws BadInput where this tokenizer has none of that name
   */
  public int special(String name) {
    Added token = added.get(name);
    if (token == null) {
      throw new BadInput(
          "tokenizer: no token " + name, "use the tokenizer that came with the model");
    }
    return token.id();
  }

  public boolean has(String name) {
    return added.containsKey(name);
  }

  public boolean isSpecial(int token) {
    return token < special.length && special[token];
  }

  /** The id that ends a document. */
  public int endOfText() {
    return special(END_OF_TEXT);
  }

  /** The tokens of {@code text}, in which the names of special tokens are plain text. */
  public int[] encode(String text) {
    TokenBuffer out = new TokenBuffer();
    encode(text, out);
    return out.toArray();
  }

  /** Appends the tokens of {@code text}, in which the names of special tokens are plain text. */
  public void encode(String text, TokenBuffer out) {
    new Pass(out).plain(normalize(Utf8.wellFormed(text)));
  }

  /**
   * The tokens of {@code text} with the names of added tokens recognised, as Hugging Face's {@code
   * encode} does. Never for text from outside: whoever writes it writes the structure.
   */
  public int[] encodeWithSpecials(String text) {
    TokenBuffer out = new TokenBuffer();
    Pass pass = new Pass(out);
    raw.split(
        Utf8.wellFormed(text), out, part -> normalized.split(normalize(part), out, pass::plain));
    return out.toArray();
  }

  /**
   * The bytes that {@code token} adds to a text: none for a special token, and none for an id of
   * {@link #size} or more, as a model whose embedding is padded may give.
   */
  public byte[] bytes(int token) {
    return bytes(token, false).clone();
  }

  /** How many UTF-8 bytes of text {@code token} stands for; 0 for a special token. */
  public int byteLength(int token) {
    return bytes(token, false).length;
  }

  private byte[] bytes(int token, boolean specials) {
    return token < special.length && (specials || !special[token])
        ? model.tokens()[token]
        : NOTHING;
  }

  /** The text of {@code tokens} without specials; bytes that are not UTF-8 become U+FFFD. */
  public String decode(int... tokens) {
    return Utf8.decode(join(tokens, false));
  }

  /** The text of {@code tokens} with specials by name. */
  public String decodeWithSpecials(int... tokens) {
    return Utf8.decode(join(tokens, true));
  }

  private byte[] join(int[] tokens, boolean specials) {
    long length = 0;
    for (int token : tokens) {
      length += bytes(token, specials).length;
    }
    byte[] bytes = new byte[Math.toIntExact(length)];
    int at = 0;
    for (int token : tokens) {
      byte[] b = bytes(token, specials);
      System.arraycopy(b, 0, bytes, at, b.length);
      at += b.length;
    }
    return bytes;
  }

  private String normalize(String text) {
    return model.nfc() ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
  }

  /** One walk over a text, with room to work in. */
  private final class Pass {
    private final TokenBuffer out;
    private byte[] utf8 = new byte[3 * LONGEST_CACHED];
    private int[] ids = new int[3 * LONGEST_CACHED];

    Pass(TokenBuffer out) {
      this.out = out;
    }

    void plain(String text) {
      SplitRule rule = model.rule();
      for (int start = 0, end; start < text.length(); start = end) {
        end = rule.end(text, start);
        piece(text, start, end);
      }
    }

    private void piece(String text, int start, int end) {
      int length = end - start;
      if (length > LONGEST_CACHED) {
        int n = merge(text, start, end); // may replace ids
        out.addAll(ids, n);
        return;
      }
      int hash = 0;
      for (int i = start; i < end; i++) {
        hash = hash * 31 + text.charAt(i);
      }
      hash *= 0x9e3779b1;
      int slot = hash >>> 16 & CACHE - 1;
      Cached found = cache[slot];
      if (found == null || found.piece.length() != length || !text.startsWith(found.piece, start)) {
        int n = merge(text, start, end);
        found = new Cached(text.substring(start, end), Arrays.copyOf(ids, n));
        cache[slot] = found;
      }
      out.addAll(found.ids, found.ids.length);
    }

    /** Leaves the tokens of {@code text[start, end)} in {@code ids}; returns how many. */
    private int merge(String text, int start, int end) {
      if (wholePieces != null) {
        Integer whole = wholePieces.get(text.substring(start, end));
        if (whole != null) {
          ids[0] = whole;
          return 1;
        }
      }
      if (utf8.length < 3L * (end - start)) {
        utf8 = new byte[Math.multiplyExact(3, end - start)];
        ids = new int[utf8.length];
      }
      int n = Utf8.encode(text, start, end, utf8);
      for (int i = 0; i < n; i++) {
        ids[i] = byteIds[utf8[i] & 0xff];
      }
      return merges.apply(ids, n);
    }
  }
}
