package io.sirocco.testing;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Scope;
import io.sirocco.TimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The loop of one test, in the thread of that test. */
final class TestLoop {
  /** What a loop is made for: a test method, or the function that is run in different orders. */
  @FunctionalInterface
  interface Body {
    /**
     * Begins it.
     *
     * @return what to wait for besides the coroutines that were started; null for nothing
     */
    Future<?> begin() throws Throwable;
  }

  /** How long what was cancelled may take to end. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** How long a loop that nothing can wake waits for a thread that it does not know of. */
  private static final Duration REST = Duration.ofMillis(100);

  private final World world;
  private final IOLoop loop;
  private final Duration timeout;
  private final IOLoop outerLoop = IOLoop.currentOrNull();
  private final List<Throwable> failures = new ArrayList<>();

  TestLoop(World world, Duration timeout) {
    this.world = world;
    this.loop = new IOLoop(world);
    this.timeout = timeout;
    loop.setDefaultExecutor(world.executor());
    loop.setExceptionHandler(failures::add);
    loop.reportCancellations(true); // or a test that is cancelled by accident would be green
    loop.makeCurrent();
  }

  IOLoop loop() {
    return loop;
  }

  Optional<ManualTimeSource> clock() {
    return Optional.ofNullable(world.clock());
  }

  /** The simulated executor, or none if jobs run on ordinary threads. */
  Optional<Executor> executor() {
    return Optional.ofNullable(world.executor());
  }

  /** Runs a method and waits for the end of all coroutines that it starts. */
  void run(Body method) throws Exception {
    Limits limits = new Limits();
    limits.start();
    try {
      loop.runSync(() -> Scope.run(scope -> {
        limits.scope = scope;
        Future<?> begun = begin(method);
        return begun == null ? Future.of(null) : begun;
      }));
    } catch (Throwable exception) {
      if (limits.reason == null) {
        failures.add(exception);
      }
    } finally {
      limits.end();
    }
    if (limits.reason != null) {
      failures.add(0, limits.failure());
      failures.add(limits.dump);
    }
    throwFailures();
  }

  /** A coroutine never throws at its caller; what is not woven, or not called, does. */
  private static Future<?> begin(Body method) throws Exception {
    try {
      return method.begin();
    } catch (Throwable exception) {
      throw raise(exception);
    }
  }

  private static Exception raise(Throwable exception) throws Exception {
    if (exception instanceof Error error) {
      throw error;
    }
    return exception instanceof Exception checked ? checked : new IllegalStateException(exception);
  }

  /**
   * Closes the loop; fails with what its callbacks have failed with since the last method, and with failures
   * that nobody has asked for.
   */
  void end() throws Exception {
    loop.close(true);
    world.close();
    if (outerLoop != null) {
      outerLoop.makeCurrent();
    }
    for (Throwable unseen : world.takeUnseenFailures()) {
      failures.add(new AssertionError(
          "a future has failed, and nobody has asked for its exception: " + unseen, unseen));
    }
    throwFailures();
  }

  /** The first one, with the others as suppressed exceptions. */
  private void throwFailures() throws Exception {
    if (failures.isEmpty()) {
      return;
    }
    Throwable first = failures.remove(0);
    failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
    failures.clear();
    throw raise(first);
  }

  /**
   * Ends a method that would not end. The time limit counts real time, also where the loop's clock is
   * simulated; there a loop that nothing can wake any more is noticed at once. Acts on the loop's thread.
   */
  private final class Limits {
    private static final long NEVER = -1;

    private Scope scope; // null: the method has not begun
    private Throwable reason; // null: it has not been cancelled
    private List<String> waiting = List.of(); // what it waited for then
    private Throwable dump; // the same, with who waits for whom
    private boolean isIgnored; // also the cancellation was
    private boolean isOff;
    private long restedIn = NEVER; // iteration in which the loop had nothing to do for some time

    void start() {
      world.onRest(this::atRest);
      after(
          timeout,
          () -> cancel(new TimeoutException(
              "the test has not ended after " + timeout.toSeconds() + " seconds")));
    }

    void end() {
      isOff = true;
      world.onRest(() -> false);
    }

    /** Called when the loop is about to sleep for ever: gives unknown threads some time, once. */
    private boolean atRest() {
      long iteration = world.iteration();
      if (restedIn != iteration - 1 && world.executor() == null) {
        after(REST, () -> restedIn = world.iteration() == iteration ? iteration : NEVER);
        return false;
      }
      if (reason == null) {
        loop.addCallback(() -> cancel(new AssertionError(
            "the test cannot end: no callback, timer, job, channel or foreign stage is left that"
                + " could wake its loop")));
      } else {
        loop.addCallback(this::giveUp);
      }
      return true;
    }

    private void cancel(Throwable why) {
      if (reason != null) {
        return;
      }
      reason = why;
      after(GRACE, this::giveUp);
      dump = loop.dump().note();
      if (scope != null) {
        waiting = scope.waiting();
        scope.cancel();
      }
    }

    private void giveUp() {
      isIgnored = true;
      loop.stop();
    }

    Throwable failure() {
      StringBuilder message = new StringBuilder(reason.getMessage());
      if (isIgnored) {
        message.append("; it did not end when it was cancelled either");
      }
      if (!waiting.isEmpty()) {
        message.append("; it waits for");
        waiting.forEach(line -> message.append("\n  ").append(line));
      }
      if (reason instanceof TimeoutException) {
        return new TimeoutException(message.toString());
      }
      message.append("\nIf a thread works for it that Sirocco does not know of, let it have");
      message.append(" @LoopTest(realTime = true)");
      return new AssertionError(message.toString());
    }

    private void after(Duration duration, Runnable action) {
      Executor later = CompletableFuture.delayedExecutor(
          duration.toMillis(), TimeUnit.MILLISECONDS, loop::addCallback);
      later.execute(() -> {
        if (!isOff) {
          action.run();
        }
      });
    }
  }
}
