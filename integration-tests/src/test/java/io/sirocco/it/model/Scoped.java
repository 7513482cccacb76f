package io.sirocco.it.model;

import io.sirocco.Scope;

/** A scope of the program, and what the model knows of it. */
final class Scoped {
  private static final int NEVER = Integer.MAX_VALUE;

  final Scoped outer; // null: the program itself
  Scope scope; // set when it begins
  int running; // tasks that began in it and have not ended
  private int cancelledAt = NEVER;

  Scoped(Scoped outer) {
    this.outer = outer;
  }

  void cancel(Run run) {
    int before = cancelledAt;
    cancelledAt = Math.min(before, run.nextMoment());
    if (!scope.cancel()) {
      cancelledAt = before; // it was cancelled by something else, or has ended
    }
  }

  /** Whether it was cancelled after the moment {@code begin}, by itself or from outside. */
  boolean isCancelledSince(int begin) {
    return cancelledAt != NEVER && cancelledAt > begin
        || outer != null && outer.isCancelledSince(begin);
  }

  /** Whether it is being cancelled now, for whatever reason. */
  boolean isEnding() {
    return scope != null && scope.toString().equals("Scope[cancelled]")
        || outer != null && outer.isEnding();
  }
}
