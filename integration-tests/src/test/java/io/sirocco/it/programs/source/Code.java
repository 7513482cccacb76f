package io.sirocco.it.programs.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A piece of a program: text, with smaller pieces between. It can be printed, and it knows how it could
 * be smaller.
 *
 * @param role what it may be replaced by
 * @param type of an expression, as Java spells it; else the empty string
 * @param parts {@code String} and {@code Code}, in the order of the text
 */
public record Code(Role role, String type, List<Object> parts) {

  enum Role {
    /** May become a literal, or an expression of its type that is inside it. */
    EXPRESSION,
    /** May vanish, or become a block that is inside it. */
    STATEMENT,
    /** Statements in braces. */
    BLOCK,
    /** Must stay. */
    FRAME
  }

  static Code expression(String type, Object... parts) {
    return new Code(Role.EXPRESSION, type, List.of(parts));
  }

  static Code statement(Object... parts) {
    return new Code(Role.STATEMENT, "", List.of(parts));
  }

  static Code block(List<Code> statements) {
    List<Object> parts = new ArrayList<>(List.of("{\n"));
    parts.addAll(statements);
    parts.add("}\n");
    return new Code(Role.BLOCK, "", parts);
  }

  static Code frame(Object... parts) {
    return new Code(Role.FRAME, "", List.of(parts));
  }

  /** This piece with one change that makes it smaller; the largest steps come first. */
  Stream<Code> smaller() {
    Stream<Code> inside = IntStream.range(0, parts.size()).boxed().flatMap(this::smallerAt);
    return Stream.concat(replacements(), inside);
  }

  private Stream<Code> smallerAt(int index) {
    return parts.get(index) instanceof Code part
        ? part.smaller().map(smaller -> with(index, smaller))
        : Stream.empty();
  }

  private Code with(int index, Code part) {
    List<Object> changed = new ArrayList<>(parts);
    changed.set(index, part);
    return new Code(role, type, List.copyOf(changed));
  }

  private Stream<Code> replacements() {
    return switch (role) {
      case EXPRESSION -> Stream.concat(literal(), nearest(Role.EXPRESSION, type));
      case STATEMENT -> Stream.concat(nothing(), nearest(Role.BLOCK, "").map(Code::statement));
      case BLOCK, FRAME -> Stream.empty();
    };
  }

  private Stream<Code> literal() {
    Code literal = expression(type, Literals.simplest(type));
    return text().length() > literal.text().length() ? Stream.of(literal) : Stream.empty();
  }

  private Stream<Code> nothing() {
    return parts.isEmpty() ? Stream.empty() : Stream.of(statement());
  }

  /** Pieces inside this one that could take its place; not those that are inside one of them. */
  private Stream<Code> nearest(Role wanted, String wantedType) {
    return parts.stream()
        .filter(Code.class::isInstance)
        .map(Code.class::cast)
        .flatMap(part -> part.role == wanted && part.type.equals(wantedType)
            ? Stream.of(part)
            : part.nearest(wanted, wantedType));
  }

  /** As Java, without indentation. */
  String text() {
    StringBuilder text = new StringBuilder();
    addTo(text);
    return text.toString();
  }

  private void addTo(StringBuilder text) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Code code) {
        int from = text.length();
        code.addTo(text);
        if (code.role == Role.EXPRESSION && isArgument(text, from, i + 1)) {
          Parentheses.removeAround(text, from);
        }
      } else {
        text.append(parts.get(i));
      }
    }
  }

  /** Whether what begins in the text at {@code from} stands alone between parentheses or commas. */
  private boolean isArgument(StringBuilder text, int from, int next) {
    return from > 1
        && (text.charAt(from - 1) == '(' || text.charAt(from - 2) == ',')
        && next < parts.size()
        && parts.get(next) instanceof String after
        && (after.startsWith(")") || after.startsWith(","));
  }
}
