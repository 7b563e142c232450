package org.zhizhi.data;

/**
 * One text and where it came from.
 *
 * @param id names it within its corpus; by default the file and the document's number in it
 * @param text what it says, with {@code \n} line ends and no half surrogates; never blank
 * @param source file or collection it was taken from
 * @param lang language as its source declares it, "" where it does not
 * @param license licence as its source declares it, "" where it does not
 */
public record Document(String id, String text, String source, String lang, String license) {}
