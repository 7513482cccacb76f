package io.sirocco;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * One call of {@link IOLoop#runSync}: a task that starts the body, then a waiter that ends the call when the
 * body's future is done. The loop's driver knows what the caller does meanwhile.
 */
final class RunSync extends Waiter {
  private static final String STOPPED = "Event loop stopped before Future completed.";
  private static final String INTERRUPTED = "Event loop interrupted before Future completed.";

  private final IOLoop loop;
  private final Callable<?> body;
  private Deadline deadline; // null: none
  private Timeout timer; // null until the body was called
  private Future<?> future; // null until the body was called
  private Object outcome; // null until the future is done
  private boolean timedOut;
  private Throwable waiting; // what the loop waited for when the time was over; null before
  private boolean returned; // the loop is no longer ours to stop
  private final CountDownLatch ended =
      new CountDownLatch(1); // for a caller that does not run the loop

  /** Each as long as a thread is inside of it. */
  private static final Set<RunSync> RUNNING = ConcurrentHashMap.newKeySet();

  RunSync(IOLoop loop, Callable<?> body) {
    this.loop = loop;
    this.body = body;
  }

  IOLoop loop() {
    return loop;
  }

  CountDownLatch ended() {
    return ended;
  }

  /** Whether the body is done, or its time is over. */
  boolean isEnded() {
    return outcome != null || timedOut;
  }

  /**
   * Runs the loop until the body is done.
   *
   * @param timeout null for none
   */
  Object run(Duration timeout) {
    deadline = timeout == null ? null : new Deadline(Deadline.plus(loop.time(), timeout));
    loop.post(Scheduler.inPresentContext(this), null);
    RUNNING.add(this);
    try {
      loop.driver.runUntilEnd(this);
    } finally {
      returned = true;
      RUNNING.remove(this);
      if (timer != null) {
        timer.cancel();
      }
      if (future != null) {
        future.unregister(this); // it may live for long, and nobody waits for it here any more
      }
    }
    return Outcome.take(finalOutcome(timeout));
  }

  /** Shows what is waited for in {@code runSync}; any thread may call this. */
  static void showTo(AwaitWalk walk) {
    for (RunSync call : RUNNING) {
      Future<?> awaited = call.future;
      if (awaited != null) {
        walk.awaited(awaited);
      }
    }
  }

  @Override
  void run(Object argument) {
    if (future == null) {
      if (deadline
          != null) { // not before: a simulated clock could jump there, and there is no body
        timer = loop.callAt(deadline, this::expire);
      }
      future = startBody();
      future.registerOrWake(this);
    } else if (!returned) {
      outcome = argument;
      loop.driver.end(this);
    }
  }

  private Future<?> startBody() {
    try {
      Object result = Callbacks.start(body);
      return result == null ? Future.of(null) : Conversions.future(result);
    } catch (Throwable exception) {
      return Future.failed(exception);
    }
  }

  @Override
  void wake(Object outcome) {
    loop.post(this, outcome);
  }

  private void expire() {
    timedOut = true;
    waiting = DumpTaker.noteOf(loop);
    if (!endsByCancelling()) {
      loop.driver.end(this);
    }
  }

  private boolean endsByCancelling() {
    try {
      return future != null && future.cancel() && future.isEnding();
    } catch (Throwable exception) { // cancelling may be code of the user
      loop.report(exception);
      return false;
    }
  }

  private Object finalOutcome(Duration timeout) {
    if (outcome == null && future != null) {
      outcome = future.outcome(); // done in the very iteration in which the loop was stopped
    }
    if (timedOut && (outcome == null || outcome instanceof Outcome.Cancellation)) {
      TimeoutException late =
          new TimeoutException("Operation timed out after " + seconds(timeout) + " seconds");
      if (waiting != null) {
        late.addSuppressed(waiting);
      }
      throw late;
    }
    if (outcome == null) {
      throw Thread.interrupted()
          ? Sneaky.rethrow(new InterruptedException(INTERRUPTED))
          : new IllegalStateException(STOPPED);
    }
    if (outcome instanceof Outcome.Cancellation cancellation) {
      throw new IllegalStateException(STOPPED, cancellation.exception());
    }
    return outcome;
  }

  /** The number of seconds as people write it. */
  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), 9))
        .stripTrailingZeros()
        .toPlainString();
  }
}
