/**
 * Personal data found and masked: {@link org.zhizhi.data.privacy.Personal} is the stage, {@link
 * org.zhizhi.data.privacy.Kind} says what counts. {@code Finder} walks over a text once and asks a
 * hand-written matcher at each digit, word and sign that could start something; regular expressions
 * would take ten times as long. Knows no recipes, files or other stages.
 */
package org.zhizhi.data.privacy;
