package io.sirocco.torture.rewrite;

/** What is special about a place where an await is put; a place can be of several kinds. */
public enum PointKind {
  /** Nothing is on the operand stack. */
  EMPTY_STACK,
  /** Something is on the operand stack, all of it usable. */
  OPERANDS,
  /** An object whose constructor was not called yet is on the operand stack. */
  FRESH_OBJECT,
  /** The first instruction of an exception handler. */
  HANDLER_ENTRY,
  /** In the range of an exception handler. */
  IN_TRY
}
