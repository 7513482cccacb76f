package io.sirocco.legacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Waits for the {@link Callback}s of all keys, and gives their arguments in the order of the keys
 * (Tornado: {@code gen.WaitAll}).
 */
public final class WaitAll implements YieldPoint<List<Object>> {
  private final List<Object> keys;
  private Runner runner;

  /** Waits for {@code keys}, which must be pending. */
  public WaitAll(Collection<?> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  public void start(Runner newRunner) {
    runner = newRunner;
  }

  /**
   * Returns whether all callbacks were called.
   *
   * @throws UnknownKeyException if a key is not pending; those behind the first key whose callback was
   *     not called yet are not looked at
   */
  @Override
  public boolean isReady() {
    return keys.stream().allMatch(runner::isReady);
  }

  @Override
  public List<Object> getResult() {
    List<Object> results = new ArrayList<>();
    keys.forEach(key -> results.add(runner.popResult(key)));
    return results;
  }
}
