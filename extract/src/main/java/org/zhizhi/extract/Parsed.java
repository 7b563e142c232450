package org.zhizhi.extract;

import java.util.Map;

/** A document as it was parsed: its text, blank if it has none, and title, author, pages, type. */
record Parsed(String text, Map<String, String> meta) {}
