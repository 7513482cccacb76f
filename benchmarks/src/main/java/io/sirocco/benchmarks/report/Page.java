package io.sirocco.benchmarks.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with places for tables: {@code <!-- begin NAME -->} to {@code <!-- end NAME -->}. */
final class Page {
  private static final Pattern PLACE =
      Pattern.compile("(?s)(<!-- begin (\\w+) -->\n).*?(<!-- end \\2 -->)");

  private Page() {}

  /** Puts the tables into their places; what has no table stays as it is. */
  static String filled(String page, Map<String, String> tables) {
    return PLACE.matcher(page).replaceAll(place -> {
      String table = tables.get(place.group(2));
      String text = table == null
          ? place.group()
          : place.group(1) + "\n" + table.strip() + "\n\n" + place.group(3);
      return Matcher.quoteReplacement(text);
    });
  }
}
