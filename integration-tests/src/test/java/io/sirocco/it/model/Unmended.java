package io.sirocco.it.model;

import io.sirocco.it.model.Limit.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Faults that are known and not mended yet, by the statements that meet them. Programs are made without
 * these, or everything that is found would be the same again. {@code -Dmodel.with=ALL}, or a list of names,
 * lets some of them in. One more is met by every program and found only if garbage is collected ({@code
 * -Dmodel.on=collect}): queues keep the items of puts that were given up.
 */
enum Unmended {
  /** A hook that throws stops the cancellation of others, and the scope never ends. */
  HOOK(op -> op instanceof Waits.AwaitHook),
  /** A given-up or expired wait for an event leaves its ticket and its timer. */
  EVENT_LIMIT(op -> op instanceof Waits.AwaitEvent e && e.limit() != Limit.NONE
      || op instanceof Turns.Join j && j.limit() != Limit.NONE),
  /** An expired limit stays on the future that it limits. */
  PROMISE_LIMIT(op -> op instanceof Waits.AwaitPromise p && p.limit().kind() == Kind.WRAPPER),
  /** What has arrived in a scope around it is dropped with the scope. */
  TAKING_IN_SCOPE(op -> op.limit().kind() == Kind.SCOPE && !(op instanceof Elements)),
  /** A coroutine that cancels its own scope before its first suspension goes on. */
  CANCEL_MYSELF(op -> op instanceof Actions.CancelScope),
  /** Failures of a scope that was cancelled are suppressed by a cancellation that is dropped. */
  LATE_FAILURE(op -> false),
  /** The failure of a job whose future was cancelled while it ran is dropped. */
  JOB_FAILURE(op -> op instanceof Waits.Job job && job.fails()),
  /** A helper that only awaits a moment is not told, and so its caller is not either. */
  MOMENT(op -> op instanceof Waits.Turn),
  /** A signal is lost if what one listener does at once cancels the next. */
  SIGNAL_INLINE(op -> op instanceof Actions.OnSignal),
  /** A given-up {@code advance} loses an element. */
  ADVANCE_LIMIT(op -> op instanceof Elements e && e.limit() != Limit.NONE);

  private final Predicate<Op> meets;

  Unmended(Predicate<Op> meets) {
    this.meets = meets;
  }

  private static final Set<Unmended> LEFT_OUT = leftOut(System.getProperty("model.with", ""));

  private static Set<Unmended> leftOut(String with) {
    Set<Unmended> all = EnumSet.allOf(Unmended.class);
    if (with.equals("ALL")) {
      all.clear();
    } else if (!with.isEmpty()) {
      Arrays.stream(with.split(",")).map(Unmended::valueOf).forEach(all::remove);
    }
    return all;
  }

  /** Whether programs may meet it. */
  boolean isLetIn() {
    return !LEFT_OUT.contains(this);
  }

  /** The block without statements that meet such a fault. */
  static List<Op> without(List<Op> block) {
    return block.stream()
        .filter(op -> LEFT_OUT.stream().noneMatch(fault -> fault.meets.test(op)))
        .map(op -> op.with(op.blocks().stream().map(Unmended::without).toList()))
        .toList();
  }
}
