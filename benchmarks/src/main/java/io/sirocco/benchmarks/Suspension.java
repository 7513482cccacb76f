package io.sirocco.benchmarks;

/**
 * How a contender of the memory harness suspends a coroutine in which an {@code int}, a {@code long} and a
 * reference live.
 *
 * @param <A> what the coroutine awaits
 * @param <R> its result
 */
abstract class Suspension<A, R> {
  /** What is pending, to be awaited. */
  abstract A pending();

  /**
   * Starts a coroutine that awaits, and then ends with the sum of the value, both numbers and the hash
   * code of the reference.
   */
  abstract R start(A awaited, int i, long l, Object ref);

  abstract void complete(A awaited, int value);

  /** The sum, or null while the coroutine is suspended. */
  abstract Integer poll(R result);

  /** Runs what has been resumed, where that does not happen by itself. */
  void run() throws Exception {}

  /** Returns when all that were started are suspended; nothing where they are at once. */
  void settle() throws Exception {}

  /** Whether its state is made of ordinary objects, which can be measured one by one. */
  boolean isObjects() {
    return true;
  }

  /** Whether somebody keeps it until it ends. */
  boolean isKept() {
    return false;
  }
}
