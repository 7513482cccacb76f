package io.sirocco.it.harness;

import io.sirocco.AsyncIterator;
import io.sirocco.Awaitable;
import io.sirocco.CoroutineFrame;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;

/**
 * A coroutine whose body was not rewritten and runs on a thread of its own; it talks to the runtime
 * exactly as generated code does.
 *
 * <p>Body and caller never run at the same time: one waits for the other at {@link #fromBody} or
 * {@link #toBody}.
 */
final class ThreadFrame extends CoroutineFrame<Object> {
  static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
    Thread thread = new Thread(task, "body of a coroutine");
    thread.setDaemon(true);
    return thread;
  });
  private static final ThreadLocal<ThreadFrame> RUNNING = new ThreadLocal<>();

  private final OracleCalls.Body body;
  private final Object generator; // null if this is none
  private final IOLoop loop = IOLoop.currentOrNull();
  private final SynchronousQueue<Object> toBody = new SynchronousQueue<>();
  private final SynchronousQueue<Object> fromBody = new SynchronousQueue<>();

  private record Suspended(Future<?> awaited) {}

  private record Returned(Object result) {}

  private record Threw(Throwable exception) {}

  /** What the body wants to have called where the coroutine lives. */
  private record Call(Supplier<?> called) {
    /** Returned or Threw. */
    Object event() {
      try {
        return new Returned(callAtHome(called)); // this may be the thread of another body
      } catch (Throwable exception) {
        return new Threw(exception);
      }
    }
  }

  ThreadFrame(OracleCalls.Body body) {
    this(body, null);
  }

  /** For the body of a generator. */
  ThreadFrame(OracleCalls.Body body, Object generator) {
    this.body = body;
    this.generator = generator;
  }

  /** Runs the body up to its first suspension or its end. */
  Object begin() throws Throwable {
    THREADS.execute(this::runBody);
    Object event = nextEvent();
    if (event instanceof Suspended suspended) {
      return suspended;
    }
    return resultOf(event);
  }

  /** Up to the next suspension or the end of the body. */
  private Object nextEvent() {
    Object event = take(fromBody);
    while (event instanceof Call call) {
      put(toBody, call.event());
      event = take(fromBody);
    }
    return event;
  }

  Future<?> parkFirst(Object suspended) {
    return park(((Suspended) suspended).awaited());
  }

  CompletableFuture<?> parkFirstCompletable(Object suspended) {
    return parkCompletable(((Suspended) suspended).awaited());
  }

  static boolean isSuspended(Object event) {
    return event instanceof Suspended;
  }

  private static Object resultOf(Object event) throws Throwable {
    if (event instanceof Threw threw) {
      throw threw.exception();
    }
    return ((Returned) event).result();
  }

  @Override
  protected void resume(Object outcome) throws Throwable {
    put(toBody, outcome);
    Object event = nextEvent();
    if (event instanceof Suspended suspended) {
      parkAgain(suspended.awaited());
      return;
    }
    Object result = resultOf(event);
    if (result instanceof Awaitable<?> awaitable) {
      finish(awaitable, this);
    } else if (result == ThreadCalls.NOTHING) {
      finish(this);
    } else if (generator != null) {
      finish((AsyncIterator<?>) result, this);
    } else {
      finish((CompletionStage<?>) result, this);
    }
  }

  // ---- on the thread of the body --------------------------------------------------------------

  private void runBody() {
    RUNNING.set(this);
    if (loop != null) {
      loop.makeCurrent();
    }
    Object event;
    try {
      event = new Returned(body.run());
    } catch (Throwable exception) {
      event = new Threw(exception);
    } finally {
      RUNNING.remove();
      IOLoop.clearCurrent();
    }
    put(fromBody, event);
  }

  /** What {@code emit} is in the body. */
  static void emitInBody(Object value) {
    Object generator = RUNNING.get().generator;
    awaitInBody(callAtHome(() -> emit(value, generator)));
  }

  /** What {@code await} is in the body. */
  static Object awaitInBody(Future<?> awaited) {
    Object outcome = poll(awaited);
    if (outcome == null) {
      ThreadFrame frame = RUNNING.get();
      put(frame.fromBody, new Suspended(awaited));
      outcome = take(frame.toBody);
    }
    return take(awaited, outcome);
  }

  /**
   * Calls what looks at the thread that calls it: a generator goes on inside of a call that comes from its
   * own loop's thread, which the thread of a body is not.
   */
  @SuppressWarnings("unchecked") // the event has what was called returned
  static <T> T callAtHome(Supplier<T> called) {
    ThreadFrame frame = RUNNING.get();
    if (frame == null) {
      return called.get();
    }
    put(frame.fromBody, new Call(called));
    try {
      return (T) resultOf(take(frame.toBody));
    } catch (Throwable exception) {
      throw OracleCalls.<RuntimeException>sneaky(exception);
    }
  }

  static <T> void put(SynchronousQueue<T> queue, T value) {
    try {
      queue.put(value);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static <T> T take(SynchronousQueue<T> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
