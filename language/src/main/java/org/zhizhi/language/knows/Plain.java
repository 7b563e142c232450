package org.zhizhi.language.knows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.signal.AsText;
import org.zhizhi.language.tokenizer.Message;

/**
 * What a dialogue asks, without all else that the user says: of the sentences of the user, alone or
 * with a neighbour, or what follows a comma or a colon in one, the one that the model finds most
 * like a question. A token counts for it by how much likelier it is than {@link #NATS}, in a text
 * that asks and is about to answer; so a question outweighs whatever the model never saw asked. The
 * words of no template are known here.
 *
 * @param question as it is asked by itself
 * @param turn the message that it stands in, by its place in the dialogue
 * @param rest what else the user says, from that message on
 * @param worth log-likelihood ratio in nats of being a question; not above 0 where nothing is like
 *     one, and then a mean over tokens
 */
public record Plain(String question, int turn, List<String> rest, double worth) {
  /** A token that is less likely than this speaks against a question. */
  private static final double NATS = 4;

  /** A later question stands for itself if it is worth this share of the best. */
  private static final double LATER = 0.5;

  /** More candidates than these are not looked at: what is said first and last is. */
  private static final int MOST = 64;

  private static final Pattern STOP = Pattern.compile("[。？！?!\\n]+|\\.(?=\\s|$)");
  private static final Pattern BREAK = Pattern.compile("[，,：:；;]\\s*");

  public Plain {
    rest = List.copyOf(rest);
  }

  /** A stretch of a message. */
  private record Piece(int turn, int from, int to, String text) {}

  /**
   * Finds it.
   *
   * @param dialogue ends with the user's message
   * @return empty if the user says nothing in letters or digits
   */
  public static Optional<Plain> of(Respondent respondent, List<Message> dialogue) {
    List<Piece> pieces = new ArrayList<>();
    for (int turn = 0; turn < dialogue.size(); turn++) {
      if (dialogue.get(turn).role().equals(Message.USER)) {
        pieces.addAll(pieces(turn, dialogue.get(turn).content()));
      }
    }
    if (pieces.size() > MOST) {
      List<Piece> some = new ArrayList<>(pieces.subList(0, MOST / 2));
      some.addAll(pieces.subList(pieces.size() - MOST / 2, pieces.size()));
      pieces = some;
    }
    pieces.removeIf(piece -> tooLong(respondent, piece.text));
    List<float[]> texts = AsText.of(respondent, pieces.stream().map(Piece::text).toList());
    double[] worth = texts.stream().mapToDouble(Plain::worth).toArray();
    if (worth.length == 0) {
      return Optional.empty();
    }
    int best = 0;
    for (int i = 1; i < worth.length; i++) {
      best = worth[i] > worth[best] ? i : best;
    }
    int last = pieces.get(best).turn;
    for (int i = 0; i < worth.length; i++) {
      boolean asks = worth[i] > 0 && worth[i] >= LATER * worth[best];
      last = asks ? Math.max(last, pieces.get(i).turn) : last;
    }
    int found = -1;
    for (int i = 0; i < worth.length; i++) {
      if (pieces.get(i).turn == last && (found < 0 || worth[i] > worth[found])) {
        found = i;
      }
    }
    return Optional.of(plain(dialogue, pieces.get(found), worth[found]));
  }

  /** Whether the context does not hold it together with an answer. */
  private static boolean tooLong(Respondent respondent, String text) {
    return respondent.prompt(List.of(Message.user(text))).length + Questioning.LONGEST
        > respondent.model().config().maxPositions();
  }

  private static Plain plain(List<Message> dialogue, Piece piece, double worth) {
    List<String> rest = new ArrayList<>();
    String text = dialogue.get(piece.turn).content();
    add(rest, text.substring(0, piece.from));
    add(rest, text.substring(piece.to));
    for (Message message : dialogue.subList(piece.turn + 1, dialogue.size())) {
      if (message.role().equals(Message.USER)) {
        add(rest, message.content());
      }
    }
    return new Plain(piece.text, piece.turn, rest, worth);
  }

  private static void add(List<String> rest, String text) {
    if (!text.isBlank()) {
      rest.add(text.strip());
    }
  }

  /** Where nothing is like a question the mean decides, as a sum would favour what is short. */
  private static double worth(float[] nats) {
    double worth = 0;
    for (float each : nats) {
      worth += each + NATS;
    }
    return worth > 0 ? worth : worth / Math.max(1, nats.length);
  }

  private static List<Piece> pieces(int turn, String text) {
    List<int[]> sentences = new ArrayList<>();
    Matcher stop = STOP.matcher(text);
    int from = 0;
    while (stop.find()) {
      sentences.add(new int[] {from, stop.end()});
      from = stop.end();
    }
    if (!text.substring(from).isBlank()) {
      sentences.add(new int[] {from, text.length()});
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      int to = sentences.get(i)[1];
      if (i > 0) {
        add(pieces, turn, text, sentences.get(i - 1)[0], to);
      }
      add(pieces, turn, text, sentences.get(i)[0], to);
      Matcher inner = BREAK.matcher(text).region(sentences.get(i)[0], to);
      while (inner.find()) {
        add(pieces, turn, text, inner.end(), to);
      }
    }
    return pieces;
  }

  private static void add(List<Piece> pieces, int turn, String text, int from, int to) {
    String piece = text.substring(from, to).strip();
    if (piece.codePoints().anyMatch(Character::isLetterOrDigit)) {
      pieces.add(new Piece(turn, from, to, piece));
    }
  }
}
