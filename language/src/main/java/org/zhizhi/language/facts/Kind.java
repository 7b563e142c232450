package org.zhizhi.language.facts;

/**
 * A sort of entity: countries, chemical elements, rivers.
 *
 * @param id names the resource files, {@code country}
 * @param name one of them, {@code 国家} and {@code country}
 * @param plural several of them in English, {@code countries}
 */
public record Kind(String id, Text name, String plural) {}
