package io.sirocco;

/** A callback that waits for its time; what {@link IOLoop#addTimeout} returns. */
public sealed interface Timeout permits LoopTimeout, LooplessTimeout {
  /**
   * Prevents the callback. It may be called any number of times, also when the callback has run, and
   * from any thread (Tornado: {@code IOLoop.remove_timeout}).
   *
   * @return whether this call prevented it
   */
  boolean cancel();
}
