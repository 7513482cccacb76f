package io.sirocco.it.programs.bytecode;

import org.objectweb.asm.Label;

/**
 * A place that jumps or exceptions lead to.
 *
 * @param known what is agreed to be known there; not changed
 */
record Target(Label label, StackMap known, boolean isHandler) {

  static Target to(StackMap known) {
    return new Target(new Label(), known, false);
  }

  /** Knows as much as this, or with some values forgotten or less exactly known. */
  static Target weakened(StackMap exact, Choices choices) {
    StackMap known = exact.copy();
    known.locals().keySet().removeIf(local -> choices.oneIn(5));
    known.locals().replaceAll((local, type) -> sometimesWider(type, choices));
    known.stack().replaceAll(type -> sometimesWider(type, choices));
    return to(known);
  }

  private static Object sometimesWider(Object type, Choices choices) {
    return Types.isReference(type) && choices.oneIn(5) ? Types.wider(type, choices) : type;
  }
}
