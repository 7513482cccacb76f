package io.sirocco;

import io.sirocco.internal.TimerQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A timer of a loop. Ordered by deadline; equal deadlines by the order in which the loop learned of
 * them.
 */
final class LoopTimeout extends Task implements Timeout, TimerQueue.Timer<LoopTimeout> {
  private static final VarHandle ACTION;

  static {
    try {
      ACTION = MethodHandles.lookup().findVarHandle(LoopTimeout.class, "action", Waiter.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LoopEngine loop;
  private final long deadlineNanos;
  private int number; // among all timers of the loop; starts again after 2^32 of them
  private int slot; // of the loop's queue
  private volatile Waiter action; // taken once: by the loop to run it, or by cancel
  private Object argument;

  LoopTimeout(LoopEngine loop, long deadlineNanos, Waiter action, Object argument) {
    this.loop = loop;
    this.deadlineNanos = deadlineNanos;
    this.action = action;
    this.argument = argument;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  /** Gives the place among equal deadlines; before the timer is queued. */
  void setNumber(int number) {
    this.number = number;
  }

  /** When it is due, seen from some time; never overflows, and never is {@link Long#MIN_VALUE}. */
  long inNanos(long nowNanos) {
    long difference = deadlineNanos - nowNanos;
    boolean overflow = ((deadlineNanos ^ nowNanos) & (deadlineNanos ^ difference)) < 0;
    return overflow
        ? (deadlineNanos > 0 ? Long.MAX_VALUE : -Long.MAX_VALUE)
        : Math.max(difference, -Long.MAX_VALUE);
  }

  // ---- what it is for, as any thread may see it -------------------------------------------------

  /** What ends by this timer; null if it is not that. */
  Future<?> awaited() {
    return ContextHome.Step.unwrapped(action) instanceof Future<?> future ? future : null;
  }

  /** What ends by this timer at the latest; null if it is not for that. */
  Future<?> limited() {
    return argument instanceof Future<?> future ? future : null;
  }

  /** The class of the user whose callback this is; null if it has none. */
  String callbackOf() {
    Object callback = argument;
    if (action == null || callback == null) {
      return null;
    }
    String name = callback.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    name = lambda < 0 ? name : name.substring(0, lambda);
    return name.startsWith("io.sirocco.") ? null : name;
  }

  boolean isCancelled() {
    return action == null;
  }

  @Override
  public boolean cancel() {
    if (ACTION.getAndSet(this, null) == null) {
      return false;
    }
    argument = null; // what the callback refers to must not wait for the loop
    loop.timeoutCancelled(this);
    return true;
  }

  /** Runs the callback unless a timer or callback that ran before has cancelled it. */
  @Override
  void run(Object ignored) {
    Waiter due = (Waiter) ACTION.getAndSet(this, null);
    if (due != null) {
      due.run(argument);
    }
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public void setSlot(int slot) {
    this.slot = slot;
  }

  @Override
  public int compareTo(LoopTimeout other) {
    int byDeadline = Long.compare(deadlineNanos, other.deadlineNanos);
    return byDeadline != 0 ? byDeadline : number - other.number;
  }
}
