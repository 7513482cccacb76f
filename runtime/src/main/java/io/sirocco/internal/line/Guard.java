package io.sirocco.internal.line;

import io.sirocco.IOLoop;
import java.util.function.Supplier;

/**
 * Lets an object be used in one place at a time.
 *
 * <pre>
 *            used on the thread of a running loop
 *   NOBODY'S ────────────────────────────────────> THE LOOP'S
 *      ^                                               │
 *      └───────────────────────────────────────────────┘
 *          used elsewhere while that loop does not run
 * </pre>
 *
 * <p>What is nobody's may be used by any thread; each use holds the monitor of the guard. What is a loop's
 * is used by that loop alone, without the monitor: all that costs is a comparison of threads. While the loop runs,
 * a use elsewhere is an exception. A loop that goes on in another thread is the same loop.
 *
 * <p>The loop's thread does not take the monitor, and so could miss that another one takes the object from
 * its loop just now. Therefore the other one first makes it nobody's, and then looks whether the loop runs;
 * and a loop first says that it runs, and then looks whose the object is. One of them sees the other.
 *
 * <p>Code inside of the guard completes no future: who waits for it could go on there.
 */
public final class Guard {
  private final String name; // of what is guarded, in messages
  private volatile IOLoop owner; // null: nobody's; written by who holds the monitor

  /** Makes a guard of something that is nobody's. */
  public Guard(String name) {
    this.name = name;
  }

  /** Returns whether this thread runs the loop whose it is, and needs no monitor. */
  public boolean isOpen() {
    IOLoop loop = owner;
    return loop != null && loop.thread() == Thread.currentThread();
  }

  /**
   * Calls something that the guard is not open for, under the monitor.
   *
   * @throws IllegalStateException if a loop that runs in another thread is the owner
   */
  public <R> R call(Supplier<R> body) {
    synchronized (this) {
      enter();
      return body.get();
    }
  }

  /** To be called first by who has taken the monitor; as {@link #call}. */
  public void enter() {
    IOLoop running = running();
    IOLoop former = ownerElsewhere();
    if (former != null) {
      String place = running != null ? "on " + running : "in thread " + threadName();
      throw new IllegalStateException("this " + name + " belongs to " + former + " and was used "
          + place + ": let its loop do that, with addCallback");
    }
    if (running != null && owner == null) {
      owner = running;
    }
  }

  /**
   * Runs something that any thread may ask for: here, or soon on the loop whose it is. Nothing happens if
   * that loop is closed meanwhile.
   */
  public void runAnywhere(Runnable body) {
    if (isOpen()) {
      body.run();
      return;
    }
    IOLoop loop;
    synchronized (this) {
      loop = ownerElsewhere();
      if (loop == null) {
        body.run();
      }
    }
    if (loop != null) {
      loop.addCallback(() -> runAnywhere(body));
    }
  }

  /** The owner if it runs in another thread; otherwise null, and nobody but this thread is the owner. */
  private IOLoop ownerElsewhere() {
    IOLoop former = owner;
    if (former == null || former.thread() == Thread.currentThread()) {
      return null;
    }
    owner = null; // before looking whether it runs
    if (former.thread() == null) {
      return null;
    }
    owner = former;
    return former;
  }

  /** The loop that runs in this thread and is current; null if there is none. */
  private static IOLoop running() {
    IOLoop loop = IOLoop.currentOrNull();
    return loop != null && loop.thread() == Thread.currentThread() ? loop : null;
  }

  private static String threadName() {
    return Thread.currentThread().getName();
  }
}
