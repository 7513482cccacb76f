package io.sirocco.it.model;

import java.util.List;

/** What of a program can be done on a thread without a loop: everything but time, scopes and callbacks. */
final class Loopless {
  private Loopless() {}

  static List<Op> statements(List<Op> block) {
    return block.stream()
        .filter(Loopless::needsNoLoop)
        .map(op -> op.with(op.blocks().stream().map(Loopless::statements).toList()))
        .toList();
  }

  private static boolean needsNoLoop(Op op) {
    if (op.limit() != Limit.NONE) {
      return false;
    }
    return op instanceof Waits.AwaitEvent
        || op instanceof Waits.AwaitSignal
        || op instanceof Waits.AwaitPromise
        || op instanceof Turns.WithPermit
        || op instanceof Turns.Put
        || op instanceof Turns.Get
        || op instanceof Turns.Join
        || op instanceof Actions.Signal
        || op instanceof Actions.SetEvent
        || op instanceof Actions.Complete
        || op instanceof Actions.CancelWait
        || op instanceof Actions.OnSignal onSignal && needsNoLoop(onSignal.action())
        || op instanceof Actions.Fail
        || op instanceof Structures.Call call && call.limitMillis() == 0
        || op instanceof Race race && race.limitMillis() == 0
        || op instanceof Structures.Try
        || op instanceof Structures.Finally
        || op instanceof Structures.All
        || op instanceof Structures.AsTheyCome;
  }
}
