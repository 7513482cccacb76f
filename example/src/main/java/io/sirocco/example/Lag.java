package io.sirocco.example;

import java.time.Duration;

/** How late the event loop was for its {@link Heartbeat}. */
record Lag(Duration median, Duration max) {
  static Lag of(Samples lags) {
    return new Lag(lags.median(), lags.max());
  }
}
