package io.sirocco.it.programs.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Java with gaps: {@code «int»} stands for an expression of that type, {@code «block»} for statements in
 * braces, {@code #} for a number that makes names unique. {@code «inner int»} may only use what code in
 * a local class may use, {@code «guard int»} what a guard may use.
 */
record Template(String text) {
  private static final Pattern GAP = Pattern.compile("«([^»]+)»");

  /** The parts of the code: texts, and what the filler makes of each gap. */
  List<Object> filled(String number, Function<String, Code> filler) {
    String numbered = text.replace("#", number);
    List<Object> parts = new ArrayList<>();
    Matcher gap = GAP.matcher(numbered);
    int from = 0;
    while (gap.find()) {
      parts.add(numbered.substring(from, gap.start()));
      parts.add(filler.apply(gap.group(1)));
      from = gap.end();
    }
    parts.add(numbered.substring(from));
    return parts;
  }
}
