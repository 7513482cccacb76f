package io.sirocco;

import java.time.Duration;

/** A future that its timer completes. */
final class Sleep extends Future<Void> {
  private Timeout timeout;

  private Sleep() {}

  static Future<Void> start(Duration duration) {
    Scheduler scheduler = Scheduler.current();
    Sleep sleep = new Sleep();
    sleep.timeout = scheduler.schedule(Deadline.plus(scheduler.time(), duration), sleep, null);
    return sleep;
  }

  @Override
  String kind() {
    return "sleep";
  }

  /** The timer fires. */
  @Override
  void run(Object argument) {
    settle(Outcome.NULL);
  }

  @Override
  public boolean cancel() {
    timeout.cancel();
    return super.cancel();
  }

  @Override
  void withdraw() {
    cancel();
  }
}
