package io.sirocco;

import io.sirocco.internal.Poller;
import io.sirocco.internal.Surroundings;
import io.sirocco.internal.TimerQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectionKey;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The engine of an {@link IOLoop}: its queues and its iterations. The order of things in an iteration
 * is described there.
 *
 * <p>The queue of ready waiters and the timers belong to the thread that runs the loop. All other
 * threads, and all threads while the loop does not run, use the inbox.
 */
abstract class LoopEngine extends Scheduler {
  private static final VarHandle THREAD;

  static {
    try {
      THREAD = MethodHandles.lookup().findVarHandle(LoopEngine.class, "thread", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * While callbacks are queued and no timer is due, channels are looked at when this many callbacks have
   * run, and not in every iteration: a look is a system call and costs as much as some fifteen of them.
   */
  private static final int CALLBACKS_PER_POLL = 256;

  final TimeSource clock;
  final Surroundings surroundings; // null unless a test simulates them
  final Poller poller;
  final AwaitedChannels awaitedChannels;
  private final TaskQueue ready = new TaskQueue();
  private final Inbox inbox = new Inbox();
  private final TimerQueue<LoopTimeout> timers = new TimerQueue<>();
  private final Task timerAdmission = new TimerAdmission();
  private final Task timerRemoval = new TimerRemoval();
  private final Inbox.Receiver receiver =
      this::receive; // method references: made once, not per use
  private final BooleanSupplier news = this::hasNews;
  private final Consumer<SelectionKey> readyChannels = this::enqueue;

  private int timersSoFar;
  private int callbacksSincePoll;
  private volatile Thread thread; // runs the loop; null while it does not run
  private volatile boolean stopRequested;
  private volatile boolean closed;
  private volatile Watchdog watchdog; // null: nobody watches

  LoopEngine(TimeSource clock) {
    this.clock = clock;
    this.surroundings = clock instanceof Surroundings simulated ? simulated : null;
    if (surroundings != null) {
      Outside.isSimulated = true; // and never false again, which "|=" might write
    }
    this.poller = new Poller(surroundings);
    this.awaitedChannels = new AwaitedChannels(poller);
  }

  /** Gets what a callback threw. */
  abstract void report(Throwable exception);

  // ---- running --------------------------------------------------------------------------------

  /** Runs iterations in this thread until {@link #requestStop}; at least one. */
  final void runUntilStopped() {
    if (!claim()) {
      throw running();
    }
    startWatchdog();
    try {
      checkOpen();
      callbacksSincePoll = CALLBACKS_PER_POLL; // a single iteration looks at the channels, too
      do {
        runIteration();
      } while (!stopRequested);
    } finally {
      stopRequested = false;
      poller.restoreInterrupt();
      leaveThread();
    }
  }

  /** Makes this the loop's thread: of all that run or close the loop, one at a time gets through. */
  private boolean claim() {
    return THREAD.compareAndSet(this, (Thread) null, Thread.currentThread());
  }

  final void checkStartable() {
    checkOpen();
    if (thread != null) {
      throw running();
    }
  }

  final void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the loop is closed");
    }
  }

  private static IllegalStateException running() {
    return new IllegalStateException("the loop is already running");
  }

  final void requestStop() {
    stopRequested = true;
    poller.wakeUp();
  }

  final void release(boolean allChannels) {
    if (!claim()) {
      if (closed) {
        return; // somebody else closes it just now
      }
      throw new IllegalStateException("the loop is running: stop it before closing it");
    }
    try {
      closed = true;
      inbox.clear();
      ready.clear();
      timers.clear();
      poller.close(allChannels);
    } finally {
      thread = null;
    }
  }

  /** The thread that runs the loop, or null. */
  final Thread thread() {
    return thread;
  }

  final boolean isRunningHere() {
    return Thread.currentThread() == thread;
  }

  // ---- one iteration --------------------------------------------------------------------------

  private void runIteration() {
    if (surroundings != null) {
      letOthersAct();
    }
    boolean polled = waitForWork();
    inbox.drainTo(receiver);
    LoopTimeout next = timers.peek();
    long now = next == null ? 0 : time(); // without timers, do not even look at the clock
    boolean isTimerDue = next != null && next.deadlineNanos() <= now;
    if (isTimerDue && !polled) {
      poll(); // channels go before timers
    }
    poller.takeReady(readyChannels);
    if (isTimerDue) {
      enqueueDueTimers(now);
    }
    Watchdog watching = watchdog;
    if (watching != null) {
      watching.tick();
    }
    runReady();
  }

  /** What is simulated happens before an iteration: threads and executors hand over, time passes. */
  private void letOthersAct() {
    LoopTimeout next = timers.peek();
    surroundings.beginIteration(
        ready.isEmpty() && !hasNews(), next == null ? Long.MAX_VALUE : next.deadlineNanos());
  }

  /** Returns whether it looked at the channels. */
  private boolean waitForWork() {
    boolean callbacksWait = !ready.isEmpty() || hasNews();
    if (callbacksWait && callbacksSincePoll < CALLBACKS_PER_POLL) {
      return false;
    }
    ready.stayYoung();
    if (callbacksWait) {
      poll();
    } else {
      sleep();
    }
    return true;
  }

  /** Waits for a channel, a timer or another thread. */
  private void sleep() {
    callbacksSincePoll = 0;
    // A sleep polls as well. But it would not notice a channel that is closed already, and a clock
    // that is moved by hand must not skip what is ready.
    if ((awaitedChannels.areAwaited() || clock != TimeSource.SYSTEM) && poll()) {
      return;
    }
    LoopTimeout next = timers.peek();
    if (next == null) {
      if (surroundings == null || !surroundings.isAtRest(poller.hasChannels())) {
        poller.sleep(Poller.FOR_EVER, news);
      }
      return;
    }
    long delayNanos = next.deadlineNanos() - time();
    if (delayNanos <= 0) {
      poll();
    } else if (!clock.skipTo(next.deadlineNanos())) {
      poller.sleep(delayNanos, news);
    }
  }

  /** Returns whether there is something to do now. */
  private boolean poll() {
    callbacksSincePoll = 0;
    boolean channelsAreReady = poller.pollNow();
    awaitedChannels.failClosed();
    return channelsAreReady || !ready.isEmpty() || hasNews();
  }

  private boolean hasNews() {
    return !inbox.isEmpty() || stopRequested;
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

  private void enqueue(SelectionKey key) {
    if (key.attachment() instanceof AwaitedChannel awaited) {
      awaited.completeReady(key);
    } else {
      ready.add((Waiter) key.attachment(), key);
    }
  }

  private void enqueueDueTimers(long now) {
    LoopTimeout next = timers.peek();
    while (next != null && next.deadlineNanos() <= now) {
      timers.remove(next);
      ready.add(next, null);
      next = timers.peek();
    }
  }

  private void runReady() {
    int left = ready.size();
    callbacksSincePoll += left;
    for (; left > 0; left--) {
      try {
        ready.runNext();
      } catch (Throwable exception) {
        report(exception);
      }
      Here.enter(this); // what a callback has set ends with it
    }
  }

  // ---- being watched --------------------------------------------------------------------------

  /** Replaces the watchdog; null for none. */
  final synchronized void setWatchdog(Watchdog next) {
    stopWatchdog();
    watchdog = next;
    if (thread != null) {
      startWatchdog();
    }
  }

  private synchronized void startWatchdog() {
    if (watchdog != null) {
      watchdog.start();
    }
  }

  /** One step for {@link #setWatchdog}, or it could start a watchdog that nobody stops. */
  private synchronized void leaveThread() {
    stopWatchdog();
    thread = null;
  }

  private synchronized void stopWatchdog() {
    if (watchdog != null) {
      watchdog.stop();
    }
  }

  /** Whether the loop's thread waits for work; also true for a moment after work has come. */
  final boolean isAsleep() {
    return poller.isAsleep();
  }

  // ---- what it runs ---------------------------------------------------------------------------

  @Override
  final void post(Waiter waiter, Object argument) {
    if (Thread.currentThread() == thread) {
      ready.add(waiter, argument);
    } else if (!closed) {
      inbox.add(waiter, argument);
      poller.wakeUp();
    }
  }

  @Override
  final Timeout schedule(long deadlineNanos, Waiter action, Object argument) {
    LoopTimeout timeout = new LoopTimeout(this, deadlineNanos, action, argument);
    if (isRunningHere()) {
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

  /** Number of timers in the queue; for tests. */
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
    String state =
        closed ? "closed" : thread == null ? "stopped" : "running in " + thread.getName();
    return "IOLoop[" + state + "]";
  }
}
