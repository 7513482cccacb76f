package io.sirocco.legacy;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Gives a callback for a key, at once; {@link Wait} waits until it is called (Tornado: {@code
 * gen.Callback}). The key can be used again after that.
 */
public final class Callback implements YieldPoint<Consumer<Object>> {
  private final Object key;
  private Runner runner;

  /** A callback for {@code key}, which must not be pending. */
  public Callback(Object key) {
    this.key = Objects.requireNonNull(key, "key");
  }

  /**
   * Registers the key.
   *
   * @throws KeyReuseException if the key is pending
   */
  @Override
  public void start(Runner newRunner) {
    runner = newRunner;
    runner.registerCallback(key);
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public Consumer<Object> getResult() {
    return runner.resultCallback(key);
  }
}
