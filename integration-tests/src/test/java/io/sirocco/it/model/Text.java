package io.sirocco.it.model;

import java.util.List;

/** A program, written for people. */
final class Text {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** A statement without its semicolon, to be put into another one. */
  static String expression(Op op) {
    Text text = new Text();
    op.print(text);
    String line = text.toString().trim();
    return line.substring(0, line.length() - 1);
  }

  void line(String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  /** {@code head { ... }tail}. */
  void block(String head, List<Op> body, String tail) {
    line(head + " {");
    depth++;
    body.forEach(op -> op.print(this));
    depth--;
    line("}" + tail);
  }

  /** {@code head(() -> { ... }, () -> { ... });}. */
  void blocks(String head, List<List<Op>> bodies) {
    arguments(head + "(", bodies);
  }

  /** As {@link #blocks}, behind a head that has the parenthesis and other arguments. */
  void arguments(String head, List<List<Op>> bodies) {
    line(head);
    depth++;
    bodies.forEach(body -> block("() ->", body, ","));
    depth--;
    line(");");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
