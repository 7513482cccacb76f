package io.sirocco.it.model;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Inside;
import io.sirocco.Promise;
import io.sirocco.Scope;
import io.sirocco.Timeout;
import io.sirocco.TimeoutException;
import io.sirocco.locks.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** One run of a program: the objects that its tasks share, and the end. */
final class Run {
  /** When a program that has not ended is cancelled; all its pauses are much shorter. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private static final Duration GRACE = Duration.ofMillis(100);

  /** What one task can do to another: cancel it. */
  record Forked(Task task, Future<Void> future) {}

  final IOLoop loop;
  final Books books = new Books();
  final List<Permits> permits = List.of(new Permits(this, 1), new Permits(this, 2));
  final List<Items> items = List.of(new Items(this, 1), new Items(this, 0));
  final Signals signals = new Signals(this);
  final Event event = new Event();
  final Promise<Void> shared = new Promise<>(); // somebody always waits for it: nobody cancels it
  final Promise<Void> lonely = new Promise<>();
  final List<Forked> forked = new ArrayList<>();
  final Map<Future<?>, Task> waits = new IdentityHashMap<>(); // of tasks, for what is no task
  private boolean isClosing;
  private int moments;

  Run(IOLoop loop) {
    this.loop = loop;
    loop.setExceptionHandler(books::reported);
    shared.addDoneCallback(done -> {});
  }

  /** Counts up whenever something happens whose order matters to the model. */
  int nextMoment() {
    return ++moments;
  }

  /** Whether the program has to end now. */
  boolean isClosing() {
    return isClosing;
  }

  @Coroutine
  Future<Void> main(List<Op> program) {
    Scoped all = new Scoped(null);
    Timeout closing = loop.callLater(CLOSING, () -> close(all));
    try {
      await(Scope.run(scope -> {
        all.scope = scope;
        return new Task(this, all).whole(program);
      }));
    } catch (Planned | TimeoutException | CancellationException e) {
      books.arrived(e);
    } catch (Throwable unexpected) {
      books.wrong("unexpected: " + unexpected);
    }
    closing.cancel();
    await(sleep(Duration.ofSeconds(1))); // timers of the program that nobody has waited for
    books.checkEquals(0, all.running, "tasks that have outlived the program");
    checkNothingIsLeft();
    return Future.of(null);
  }

  private void close(Scoped all) {
    isClosing = true;
    all.scope.cancel();
    loop.callLater(GRACE, this::endCleanUps);
  }

  /** Whoever was cancelled may wait in a finally block for ever; whoever was not, must not be there. */
  private void endCleanUps() {
    Map.copyOf(waits).forEach((future, task) -> {
      books.check(task.mayWaitForEver(), "a coroutine that waits was not cancelled");
      future.cancel();
    });
    if (!waits.isEmpty()) {
      loop.callLater(GRACE, this::endCleanUps);
    }
  }

  private void checkNothingIsLeft() {
    permits.forEach(Permits::checkAtEnd);
    items.forEach(Items::checkAtEnd);
    signals.checkAtEnd();
    books.check(event.toString().endsWith("waiting=0]"), "left over: " + event);
    books.checkEquals(0, Inside.timers(loop), "timers that are left");
    if (!shared.isDone()) {
      books.checkEquals(1, Inside.waiters(shared), "who waits for the shared promise");
    }
  }
}
