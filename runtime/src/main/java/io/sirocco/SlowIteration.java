package io.sirocco;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An iteration that holds its loop for too long, see {@link IOLoop#setSlowIterationHandler}.
 *
 * @param thread of the loop
 * @param stack of the thread when this was noticed, the innermost call first, down to the loop; coroutines under
 *     the names that they have in the source
 * @param coroutine the innermost one on the stack, with its line there; empty if there is none
 * @param duration so far; if it has ended, all of it, a quarter of the threshold too much at most
 * @param hasEnded false when it is noticed, true when it is over
 */
public record SlowIteration(
    Thread thread,
    List<StackTraceElement> stack,
    Optional<StackTraceElement> coroutine,
    Duration duration,
    boolean hasEnded) {
  /** Copies the list. */
  public SlowIteration {
    Objects.requireNonNull(thread, "thread");
    stack = List.copyOf(stack);
    Objects.requireNonNull(coroutine, "coroutine");
    Objects.requireNonNull(duration, "duration");
  }

  SlowIteration ended(Duration total) {
    return new SlowIteration(thread, stack, coroutine, total, true);
  }
}
