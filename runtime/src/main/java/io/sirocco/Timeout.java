package io.sirocco;

import java.util.Objects;

/** A callback that waits for its time; what {@link IOLoop#addTimeout} returns. */
public sealed interface Timeout permits LoopTimeout, LooplessTimeout {
  /**
   * Runs {@code callback} at {@code deadline}, which may be past, but never inside this call: on the
   * current loop as {@link IOLoop#callAt(Deadline, Runnable)} or, without one, in a thread of the
   * common pool.
   */
  static Timeout at(Deadline deadline, Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    return Scheduler.here().withoutScope().schedule(deadline.nanos(), Callbacks.RUNNABLE, callback);
  }

  /**
   * Prevents the callback. It may be called any number of times, also when the callback has run, and
   * from any thread (Tornado: {@code IOLoop.remove_timeout}).
   *
   * @return whether this call prevented it
   */
  boolean cancel();
}
