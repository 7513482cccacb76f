package io.sirocco.it.support;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The outside world of a target: makes the futures that it awaits and completes them, one at a time,
 * in the order of a {@link Schedule}. Values and failures are written in the target; whether and how
 * long it has to wait for them is decided here.
 *
 * <p>One script runs at a time. All threads of a run see it.
 */
public final class Script {
  private static volatile Script current;

  private final Schedule schedule;
  private final Trace trace = new Trace();
  private final List<Runnable> pending = new ArrayList<>();
  private int made;

  private Script(Schedule schedule) {
    this.schedule = schedule;
  }

  /** Begins a new run. */
  public static Script begin(Schedule schedule) {
    Script script = new Script(schedule);
    current = script;
    return script;
  }

  /** The running script. */
  public static Script current() {
    return current;
  }

  // ---- what targets await ---------------------------------------------------------------------

  /** A future that will have this value. */
  public static <T> Future<T> later(T value) {
    if (current.cancelsNext()) {
      return cancelled();
    }
    if (current.failsNext()) {
      return failing(new ScriptedFailure());
    }
    if (current.isNextReady()) {
      return Future.of(value);
    }
    Promise<T> promise = new Promise<>();
    current.add(() -> promise.tryComplete(value));
    return promise;
  }

  /** A future that will fail with this exception. */
  public static <T> Future<T> failing(Throwable exception) {
    if (current.cancelsNext()) {
      return cancelled();
    }
    if (current.isNextReady()) {
      return Future.failed(exception);
    }
    Promise<T> promise = new Promise<>();
    current.add(() -> promise.tryFail(exception));
    return promise;
  }

  /** As {@link #later}, but a future of the JDK. */
  public static <T> CompletableFuture<T> stage(T value) {
    if (current.cancelsNext()) {
      return cancelledStage();
    }
    if (current.failsNext()) {
      return failingStage(new ScriptedFailure());
    }
    CompletableFuture<T> stage = new CompletableFuture<>();
    current.addOrRun(() -> stage.complete(value));
    return stage;
  }

  /** As {@link #failing}, but a future of the JDK. */
  public static <T> CompletableFuture<T> failingStage(Throwable exception) {
    if (current.cancelsNext()) {
      return cancelledStage();
    }
    CompletableFuture<T> stage = new CompletableFuture<>();
    current.addOrRun(() -> stage.completeExceptionally(exception));
    return stage;
  }

  private static <T> Future<T> cancelled() {
    Promise<T> promise = new Promise<>();
    current.addOrRun(promise::cancel);
    return promise;
  }

  private static <T> CompletableFuture<T> cancelledStage() {
    CompletableFuture<T> stage = new CompletableFuture<>();
    current.addOrRun(() -> stage.cancel(false));
    return stage;
  }

  /** What a future fails with if the schedule says so. */
  public static final class ScriptedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptedFailure() {
      super("scripted");
    }
  }

  private synchronized boolean failsNext() {
    return schedule.fails(made);
  }

  private synchronized boolean cancelsNext() {
    return schedule.cancels(made);
  }

  private synchronized boolean isNextReady() {
    return schedule.isReady(made++);
  }

  private void addOrRun(Runnable completion) {
    if (isNextReady()) {
      completion.run();
    } else {
      add(completion);
    }
  }

  private synchronized void add(Runnable completion) {
    pending.add(completion);
  }

  // ---- what drives a run ----------------------------------------------------------------------

  /** How many futures there were so far. */
  public synchronized int made() {
    return made;
  }

  /** What the target did. */
  public Trace trace() {
    return trace;
  }

  /** Whether a future is pending that this script will complete. */
  public synchronized boolean hasPending() {
    return !pending.isEmpty();
  }

  /**
   * Completes one pending future; those who wait for it run before this returns, unless they live on a
   * loop.
   *
   * @return false if nothing is pending
   */
  public boolean completeNext() {
    Runnable completion;
    synchronized (this) {
      if (pending.isEmpty()) {
        return false;
      }
      completion = pending.remove(schedule.next(pending.size()));
    }
    completion.run();
    return true;
  }
}
