package io.sirocco.it.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a target did, in the order in which it did it. Two runs are equal if their traces are. */
public final class Trace {
  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

  Trace() {}

  /** Records one step of the running target. */
  public static void step(Object... values) {
    Script.current().trace().add(values);
  }

  /**
   * Records a step in the middle of an expression, to show when an operand is evaluated.
   *
   * @return {@code value}
   */
  public static <T> T pass(T value) {
    step(value);
    return value;
  }

  /** Adds a step: the values, shown and joined with blanks. */
  public void add(Object... values) {
    StringBuilder line = new StringBuilder();
    for (Object value : values) {
      line.append(line.length() == 0 ? "" : " ").append(Shown.of(value));
    }
    steps.add(line.toString());
  }

  /** The steps so far. */
  public List<String> steps() {
    return List.copyOf(steps);
  }
}
