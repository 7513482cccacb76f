package io.sirocco.torture.rt;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends a test that takes too long: at first by an exception in each pause, then together with the JVM. */
final class Watchdog extends Thread {
  private final ResultWriter results;
  private final long seconds;

  Watchdog(ResultWriter results, long seconds) {
    super("torture-watchdog");
    this.results = results;
    this.seconds = seconds;
    setDaemon(true);
  }

  @Override
  public void run() {
    while (true) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      if (results.limit(seconds) >= 2 * seconds) {
        results.hangs();
        Runtime.getRuntime().halt(1);
      }
    }
  }
}
