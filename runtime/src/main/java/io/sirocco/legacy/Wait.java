package io.sirocco.legacy;

import java.util.Objects;

/** Waits until the {@link Callback} of a key is called, and gives its argument (Tornado: {@code gen.Wait}). */
public final class Wait implements YieldPoint<Object> {
  private final Object key;
  private Runner runner;

  /** Waits for {@code key}, which must be pending. */
  public Wait(Object key) {
    this.key = Objects.requireNonNull(key, "key");
  }

  @Override
  public void start(Runner newRunner) {
    runner = newRunner;
  }

  /**
   * Returns whether the callback was called.
   *
   * @throws UnknownKeyException if the key is not pending
   */
  @Override
  public boolean isReady() {
    return runner.isReady(key);
  }

  @Override
  public Object getResult() {
    return runner.popResult(key);
  }
}
