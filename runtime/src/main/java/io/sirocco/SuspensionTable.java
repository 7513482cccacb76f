package io.sirocco;

import java.util.ArrayList;
import java.util.List;

/**
 * What the weaver has written down about a coroutine: where it can be suspended, and what its frame keeps
 * there. Read from the text that {@link CoroutineFrame#suspensionTable} returns, when somebody asks for
 * the first time:
 *
 * <pre>
 *   1                          version of this format
 *   com.acme.Shop              class
 *   Shop.java                  source file; empty if it is not known
 *   page                       method
 *   31,31,45                   source line of each suspension point, from state 1; 0 if it is not known
 *   total i0 1-2               variable, field of the frame, states in which it is there
 *   log l2 1,3
 * </pre>
 */
final class SuspensionTable {
  private static final String VERSION = "1";

  /** Tables by frame class; what a class is asked for once is kept with it. */
  private static final ClassValue<SuspensionTable[]> KNOWN = new ClassValue<>() {
    @Override
    protected SuspensionTable[] computeValue(Class<?> type) {
      return new SuspensionTable[1];
    }
  };

  /** A variable that lives across awaits. */
  record Variable(String name, String field, List<Range> states) {
    boolean isKeptIn(int state) {
      return states.stream().anyMatch(range -> range.first <= state && state <= range.last);
    }
  }

  /** States that follow each other, both ends included. */
  record Range(int first, int last) {
    static Range of(String text) {
      int dash = text.indexOf('-');
      return dash < 0
          ? new Range(Integer.parseInt(text), Integer.parseInt(text))
          : new Range(
              Integer.parseInt(text.substring(0, dash)),
              Integer.parseInt(text.substring(dash + 1)));
    }
  }

  private final String owner;
  private final String file; // null: not known
  private final String method;
  private final int[] lines; // by state, from 1; 0: not known
  private final List<Variable> variables;

  private SuspensionTable(String text) {
    String[] rows = text.split("\n");
    owner = rows[1];
    file = rows[2].isEmpty() ? null : rows[2];
    method = rows[3];
    String[] numbers = rows[4].split(",");
    lines = new int[numbers.length];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = Integer.parseInt(numbers[i]);
    }
    variables = new ArrayList<>();
    for (int i = 5; i < rows.length; i++) {
      variables.add(variable(rows[i]));
    }
  }

  /** The name comes first and may have spaces in it, in other languages than Java. */
  private static Variable variable(String row) {
    int states = row.lastIndexOf(' ');
    int field = row.lastIndexOf(' ', states - 1);
    List<Range> ranges = new ArrayList<>();
    for (String range : row.substring(states + 1).split(",")) {
      ranges.add(Range.of(range));
    }
    return new Variable(row.substring(0, field), row.substring(field + 1, states), ranges);
  }

  /** The table of a frame's class; null if it has none that can be read. */
  static SuspensionTable of(CoroutineFrame<?> frame) {
    SuspensionTable[] known = KNOWN.get(frame.getClass());
    if (known[0] == null) {
      String text = frame.suspensionTable();
      if (text == null || !text.startsWith(VERSION + "\n")) {
        return null;
      }
      known[0] = new SuspensionTable(text); // a race is harmless: they are equal
    }
    return known[0];
  }

  /**
   * A suspension point as a line of a stack trace, marked as one that was awaited: it prints as {@code
   * await//com.acme.Shop.page(Shop.java:31)}.
   *
   * @param state of the frame
   * @return null if the coroutine is at none
   */
  StackTraceElement at(int state) {
    if (state < 1 || state > lines.length) {
      return null;
    }
    int line = lines[state - 1];
    return new StackTraceElement(
        AwaitTrace.MARK, null, null, owner, method, file, line == 0 ? -1 : line);
  }

  /** The variables that are kept at a suspension point, in the order of the method's locals. */
  List<Variable> variables(int state) {
    return variables.stream().filter(variable -> variable.isKeptIn(state)).toList();
  }
}
