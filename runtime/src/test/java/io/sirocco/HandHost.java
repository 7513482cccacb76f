package io.sirocco;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/** A host whose turns the test runs by hand, in the thread that made it. */
final class HandHost implements LoopHost {
  private final Queue<Runnable> asked = new ArrayDeque<>();
  private Thread thread = Thread.currentThread();
  private Runnable lastTurn; // null before the first
  private Runnable timer; // null: not armed
  private long delayNanos;
  private boolean rejects;
  private boolean terminated;
  private boolean keepsThread = true;

  @Override
  public synchronized void execute(Runnable turn) {
    checkAccepts();
    asked.add(turn);
  }

  @Override
  public synchronized void schedule(Runnable turn, long nanos) {
    checkAccepts();
    timer = turn;
    delayNanos = nanos;
  }

  private void checkAccepts() {
    if (rejects) {
      throw new RejectedExecutionException("shut down");
    }
  }

  @Override
  public boolean isHostThread() {
    return Thread.currentThread() == thread;
  }

  @Override
  public boolean keepsThread() {
    return keepsThread;
  }

  @Override
  public synchronized boolean isTerminated() {
    return terminated;
  }

  @Override
  public String toString() {
    return "the test";
  }

  /** How many turns were asked for and have not run. */
  synchronized int asked() {
    return asked.size();
  }

  /** Nanoseconds that the host shall wait; -1 if it need not. */
  synchronized long delayNanos() {
    return timer == null ? -1 : delayNanos;
  }

  /** Runs the turn that was asked for. */
  void turn() {
    next().run();
  }

  private synchronized Runnable next() {
    lastTurn = asked.remove();
    return lastTurn;
  }

  /** Runs a turn that nobody has asked for, as the event loop of a modal dialog does in a callback. */
  void turnInside() {
    lastTurn.run();
  }

  /** Runs turns until none is asked for. */
  void turns() {
    while (asked() > 0) {
      turn();
    }
  }

  /** The time of the host's timer has come. */
  void timer() {
    Runnable due = timer;
    timer = null;
    due.run();
  }

  void changesThreads() {
    keepsThread = false;
  }

  /** Works in another thread from now on. */
  void moveTo(Thread next) {
    thread = next;
  }

  synchronized void shutDown() {
    rejects = true;
  }

  synchronized void terminate() {
    rejects = true;
    terminated = true;
  }
}
