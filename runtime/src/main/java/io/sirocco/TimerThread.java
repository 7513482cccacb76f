package io.sirocco;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/** One daemon thread that keeps the time where no loop does it. */
final class TimerThread {
  /** Only for work that is short; the rest is handed to others. */
  static final ScheduledThreadPoolExecutor INSTANCE = make();

  private TimerThread() {}

  private static ScheduledThreadPoolExecutor make() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, DaemonThreads.named("sirocco-timer"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
