package io.sirocco.legacy;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The keys and callbacks of one run of a coroutine (Tornado: {@code gen.Runner}). A coroutine that uses
 * keys makes one:
 *
 * <pre>{@code
 * try (Runner runner = new Runner()) {
 *   service.read(await(runner.start(new Callback("answer"))));
 *   return Future.of(await(runner.start(new Wait("answer"))));
 * }
 * }</pre>
 *
 * <p>A key is pending from its {@link Callback} to the end of its {@link Wait}. A runner belongs to one
 * thread, most often that of a loop: callbacks must be called there.
 */
public final class Runner implements AutoCloseable {
  private final Set<Object> pendingKeys = new LinkedHashSet<>();
  private final Map<Object, Object> results = new HashMap<>();
  private final List<Waiting<?>> waiting = new ArrayList<>();

  /** Makes a runner without keys. */
  public Runner() {}

  /**
   * Starts a yield point.
   *
   * @return its result; fails with what the yield point throws. Done at once if it is ready
   */
  public <T> Future<T> start(YieldPoint<T> yieldPoint) {
    try {
      yieldPoint.start(this);
    } catch (RuntimeException e) {
      return Future.failed(e);
    }
    Waiting<T> started = new Waiting<>(yieldPoint, new Promise<>());
    waiting.add(started);
    endIfReady(started);
    return started.result;
  }

  /**
   * Checks that every callback was waited for.
   *
   * @throws LeakedCallbackException if not (in a {@code try} statement whose body fails, suppressed)
   */
  @Override
  public void close() {
    if (!pendingKeys.isEmpty()) {
      throw new LeakedCallbackException("finished without waiting for callbacks " + pendingKeys);
    }
  }

  // ---- for yield points -----------------------------------------------------------------------

  /**
   * Makes a key pending.
   *
   * @throws KeyReuseException if it is pending
   */
  public void registerCallback(Object key) {
    if (!pendingKeys.add(key)) {
      throw new KeyReuseException("key " + key + " is already pending");
    }
  }

  /**
   * Returns whether there is a result for a pending key.
   *
   * @throws UnknownKeyException if it is not pending
   */
  public boolean isReady(Object key) {
    if (!pendingKeys.contains(key)) {
      throw new UnknownKeyException("key " + key + " is not pending");
    }
    return results.containsKey(key);
  }

  /** Sets the result for a pending key, and ends what is ready then; otherwise does nothing. */
  public void setResult(Object key, Object result) {
    if (pendingKeys.contains(key)) {
      results.put(key, result);
      endWhatIsReady();
    }
  }

  /** Takes the result for a key, which is not pending any more then. */
  public Object popResult(Object key) {
    pendingKeys.remove(key);
    return results.remove(key);
  }

  /** A callback that sets the result for a key. */
  public Consumer<Object> resultCallback(Object key) {
    return result -> setResult(key, result);
  }

  private void endWhatIsReady() {
    for (Waiting<?> each : List.copyOf(waiting)) { // without a loop, ending one may start others
      endIfReady(each);
    }
  }

  private void endIfReady(Waiting<?> started) {
    Runnable ending = waiting.contains(started) ? started.ending() : null;
    if (ending != null) {
      waiting.remove(started);
      ending.run();
    }
  }

  /** A yield point that was started, and the future that stands for it. */
  private record Waiting<T>(YieldPoint<T> yieldPoint, Promise<T> result) {
    /** What ends the future, or null if it is too early. */
    Runnable ending() {
      try {
        if (!yieldPoint.isReady()) {
          return null;
        }
        T value = yieldPoint.getResult();
        return () -> result.tryComplete(value);
      } catch (RuntimeException e) {
        return () -> result.tryFail(e);
      }
    }
  }
}
