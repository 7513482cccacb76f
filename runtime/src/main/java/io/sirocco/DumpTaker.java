package io.sirocco;

import io.sirocco.dump.Dump;
import io.sirocco.dump.LoopDump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a dump, in any thread, while the loops run or are blocked: it only reads, without asking anybody to
 * wait, so that what is told may be some microseconds apart.
 */
final class DumpTaker {
  private static final String DEAD_END = "a dead end";
  private static final int LONGEST_STACK = 40;

  private final Map<Integer, IOLoop> loops;
  private final Map<CoroutineFrame<?>, AwaitWalk.Known> known = new IdentityHashMap<>();
  private final WaitFolder folder = new WaitFolder(known);
  private final AwaitWalk walk = new AwaitWalk(known, folder);
  private final List<List<String>> deadEnds = new ArrayList<>();

  private DumpTaker(Map<Integer, IOLoop> loops) {
    this.loops = loops;
  }

  /** Of all loops, and of what belongs to none. */
  static Dump all() {
    DumpTaker taker = new DumpTaker(KnownLoops.all());
    List<LoopDump> dumps = new ArrayList<>();
    taker.look();
    taker.loops.forEach((number, loop) -> {
      if (!loop.isClosed() || taker.folder.hasAny(loop)) {
        dumps.add(taker.loopDump(number, loop));
      }
    });
    if (taker.folder.hasAny(Trampoline.INSTANCE)) {
      dumps.add(taker.looplessDump());
    }
    return taker.dump(dumps);
  }

  /** Of one loop. */
  static Dump of(IOLoop loop) {
    DumpTaker taker = new DumpTaker(KnownLoops.only(loop));
    List<LoopDump> dumps = new ArrayList<>();
    taker.look();
    taker.loops.forEach((number, same) -> dumps.add(taker.loopDump(number, same)));
    return taker.dump(dumps);
  }

  /** What a loop waits for, as an exception; null if that cannot be found out, for want of memory. */
  static Throwable noteOf(IOLoop loop) {
    try {
      return of(loop).note();
    } catch (Throwable e) { // what it is for is more important
      return null;
    }
  }

  private Dump dump(List<LoopDump> dumps) {
    boolean isComplete = walk.isComplete() && folder.isComplete();
    return new Dump(Tracking.IS_ON, isComplete, dumps, deadEnds);
  }

  // ---- looking ----------------------------------------------------------------------------------

  private void look() {
    loops.values().forEach(this::lookAtTimers);
    loops.values().forEach(loop -> loop.driver.showTo(walk));
    ExecutorJob.showTo(walk);
    Tracking.forEach((frame, waits) -> walk.suspended(frame, waits.get(), waits.sinceNanos()));
    RunSync.showTo(walk);
    walk.run();
    findDeadEnds();
  }

  private void lookAtTimers(IOLoop loop) {
    long now = loop.time();
    for (LoopTimeout timer : loop.queuedTimeouts()) {
      long inNanos = timer.inNanos(now);
      if (timer.awaited() != null) {
        folder.due(timer.awaited(), inNanos);
        walk.source(timer.awaited(), folder.targetOf(timer.awaited()));
      } else if (timer.limited() != null) {
        walk.awaited(timer.limited());
      } else if (timer.callbackOf() != null) {
        folder.addCallback(loop, "timer of " + timer.callbackOf(), inNanos);
      }
    }
  }

  /** What could not be reached waits for something that waits for itself. */
  private void findDeadEnds() {
    List<CoroutineFrame<?>> unreached = new ArrayList<>();
    for (CoroutineFrame<?> frame : known.keySet()) {
      if (!walk.isVisited(frame) && !frame.isDone()) {
        unreached.add(frame);
      }
    }
    for (List<Future<?>> cycle : new AwaitCycles(known).find(unreached)) {
      deadEnds.add(cycle.stream().map(this::lineInCycle).toList());
      walk.from(cycle.get(0), DEAD_END);
    }
    walk.run();
  }

  private String lineInCycle(Future<?> member) {
    String line = folder.lineOf(member);
    return line == null ? folder.targetOf(member) : line;
  }

  // ---- one loop ---------------------------------------------------------------------------------

  private LoopDump loopDump(int number, IOLoop loop) {
    LoopTimeout next = loop.nextTimer();
    return new LoopDump(
        "loop " + number + " (" + (loop.isClosed() ? "closed" : loop.driver.state()) + ")",
        state(loop),
        loop.callbacksSoFar(),
        loop.queueLength(),
        loop.queuedTimers(),
        Optional.ofNullable(next).map(timer -> Duration.ofNanos(timer.inNanos(loop.time()))),
        loop.lag(),
        folder.coroutines(loop),
        stack(loop),
        folder.waits(loop));
  }

  private static String state(IOLoop loop) {
    if (loop.isClosed()) {
      return "closed";
    }
    if (loop.thread() == null) {
      return loop.isRunning() ? "asleep" : "stopped";
    }
    return loop.isAsleep() ? "asleep" : "busy";
  }

  private static List<String> stack(IOLoop loop) {
    Thread thread = loop.thread();
    if (thread == null || loop.isAsleep() || thread == Thread.currentThread()) {
      return List.of();
    }
    return AwaitTrace.onLoop(thread.getStackTrace()).stream()
        .limit(LONGEST_STACK)
        .map(AwaitTrace::plainly)
        .toList();
  }

  private LoopDump looplessDump() {
    return new LoopDump(
        "no loop",
        "asleep",
        0,
        0,
        0,
        Optional.empty(),
        Duration.ZERO,
        folder.coroutines(Trampoline.INSTANCE),
        List.of(),
        folder.waits(Trampoline.INSTANCE));
  }
}
