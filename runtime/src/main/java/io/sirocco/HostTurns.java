package io.sirocco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Drives a loop in the turns that a host gives it, see {@link IOLoop#guestOf} (Trio calls this guest mode;
 * Tornado's loop is such a guest of asyncio's).
 *
 * <p>The host is asked for a turn when work comes; the next to come finds that it was asked. No work is lost:
 *
 * <pre>
 *   who has work   put it into the inbox;   then look at the state: if IDLE make it COMING and ask
 *   turn           state = RUNNING; ... ; not RUNNING any more;   then look into the inbox, and ask if needed
 * </pre>
 *
 * <p>All of these are volatile accesses: either the turn sees the work, or who brought it sees that no turn
 * comes. The timer that is due first is the host's to wait for.
 *
 * <p>A host may run a turn inside a turn, if a callback lets it go on meanwhile: a modal dialog does. The inner
 * turn takes over what the outer one has not run yet.
 */
final class HostTurns extends LoopDriver {
  /** So many, and then the host's other work has its turn. */
  private static final int CALLBACKS_PER_TURN = 256;

  private static final long NOT_ARMED = Long.MAX_VALUE;
  private static final long TERMINATION_CHECK_MILLIS = 100;

  private static final int IDLE = 0;
  private static final int COMING = 1; // the host has been asked, and the turn has not begun
  private static final int RUNNING = 2; // a turn has not ended; may be together with COMING

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(HostTurns.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LoopEngine loop;
  final LoopHost host;
  private final Runnable turn = this::runAsked; // made once: a turn allocates nothing
  private final Runnable timerTurn = this::runTimers;
  private final Set<CountDownLatch> callers = ConcurrentHashMap.newKeySet(); // blocked in runSync
  private volatile int state = IDLE;
  private volatile Thread asking; // is inside a method of the host
  private volatile Throwable rejection; // null: none
  private volatile boolean retired; // after the log has it: those who wait may go on

  // These belong to the host.
  private int left; // callbacks of an iteration that the end of a turn has cut
  private long armedNanos = NOT_ARMED; // when the host's timer is due

  HostTurns(LoopEngine loop, LoopHost host) {
    this.loop = loop;
    this.host = host;
  }

  /** Makes the loop current on the host's thread, now or in a first turn. */
  void settleIn() {
    host.onTermination(this::terminated);
    if (!host.isHostThread()) {
      wakeUp();
    } else if (host.keepsThread() && Here.loop() == null) {
      Here.setLoop((IOLoop) loop);
    }
  }

  // ---- asking ---------------------------------------------------------------------------------

  @Override
  void wakeUp() {
    if (state == IDLE && STATE.compareAndSet(this, IDLE, COMING)) {
      ask(NOT_ARMED);
    }
  }

  /** Asks for a turn: at once, or after some time. */
  private void ask(long delayNanos) {
    asking = Thread.currentThread();
    try {
      if (delayNanos == NOT_ARMED) {
        host.execute(turn);
      } else {
        host.schedule(timerTurn, delayNanos);
      }
    } catch (Throwable exception) {
      rejected(exception);
    } finally {
      asking = null;
    }
  }

  /** The loop will not get a turn any more. */
  private void rejected(Throwable exception) {
    rejection = exception;
    String name = loop.toString();
    if (loop.refuseAll()) {
      Log.error(
          "The host rejects the turns of " + name
              + ": the loop is closed, and what waits there does not go on",
          exception);
      retire();
    }
  }

  /** Arms the host's timer, unless it comes early enough. */
  private void arm() {
    LoopTimeout next = loop.nextTimer();
    if (next != null && next.deadlineNanos() < armedNanos) {
      armedNanos = next.deadlineNanos();
      ask(Math.max(1, armedNanos - loop.time()));
    }
  }

  // ---- a turn ---------------------------------------------------------------------------------

  private void runAsked() {
    state = RUNNING; // while a turn comes, nobody else changes the state
    run();
  }

  private void runTimers() {
    armedNanos = NOT_ARMED;
    runExtra();
  }

  /** A turn besides those that were asked for. */
  private void runExtra() {
    STATE.getAndBitwiseOr(this, RUNNING);
    run();
  }

  private void run() {
    checkHost();
    IOLoop outerLoop = Here.loop();
    Here.setLoop((IOLoop) loop);
    Scheduler outer = Here.enter(loop); // callbacks bring their own context
    try {
      runCallbacks();
    } finally {
      loop.pauseThread();
      Here.enter(outer);
      leave(outerLoop);
      if ((int) STATE.getAndBitwiseAnd(this, ~RUNNING) == RUNNING) {
        askForMore();
      }
    }
  }

  /** A host that is none must not get at the queues. */
  private void checkHost() {
    if (asking == Thread.currentThread()) {
      throw new IllegalStateException("the host ran a turn inside execute or schedule: " + host);
    }
    if (!loop.claim() && loop.thread() != Thread.currentThread()) {
      IllegalStateException twoAtOnce =
          new IllegalStateException("the host runs two turns at the same time: " + host);
      rejected(twoAtOnce);
      throw twoAtOnce;
    }
  }

  private void runCallbacks() {
    loop.stayYoung();
    int budget = CALLBACKS_PER_TURN;
    int callbacks = left;
    left = 0;
    while (budget > 0 && !loop.isClosed()) {
      if (callbacks == 0 && (callbacks = beginIteration()) == 0) {
        return;
      }
      if (callbacks > budget) {
        left = callbacks - budget;
        callbacks = budget;
      }
      loop.runReady(callbacks);
      budget -= callbacks;
      callbacks = 0;
    }
  }

  /** Returns how many callbacks there are to run now. */
  private int beginIteration() {
    int callbacks = loop.collect(false);
    while (callbacks == 0) {
      LoopTimeout next = loop.nextTimer();
      if (next == null || !loop.clock.skipTo(next.deadlineNanos())) {
        return 0;
      }
      callbacks = loop.collect(false);
    }
    return callbacks;
  }

  /** Between turns the loop stays current where the host runs nothing of others. */
  private void leave(IOLoop outerLoop) {
    if (loop.isClosed()) {
      left = 0;
      loop.dropAll();
      Here.setLoop(outerLoop == loop ? null : outerLoop);
    } else if (!host.keepsThread() || outerLoop != null && outerLoop.isRunningHere()) {
      Here.setLoop(outerLoop);
    }
  }

  private void askForMore() {
    if (loop.isClosed()) {
      return;
    }
    if (loop.hasReady() || loop.hasNews()) {
      wakeUp();
    } else {
      arm();
    }
    if (loop.isClosed()) { // it was rejected
      loop.dropAll();
    }
  }

  @Override
  void runReady() {
    if (loop.thread() == Thread.currentThread()) {
      return;
    }
    if (!host.isHostThread()) {
      throw new IllegalStateException(
          "only the thread of its host may run the callbacks of " + loop);
    }
    runExtra();
  }

  // ---- runSync --------------------------------------------------------------------------------

  @Override
  void checkCanRunSync() {
    if (loop.isRunningHere()) {
      throw new IllegalStateException(
          "this thread is that of the loop's host, which would wait for itself: "
              + "await in a coroutine, or start one with addCallback");
    }
  }

  /** An interrupt does not end the waiting; the thread gets it back afterwards. */
  @Override
  void runUntilEnd(RunSync call) {
    CountDownLatch ended = call.ended();
    boolean interrupted = false;
    callers.add(ended);
    try {
      while (ended.getCount() > 0 && !retired) {
        try {
          if (!ended.await(TERMINATION_CHECK_MILLIS, TimeUnit.MILLISECONDS)
              && host.isTerminated()) {
            terminated();
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      callers.remove(ended);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    checkEnded(call);
  }

  private void checkEnded(RunSync call) {
    if (!call.isEnded()) {
      throw rejection == null
          ? new IllegalStateException("the loop was closed before the future was done")
          : new IllegalStateException(
              "the host of the loop has ended before the future was done", rejection);
    }
  }

  /** The host has ended: closes the loop, unless nobody would notice. A later callback will be rejected. */
  void terminated() {
    Guests.remove(host, loop);
    if (!callers.isEmpty() || loop.hasReady() || loop.hasNews() || loop.nextTimer() != null) {
      rejected(new IllegalStateException("the host has ended: " + host));
    }
  }

  @Override
  void end(RunSync call) {
    call.ended().countDown();
  }

  // ---- closing --------------------------------------------------------------------------------

  @Override
  void close(boolean allChannels) {
    if (allChannels) {
      throw new UnsupportedOperationException(
          "a guest has no channels, they are its host's: call close()");
    }
    if (loop.refuseAll()) {
      retire();
      if (loop.isRunningHere()) {
        loop.dropAll();
      } else {
        wakeUp(); // a last turn
      }
    }
  }

  private void retire() {
    retired = true;
    Guests.remove(host, loop);
    loop.stopWatchdog();
    callers.forEach(CountDownLatch::countDown);
  }

  // ---- what a guest is --------------------------------------------------------------------------

  @Override
  boolean isBetweenTurnsHere() {
    return host.isHostThread();
  }

  @Override
  void collectChannels(boolean look) {}

  @Override
  boolean isAsleep() {
    return false; // between turns it has no thread, which says the same
  }

  @Override
  boolean isDriving() {
    return !loop.isClosed();
  }

  @Override
  String state() {
    return "guest of " + host;
  }

  @Override
  void runUntilStopped() {
    throw new UnsupportedOperationException(
        "the loop is a guest, and its host runs it: do not start it, use addCallback or runSync");
  }

  @Override
  void requestStop() {
    throw new UnsupportedOperationException(
        "the loop is a guest, and its host goes on: end the loop with close()");
  }

  @Override
  OwnThread channels() {
    throw new UnsupportedOperationException(
        "the loop is a guest, and its host has the channels: use those of the host, "
            + "or the ready() of a loop that is started");
  }
}
