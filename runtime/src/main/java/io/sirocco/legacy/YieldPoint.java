package io.sirocco.legacy;

/**
 * Something to wait for that asks its runner (Tornado: {@code gen.YieldPoint}). {@link Runner#start}
 * makes a future of it.
 *
 * @param <T> type of the result
 */
public interface YieldPoint<T> {
  /**
   * Begins; called once, before the other methods. It may register keys, and keep the runner.
   *
   * @throws RuntimeException fails the wait
   */
  void start(Runner runner);

  /**
   * Returns whether there is a result; called once at the beginning and again whenever one of the
   * runner's callbacks was called.
   *
   * @throws RuntimeException fails the wait
   */
  boolean isReady();

  /**
   * The result; called once, after {@link #isReady} has returned true.
   *
   * @throws RuntimeException fails the wait
   */
  T getResult();
}
