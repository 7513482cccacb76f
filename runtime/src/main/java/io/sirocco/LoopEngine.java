package io.sirocco;

import io.sirocco.internal.Surroundings;
import io.sirocco.internal.TimerQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;

/**
 * The engine of an {@link IOLoop}: its queues, and what an iteration does. The order of things in an
 * iteration is described there; when there is one, and in which thread, the {@link LoopDriver} decides.
 *
 * <p>The queue of ready waiters and the timers belong to the thread that runs the loop. All other
 * threads, and all threads while the loop does not run, use the inbox; but for those of a host, which
 * runs one thing at a time.
 */
abstract class LoopEngine extends Scheduler {
  private static final VarHandle THREAD;
  private static final VarHandle CLOSED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      THREAD = lookup.findVarHandle(LoopEngine.class, "thread", Thread.class);
      CLOSED = lookup.findVarHandle(LoopEngine.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final TimeSource clock;
  final LoopDriver driver;
  final Surroundings surroundings; // null unless a test simulates them
  private final TaskQueue ready = new TaskQueue();
  private final Inbox inbox = new Inbox();
  private final TimerQueue<LoopTimeout> timers = new TimerQueue<>();
  private final Task timerAdmission = new TimerAdmission();
  private final Task timerRemoval = new TimerRemoval();
  private final Inbox.Receiver receiver = this::receive; // a method reference: made once

  private int timersSoFar;
  private long callbacksSoFar;
  private long lateNanos; // how late the timers were that were due last
  private volatile Thread thread; // runs the loop; null while it does not run
  private volatile boolean closed;
  private volatile Watchdog watchdog; // null: nobody watches

  /**
   * Makes an engine.
   *
   * @param host null for a loop that has a thread of its own
   */
  LoopEngine(TimeSource clock, LoopHost host) {
    this.clock = clock;
    surroundings = clock instanceof Surroundings simulated ? simulated : null;
    if (surroundings != null) {
      Outside.isSimulated = true; // and never false again, which "|=" might write
    }
    driver = host == null ? new OwnThread(this) : new HostTurns(this, host);
  }

  /** Gets what a callback threw. */
  abstract void report(Throwable exception);

  // ---- its thread and its end -------------------------------------------------------------------

  /** Makes this the loop's thread: of all that run or close the loop, one at a time gets through. */
  final boolean claim() {
    return THREAD.compareAndSet(this, (Thread) null, Thread.currentThread());
  }

  /** The thread that runs the loop, or null. */
  final Thread thread() {
    return thread;
  }

  /** The loop does not run in this thread any more, for now. */
  final void pauseThread() {
    thread = null;
  }

  /**
   * Returns whether this thread runs the loop now: whether this is code of a callback, a timer or a coroutine of
   * it, or called by such code; for a guest, also whether it is other code of its host.
   */
  public final boolean isRunningHere() {
    return Thread.currentThread() == thread || driver.isBetweenTurnsHere();
  }

  final boolean isClosed() {
    return closed;
  }

  final void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the loop is closed");
    }
  }

  /** Closes the loop for what is new. Returns false if it was. */
  final boolean refuseAll() {
    return CLOSED.compareAndSet(this, false, true);
  }

  /** Forgets what is queued; on the loop's thread. */
  final void dropAll() {
    inbox.clear();
    ready.clear();
    timers.clear();
  }

  /** Returns whether some thread runs the loop now, or a host its turns. */
  public final boolean isRunning() {
    return driver.isDriving();
  }

  // ---- one iteration --------------------------------------------------------------------------

  final boolean hasReady() {
    return !ready.isEmpty();
  }

  final boolean hasNews() {
    return !inbox.isEmpty();
  }

  /** The timer that is due first; null if there is none. */
  final LoopTimeout nextTimer() {
    return timers.peek();
  }

  final void stayYoung() {
    ready.stayYoung();
  }

  /**
   * Begins an iteration: queues what has come, and what is due.
   *
   * @param polled whether the channels were looked at
   * @return how many callbacks the iteration has; to be run by {@link #runReady(int)}
   */
  final int collect(boolean polled) {
    inbox.drainTo(receiver);
    LoopTimeout next = timers.peek();
    long now = next == null ? 0 : time(); // without timers, do not even look at the clock
    boolean isTimerDue = next != null && next.deadlineNanos() <= now;
    if (polled || isTimerDue) {
      driver.collectChannels(!polled); // channels go before timers
    }
    if (isTimerDue) {
      lateNanos = now - next.deadlineNanos();
      enqueueDueTimers(now);
    }
    Watchdog watching = watchdog;
    if (watching != null) {
      watching.tick();
    }
    int callbacks = ready.size();
    callbacksSoFar += callbacks;
    return callbacks;
  }

  /** What is simulated happens before an iteration: threads and executors hand over, time passes. */
  final void letOthersAct(boolean isIdle) {
    LoopTimeout next = timers.peek();
    surroundings.beginIteration(isIdle, next == null ? Long.MAX_VALUE : next.deadlineNanos());
  }

  final void addReady(Waiter waiter, Object argument) {
    ready.add(waiter, argument);
  }

  /**
   * Timers enter and leave their own queue at once: they can be due in the iteration that begins, or
   * else be what it would wait for.
   */
  private void receive(Waiter waiter, Object argument) {
    if (waiter == timerAdmission || waiter == timerRemoval) {
      waiter.run(argument);
    } else {
      ready.add(waiter, argument);
    }
  }

  private void enqueueDueTimers(long now) {
    LoopTimeout next = timers.peek();
    while (next != null && next.deadlineNanos() <= now) {
      ready.add(next, null); // first: it may fail for want of memory
      timers.remove(next);
      next = timers.peek();
    }
  }

  /** Runs as many callbacks, of those that are queued; less if one of them drops or runs the others. */
  final void runReady(int callbacks) {
    for (int left = callbacks; left > 0 && !ready.isEmpty(); left--) {
      try {
        ready.runNext();
      } catch (Throwable exception) {
        report(exception);
      }
      Here.enter(this); // what a callback has set ends with it
    }
  }

  // ---- figures ----------------------------------------------------------------------------------

  /**
   * How late timers run: by how much the first of those that ran last was late or, if that is more, by how much
   * the next one is by now. Grows while a callback holds the loop. Any thread may ask, also for the other
   * figures.
   *
   * @return zero if no timer has run yet; never negative
   */
  public final Duration lag() {
    LoopTimeout next = timers.peek();
    long overdue = next == null ? 0 : -next.inNanos(time());
    return Duration.ofNanos(Math.max(lateNanos, Math.max(0, overdue)));
  }

  /** Number of callbacks that are ready to run, without those that other threads have just added. */
  public final int queueLength() {
    return ready.size();
  }

  /** Number of callbacks that this loop has begun to run since it was made; a resumed coroutine is one. */
  public final long callbacksSoFar() {
    return callbacksSoFar;
  }

  // ---- being watched --------------------------------------------------------------------------

  /** Replaces the watchdog; null for none. */
  final synchronized void setWatchdog(Watchdog next) {
    stopWatchdog();
    watchdog = next;
    if (driver.isDriving()) {
      startWatchdog();
    }
  }

  final synchronized void startWatchdog() {
    if (watchdog != null) {
      watchdog.start();
    }
  }

  /** One step for {@link #setWatchdog}, or it could start a watchdog that nobody stops. */
  final synchronized void leaveThread() {
    stopWatchdog();
    thread = null;
  }

  final synchronized void stopWatchdog() {
    if (watchdog != null) {
      watchdog.stop();
    }
  }

  /** Whether the loop's thread waits for work; also true for a moment after work has come. */
  final boolean isAsleep() {
    return driver.isAsleep();
  }

  // ---- what it runs ---------------------------------------------------------------------------

  @Override
  final void post(Waiter waiter, Object argument) {
    if (Thread.currentThread() == thread) {
      ready.add(waiter, argument);
    } else if (!closed) {
      postFromOutside(waiter, argument);
    }
  }

  private void postFromOutside(Waiter waiter, Object argument) {
    if (driver.isBetweenTurnsHere()) {
      receive(waiter, argument);
    } else {
      inbox.add(waiter, argument);
    }
    driver.wakeUp();
  }

  @Override
  final Timeout schedule(long deadlineNanos, Waiter action, Object argument) {
    LoopTimeout timeout = new LoopTimeout(this, deadlineNanos, action, argument);
    if (Thread.currentThread() == thread) {
      timerAdmission.run(timeout);
    } else {
      post(timerAdmission, timeout);
    }
    return timeout;
  }

  /** Called by a timer of this loop, in any thread. */
  final void timeoutCancelled(LoopTimeout timeout) {
    if (isRunningHere()) {
      timers.remove(timeout);
    } else {
      post(timerRemoval, timeout);
    }
  }

  /** The timers in the queue; any thread may ask, see {@link TimerQueue#glance}. */
  final List<LoopTimeout> queuedTimeouts() {
    return timers.glance();
  }

  /** Number of timers in the queue. */
  final int queuedTimers() {
    return timers.size();
  }

  private final class TimerAdmission extends Task {
    @Override
    void run(Object timeout) {
      LoopTimeout admitted = (LoopTimeout) timeout;
      if (!admitted.isCancelled()) { // by the loop, before it learned of it
        admitted.setNumber(timersSoFar++);
        timers.add(admitted);
      }
    }
  }

  private final class TimerRemoval extends Task {
    @Override
    void run(Object timeout) {
      timers.remove((LoopTimeout) timeout);
    }
  }

  @Override
  public String toString() {
    return "IOLoop[" + (closed ? "closed" : driver.state()) + "]";
  }
}
