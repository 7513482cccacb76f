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
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/** The loop of one test, in the thread of that test. */
final class TestLoop {
  /** How long what was cancelled may take to end. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final ManualTimeSource clock; // null: the system's
  private final IOLoop loop;
  private final Duration timeout;
  private final IOLoop outerLoop = IOLoop.currentOrNull();
  private final List<Throwable> failures = new ArrayList<>();

  TestLoop(boolean realTime, Duration timeout) {
    this.clock = realTime ? null : new ManualTimeSource();
    this.loop = realTime ? new IOLoop() : new IOLoop(clock);
    this.timeout = timeout;
    loop.setExceptionHandler(failures::add);
    loop.reportCancellations(true); // or a test that is cancelled by accident would be green
    loop.makeCurrent();
  }

  IOLoop loop() {
    return loop;
  }

  Optional<ManualTimeSource> clock() {
    return Optional.ofNullable(clock);
  }

  /** Runs a method and waits for the end of all coroutines that it starts. */
  void run(Invocation<?> method) throws Exception {
    TimeLimit limit = new TimeLimit();
    limit.start();
    try {
      loop.runSync(() -> Scope.run(scope -> {
        limit.scope = scope;
        proceed(method);
        return Future.of(null);
      }));
    } catch (Throwable exception) {
      if (!limit.isOver) {
        failures.add(exception);
      }
    } finally {
      limit.isOff = true;
    }
    if (limit.isOver) {
      failures.add(
          0,
          new TimeoutException("the test has not ended after " + timeout.toSeconds() + " seconds"
              + (limit.isIgnored ? ", nor when it was cancelled" : "")));
    }
    throwFailures();
  }

  /** A coroutine never throws at its caller; what is not woven, or not called, does. */
  private static void proceed(Invocation<?> method) throws Exception {
    try {
      method.proceed();
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

  /** Closes the loop; fails with what its callbacks have failed with since the last method. */
  void end() throws Exception {
    loop.close(true);
    if (outerLoop != null) {
      outerLoop.makeCurrent();
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

  /** Counts real time, also where the loop's clock is a manual one; acts on the loop's thread. */
  private final class TimeLimit {
    private Scope scope;
    private boolean isOver;
    private boolean isIgnored; // also the cancellation was
    private boolean isOff;

    void start() {
      after(timeout, this::cancel);
    }

    private void cancel() {
      isOver = true;
      if (scope != null) {
        scope.cancel();
      }
      after(GRACE, this::giveUp);
    }

    private void giveUp() {
      isIgnored = true;
      loop.stop();
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
