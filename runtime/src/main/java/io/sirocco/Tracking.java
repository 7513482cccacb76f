package io.sirocco;

import java.lang.ref.WeakReference;
import java.util.function.BiConsumer;

/**
 * All suspended coroutines, what they await and since when, for those who start the program with {@code
 * -Dsirocco.track=true}. Without it there is nothing here, and the JIT compiler removes the questions.
 *
 * <p>Neither a coroutine nor what it awaits is kept alive: one that nobody can resume is still collected.
 */
final class Tracking {
  static final boolean IS_ON = Setting.isOn("sirocco.track", false);

  /** One suspended coroutine: the future that it awaits, empty if that was collected. */
  static final class Suspension extends WeakReference<Future<?>> {
    private final long sinceNanos = System.nanoTime();

    Suspension(Future<?> awaited) {
      super(awaited);
    }

    long sinceNanos() {
      return sinceNanos;
    }
  }

  private static final WeakTable<CoroutineFrame<?>, Suspension> SUSPENDED = new WeakTable<>();

  private Tracking() {}

  /** A coroutine is about to wait; before anybody can wake it. */
  static void suspended(CoroutineFrame<?> frame, Future<?> awaited) {
    SUSPENDED.put(frame, new Suspension(awaited));
  }

  /** It goes on, now or soon. */
  static void resumed(CoroutineFrame<?> frame) {
    SUSPENDED.remove(frame);
  }

  static long size() {
    return SUSPENDED.size();
  }

  static void forEach(BiConsumer<CoroutineFrame<?>, Suspension> action) {
    SUSPENDED.forEach(action);
  }
}
