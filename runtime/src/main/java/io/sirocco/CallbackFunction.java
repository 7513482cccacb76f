package io.sirocco;

import java.util.function.Consumer;

/**
 * A function that returns its result by calling back; see {@link Coroutines#task}.
 *
 * @param <T> type of the result
 */
@FunctionalInterface
public interface CallbackFunction<T> {
  /**
   * Starts the work.
   *
   * @param callback to be called with the result, once, now or later, in any thread
   */
  void start(Consumer<T> callback) throws Exception;
}
