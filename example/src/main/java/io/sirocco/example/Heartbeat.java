package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.time.Duration;

/**
 * Guide, "running in the background": a loop that does something again and again while others work.
 * This one measures how late the event loop is.
 */
final class Heartbeat {
  static final Duration PERIOD = Duration.ofMillis(10);

  private final IOLoop loop = IOLoop.current();
  private Samples lags = new Samples();
  private boolean stopped;

  /** Beats until {@link #stop}. */
  @Coroutine
  void run() {
    while (!stopped) {
      // The time runs from here: the work below does not make the period longer.
      Future<Void> nextBeat = sleep(PERIOD);
      long dueNanos = loop.time() + PERIOD.toNanos();
      await(nextBeat);
      lags.add(loop.time() - dueNanos);
    }
  }

  void stop() {
    stopped = true;
  }

  /** How many beats there were since the lag was last taken. */
  int beats() {
    return lags.count();
  }

  /** How late the beats were since this method was last called; counting begins anew. */
  Lag takeLag() {
    Lag taken = Lag.of(lags);
    lags = new Samples();
    return taken;
  }
}
