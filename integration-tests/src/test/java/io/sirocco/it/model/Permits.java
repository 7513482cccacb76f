package io.sirocco.it.model;

import io.sirocco.Future;
import io.sirocco.locks.Permit;
import io.sirocco.locks.Semaphore;

/** A semaphore, and who has its permits. */
final class Permits {
  private final Run run;
  private final int total;
  private final Semaphore semaphore;
  private int taken;

  Permits(Run run, int total) {
    this.run = run;
    this.total = total;
    this.semaphore = new Semaphore(total);
  }

  Future<Permit> acquire(Limit limit) {
    return limit.on(run, semaphore::acquire, semaphore::acquire);
  }

  void take() {
    taken++;
    run.books.check(taken <= total, "a permit was handed out twice");
  }

  void giveBack(Permit permit) {
    taken--;
    permit.close();
  }

  void checkAtEnd() {
    run.books.checkEquals(
        "Semaphore[free=" + total + ", waiting=0]", semaphore.toString(), "permits");
  }
}
