package org.zhizhi.language.facts;

import java.util.List;

/**
 * The forms that all relations share in one language, built around a noun phrase {@code {np}}, a
 * question without its mark {@code {c}}, or a question {@code {q}}.
 *
 * @param say statements around a noun phrase
 * @param card a line of a card: label and value
 * @param nouns questions around a noun phrase
 * @param ask frames around a question
 * @param unseen frames around a question, for the exam alone
 * @param group statements about several entities with one value
 * @param table statements that list several entities, each with its value
 */
record Frames(
    List<String> say,
    List<String> card,
    List<String> nouns,
    List<String> ask,
    List<String> unseen,
    List<String> group,
    List<String> table) {}
