package io.sirocco.it.model;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import io.sirocco.locks.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Statements that wait. */
final class Waits {
  private Waits() {}

  /** Waits for some time. */
  record Pause(int millis) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      long begin = task.run.loop.time();
      await(task.awaiting(Coroutines.sleep(Duration.ofMillis(millis))));
      task.run.books.check(
          task.run.loop.time() - begin >= millis * 1_000_000L, "a pause was too short");
      return Future.of(null);
    }

    @Override
    public void print(Text text) {
      text.line("await(sleep(" + millis + "));");
    }
  }

  /** Lets the others have a turn. */
  record Turn() implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      await(task.awaiting(Coroutines.moment()));
      return Future.of(null);
    }

    @Override
    public void print(Text text) {
      text.line("await(moment());");
    }
  }

  /** Waits for the event. */
  record AwaitEvent(Limit limit) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Event event = task.run.event;
      if (limit.kind() != Limit.Kind.WRAPPER) {
        await(task.awaiting(limit.on(task.run, event::waitUntilSet, event::waitUntilSet)));
        return Future.of(null);
      }
      Future<Void> wait = event.waitUntilSet();
      try {
        await(task.awaiting(limit.on(task.run, () -> wait, time -> wait)));
      } catch (TimeoutException | CancellationException e) {
        task.run.left.add(wait); // it stays in line: nobody but its holder can take it out
        throw e;
      }
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limit == Limit.NONE ? List.of() : List.of(new AwaitEvent(Limit.NONE));
    }

    @Override
    public void print(Text text) {
      text.line("await(" + limit.text("event.waitUntilSet") + ");");
    }
  }

  /** Waits for a signal. */
  record AwaitSignal(Limit limit) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      task.run.signals.hasHeard(await(task.awaiting(task.run.signals.waitFor(limit))));
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limit == Limit.NONE ? List.of() : List.of(new AwaitSignal(Limit.NONE));
    }

    @Override
    public void print(Text text) {
      text.line("await(" + limit.text("condition.waitForSignal") + ");");
    }
  }

  /** Waits for one of the promises. */
  record AwaitPromise(boolean isShared, Limit limit) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Promise<Void> promise = isShared ? task.run.shared : task.run.lonely;
      await(task.awaiting(
          limit.on(task.run, () -> promise, time -> Coroutines.withTimeout(time, promise))));
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limit == Limit.NONE ? List.of() : List.of(new AwaitPromise(isShared, Limit.NONE));
    }

    @Override
    public void print(Text text) {
      text.line("await(" + limit.text(isShared ? "shared" : "lonely") + ");");
    }
  }

  /** Waits for a job of the default executor. */
  record Job(boolean fails) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Future<Integer> job = task.run.loop.runInExecutor(null, () -> {
        if (fails) {
          throw task.run.books.plan("job");
        }
        return 7;
      });
      task.run.books.checkEquals(7, await(task.awaiting(job)), "value of a job");
      return Future.of(null);
    }

    @Override
    public void print(Text text) {
      text.line("await(runInExecutor(() -> " + (fails ? "fail()" : "7") + "));");
    }
  }

  /** Waits, until it is cancelled, for something whose hook for cancellations throws. */
  record AwaitHook() implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      await(task.awaiting(new Promise<Void>() {
        @Override
        public boolean cancel() {
          throw task.run.books.plan("hook");
        }
      }));
      return Future.of(null);
    }

    @Override
    public void print(Text text) {
      text.line("await(promiseWhoseCancelThrows());");
    }
  }
}
