package io.sirocco.it.programs.source;

import java.util.stream.Stream;

/**
 * A made-up program: a class with coroutines and one case, {@code run}.
 *
 * @param isMadeSmaller whether something was taken out of it: it may not compile any more then
 */
public record Program(String name, Code code, boolean isMadeSmaller) {

  /** With dots. */
  String className() {
    return "made." + name;
  }

  /** This program without some of its pieces. */
  Stream<Program> smaller() {
    return code.smaller().map(smaller -> new Program(name, smaller, true));
  }

  /** As a person would read it. */
  @Override
  public String toString() {
    return Awaits.readable(source());
  }

  /** As Java, indented; for the compiler. */
  String source() {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (String line : code.text().split("\n")) {
      depth -= line.startsWith("}") ? 1 : 0;
      text.append("  ".repeat(Math.max(0, depth))).append(line).append('\n');
      depth += balance(line) + (line.startsWith("}") ? 1 : 0);
    }
    return text.toString();
  }

  private static int balance(String line) {
    int open = 0;
    for (char c : line.toCharArray()) {
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return open;
  }
}
