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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** One run of a program: the objects that its tasks share, and the end. */
final class Run {
  /** How long the programs have to do what they do; all their pauses are much shorter. */
  private static final Duration SIMULATED = Duration.ofSeconds(10);

  private static final Duration REAL = Duration.ofMillis(60);

  /** What one task can do to another: cancel it. */
  record Forked(Task task, Future<Void> future) {}

  /** What a task waits for, if it is not another task. */
  record Wait(Task task, Future<?> future, boolean isAlone) {
    /** Whether nobody has to end it but the model. */
    boolean mayLast() {
      return !isAlone || task.mayWaitForEver();
    }
  }

  final IOLoop loop; // null: there is none
  private final Duration patience;
  final Books books = new Books();
  final List<Permits> permits = List.of(new Permits(this, 1), new Permits(this, 2));
  final List<Items> items = List.of(new Items(this, 1), new Items(this, 0));
  final Signals signals = new Signals(this);
  final Event event = new Event();
  final Promise<Void> shared = new Promise<>(); // somebody always waits for it: nobody cancels it
  final Promise<Void> lonely = new Promise<>();
  final List<Forked> forked = new ArrayList<>();
  final List<Future<?>> left =
      new ArrayList<>(); // waits that only the end takes out of their lines
  final Set<Future<?>> hasArrived = new HashSet<>(); // scopes whose bodies had a value at once
  final Set<Wait> waits = new LinkedHashSet<>(); // oldest first
  final List<Request<?>> requests = new ArrayList<>(); // as well
  private boolean collects; // at the end
  private boolean isClosing;
  private int moments;

  private Run(IOLoop loop, Duration patience) {
    this.loop = loop;
    this.patience = patience;
    shared.addDoneCallback(done -> {});
  }

  static Run simulated(IOLoop loop) {
    return on(loop, SIMULATED);
  }

  static Run collecting(IOLoop loop) {
    Run run = simulated(loop);
    run.collects = true;
    return run;
  }

  static Run inRealTime(IOLoop loop) {
    return on(loop, REAL);
  }

  private static Run on(IOLoop loop, Duration patience) {
    Run run = new Run(loop, patience);
    loop.setExceptionHandler(run.books::reported);
    return run;
  }

  static Run withoutLoop() {
    return new Run(null, Duration.ZERO);
  }

  /** Counts up whenever something happens whose order matters to the model. */
  int nextMoment() {
    return ++moments;
  }

  /** From now on who is told of failures fails as well; both are logged. */
  void breakHandler() {
    loop.setExceptionHandler(exception -> {
      throw books.plan("handler");
    });
  }

  /** Whether failures that nobody has asked for are found at the end, not when they are collected. */
  boolean findsUnretrieved() {
    return patience == SIMULATED;
  }

  /** Whether the program has to end now. */
  boolean isClosing() {
    return isClosing;
  }

  @Coroutine
  Future<Void> main(List<Op> program) {
    int timers = Inside.timers(loop); // who runs the loop may have some
    Scoped all = new Scoped(null);
    Timeout closing = loop.callLater(patience, () -> close(all));
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
    await(sleep(patience)); // for timers and jobs of the program that nobody has waited for
    books.checkEquals(timers, Inside.timers(loop), "timers that are left");
    checkNothingIsLeft(all);
    return Future.of(null);
  }

  /** Runs a program whose statements need no loop, in this thread. */
  void mainWithoutLoop(List<Op> program) {
    Scoped all = new Scoped(null);
    Future<Void> end = new Task(this, all).whole(program);
    isClosing = true;
    while (!waits.isEmpty()) { // also of those that nobody waits for any more
      List.copyOf(waits).forEach(wait -> wait.future().cancel());
    }
    books.check(end.isDone(), "the program does not end: " + end);
    if (end.isDone() && !end.isCancelled() && end.exception() != null) {
      books.arrived(end.exception());
    }
    checkNothingIsLeft(all);
  }

  private void close(Scoped all) {
    isClosing = true;
    all.scope.cancel();
    loop.callLater(patience.dividedBy(100), this::endCleanUps);
  }

  /** Whoever was cancelled may wait in a finally block for ever; whoever was not, must not be there. */
  private void endCleanUps() {
    for (Wait wait : List.copyOf(waits)) {
      books.check(wait.mayLast(), "a coroutine that waits was not cancelled");
      end(wait.future());
    }
    if (!waits.isEmpty()) {
      loop.callLater(patience.dividedBy(100), this::endCleanUps);
    }
  }

  private void end(Future<?> wait) {
    try {
      wait.cancel();
    } catch (Planned hook) {
      books.arrived(hook);
      ((Promise<?>) wait).tryFail(new CancellationException("closing"));
    }
  }

  private void checkNothingIsLeft(Scoped all) {
    left.forEach(Future::cancel);
    requests.forEach(Request::cancel);
    if (collects) {
      System.gc();
      items.forEach(Items::checkLetGo);
    }
    books.checkEquals(0, all.running, "tasks that have outlived the program");
    permits.forEach(Permits::checkAtEnd);
    items.forEach(Items::checkAtEnd);
    signals.checkAtEnd();
    books.check(event.toString().endsWith("waiting=0]"), "left over: " + event);
    if (!shared.isDone()) {
      books.checkEquals(1, Inside.waiters(shared), "who waits for the shared promise");
      books.checkEquals(
          1,
          Math.max(1, Inside.observers(shared)), // none if no time limit has expired on it
          "who watches the shared promise for a late failure");
    }
  }
}
