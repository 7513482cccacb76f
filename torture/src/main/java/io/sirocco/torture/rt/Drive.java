package io.sirocco.torture.rt;

import io.sirocco.Awaitable;
import io.sirocco.Future;
import java.util.concurrent.CompletableFuture;

/**
 * One call of a method whose body has become a coroutine: the stub of the method begins it, calls the
 * coroutine, and then completes the pauses that the coroutine waits for until it is done.
 *
 * <p>Everything happens on the calling thread, so the method behaves as it did before. A coroutine
 * calls stubs too; their drives are nested in its own, each with pauses of its own.
 */
public abstract class Drive {
  /**
   * Without a loop, coroutines that are resumed more than 256 calls deep go on later, when the outer
   * ones have returned; but those here wait for the inner ones. So pauses deeper than this are done.
   */
  private static final int DEEPEST = 200;

  /** Steps without a pause left that a loop may take to bring a result to its future. */
  private static final int PATIENCE = 10;

  private static final boolean ON_LOOPS = Boolean.getBoolean("torture.loops");
  private static final ThreadLocal<Drive> CURRENT = new ThreadLocal<>();

  private final Drive outer;
  private final int depth;
  private int pauses; // that pend

  Drive(Drive outer) {
    this.outer = outer;
    this.depth = outer == null ? 1 : outer.depth + 1;
  }

  // ---- called by pauses

  /** The drive of the coroutine that runs in this thread; null if it must not be suspended. */
  static Drive ofSuspendable() {
    Drive drive = CURRENT.get();
    return drive == null || drive.depth > DEEPEST ? null : drive;
  }

  /** Takes care of {@code pause}, which is run once by a later {@link #step}. */
  final void add(Runnable pause) {
    pauses++;
    later(() -> {
      pauses--;
      pause.run();
    });
  }

  abstract void later(Runnable pause);

  /** Runs a pause, or what else there is to do. */
  abstract void step();

  /** Restores what was before the first {@link #later}. */
  abstract void leave();

  // ---- called by stubs

  /** Before the coroutine is called. */
  public static Drive begin() {
    Drive outer = CURRENT.get();
    Drive drive = ON_LOOPS ? new LoopDrive(outer) : new StackDrive(outer);
    CURRENT.set(drive);
    return drive;
  }

  /** After the coroutine was called: its value, or throws what it failed with. */
  public static Object end(Object result, Drive drive) {
    try {
      return drive.finish(result);
    } finally {
      drive.close();
    }
  }

  /** If the call threw an exception, which a coroutine never does unless there is no stack left. */
  public static Throwable threw(Throwable exception, Drive drive) {
    drive.close();
    if (!(exception instanceof VirtualMachineError)) {
      Violation.CALL_THAT_THREW.increment();
    }
    return exception;
  }

  private void close() {
    leave();
    CURRENT.set(outer); // also mends what a stack overflow in an inner drive has left
  }

  private Object finish(Object result) {
    if (result == null) {
      throw error(Violation.NO_FUTURE, "the coroutine returned null");
    }
    Object started = result instanceof Awaitable<?> awaitable ? awaitable.start() : result;
    run((java.util.concurrent.Future<?>) started);
    if (pauses > 0) {
      throw error(Violation.LOST_PAUSE, "the coroutine is done, but a pause of it still pends");
    }
    return started instanceof Future<?> future
        ? future.result()
        : result((CompletableFuture<?>) started);
  }

  private void run(java.util.concurrent.Future<?> future) {
    int idle = 0;
    while (!future.isDone()) {
      Pause.checkTime();
      idle = pauses == 0 ? idle + 1 : 0;
      if (idle > PATIENCE) {
        throw error(Violation.STUCK, "the coroutine is neither done nor waits for a pause");
      }
      step();
    }
  }

  /** Not {@code join}, which wraps failures. */
  private static Object result(CompletableFuture<?> done) {
    Object[] value = new Object[1];
    Throwable[] failure = new Throwable[1];
    done.whenComplete((v, f) -> {
      value[0] = v;
      failure[0] = f;
    });
    if (failure[0] != null) {
      throw Drive.<RuntimeException>sneaky(failure[0]);
    }
    return value[0];
  }

  private static AssertionError error(Violation violation, String message) {
    violation.increment();
    return new AssertionError("torture: " + message);
  }

  @SuppressWarnings("unchecked") // the cast does nothing: any exception may be thrown
  private static <E extends Throwable> E sneaky(Throwable exception) throws E {
    throw (E) exception;
  }
}
