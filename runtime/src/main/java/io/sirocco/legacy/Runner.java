package io.sirocco.legacy;

import io.sirocco.Future;
import io.sirocco.Promise;
import io.sirocco.internal.line.Guard;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The keys and callbacks of one run of a coroutine (Tornado: {@code gen.Runner}). It belongs to one loop, or to
 * code without a loop, as {@linkplain io.sirocco.locks locks} do; its callbacks must be called there.
 *
 * <p>A coroutine that uses keys makes one:
 *
 * <pre>{@code
 * try (Runner runner = new Runner()) {
 *   service.read(await(runner.start(new Callback("answer"))));
 *   return Future.of(await(runner.start(new Wait("answer"))));
 * }
 * }</pre>
 *
 * <p>A key is pending from its {@link Callback} to the end of its {@link Wait}. A wait that is cancelled takes
 * nothing: what the callback gets is there for the next wait.
 */
public final class Runner implements AutoCloseable {
  private static final Runnable NOTHING = () -> {};

  private final Guard guard = new Guard("runner");
  private final Set<Object> pendingKeys = new LinkedHashSet<>();
  private final Map<Object, Object> results = new HashMap<>();
  private final Set<Waiting<?>> waiting = new LinkedHashSet<>();

  /** Makes a runner without keys. */
  public Runner() {}

  /**
   * Starts a yield point.
   *
   * @return its result; fails with what the yield point throws. Done at once if it is ready
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public <T> Future<T> start(YieldPoint<T> yieldPoint) {
    Waiting<T> started = new Waiting<>(yieldPoint);
    Runnable ending = inside(() -> {
      try {
        yieldPoint.start(this);
      } catch (Throwable e) {
        return () -> started.tryFail(e);
      }
      waiting.add(started);
      return endingOf(started);
    });
    ending.run();
    return started;
  }

  /**
   * Checks that every callback was waited for.
   *
   * @throws LeakedCallbackException if not (in a {@code try} statement whose body fails, suppressed)
   */
  @Override
  public void close() {
    inside(() -> {
      if (!pendingKeys.isEmpty()) {
        throw new LeakedCallbackException("finished without waiting for callbacks " + pendingKeys);
      }
      return null;
    });
  }

  // ---- for yield points -----------------------------------------------------------------------

  /**
   * Makes a key pending.
   *
   * @throws KeyReuseException if it is pending
   */
  public void registerCallback(Object key) {
    if (!inside(() -> pendingKeys.add(key))) {
      throw new KeyReuseException("key " + key + " is already pending");
    }
  }

  /**
   * Returns whether there is a result for a pending key.
   *
   * @throws UnknownKeyException if it is not pending
   */
  public boolean isReady(Object key) {
    return inside(() -> {
      if (!pendingKeys.contains(key)) {
        throw new UnknownKeyException("key " + key + " is not pending");
      }
      return results.containsKey(key);
    });
  }

  /** Sets the result for a pending key, and ends what is ready then; otherwise does nothing. */
  public void setResult(Object key, Object result) {
    List<Waiting<?>> asked = inside(() -> {
      if (!pendingKeys.contains(key)) {
        return List.of();
      }
      results.put(key, result);
      return List.copyOf(waiting);
    });
    for (Waiting<?> each : asked) { // without a loop, ending one may start or end others
      inside(() -> endingOf(each)).run();
    }
  }

  /** Takes the result for a key, which is not pending any more then. */
  public Object popResult(Object key) {
    return inside(() -> {
      pendingKeys.remove(key);
      return results.remove(key);
    });
  }

  /** A callback that sets the result for a key. */
  public Consumer<Object> resultCallback(Object key) {
    return result -> setResult(key, result);
  }

  private <R> R inside(Supplier<R> body) {
    return guard.isOpen() ? body.get() : guard.call(body);
  }

  /** What ends a wait, outside of the guard; does nothing if it is too early or too late. */
  private <T> Runnable endingOf(Waiting<T> started) {
    if (!waiting.contains(started) || started.isDone()) {
      return NOTHING;
    }
    try {
      if (!started.yieldPoint.isReady()) {
        return NOTHING;
      }
      waiting.remove(started); // first: it is asked for its result once
      T value = started.yieldPoint.getResult();
      return () -> started.tryComplete(value);
    } catch (Throwable e) { // fails this wait, and no other
      waiting.remove(started);
      return () -> started.tryFail(e);
    }
  }

  /** A yield point that was started, as the future that stands for it. */
  private final class Waiting<T> extends Promise<T> {
    private final YieldPoint<T> yieldPoint;

    Waiting(YieldPoint<T> yieldPoint) {
      this.yieldPoint = yieldPoint;
    }

    @Override
    public boolean cancel() {
      if (!super.cancel()) {
        return false;
      }
      guard.runAnywhere(() -> waiting.remove(this));
      return true;
    }
  }
}
