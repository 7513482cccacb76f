package io.sirocco.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Timeout;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Other threads at a loop that runs, goes to sleep, stops or is closed. */
public class LoopRaces {
  /** After this time a wake-up is lost. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "not overslept, and what was written is visible")
  @State
  public static class CallbackAndSleep {
    final IOLoop loop = new IOLoop();
    int written;
    int read;

    @Actor
    public void post() {
      written = 1;
      loop.addCallback(() -> {
        read = written;
        loop.stop();
      });
    }

    @Actor
    public void run(L_Result r) {
      loop.start(); // sleeps for ever if the wake-up is lost
      r.r1 = read;
      loop.close();
    }
  }

  @JCStressTest
  @Outcome(id = "ab", expect = ACCEPTABLE, desc = "not overslept, in order")
  @State
  public static class CallbacksAndSleepWithTimer {
    final IOLoop loop = new IOLoop();
    final StringBuilder order = new StringBuilder();

    public CallbacksAndSleepWithTimer() {
      loop.callLater(PATIENCE, loop::stop);
    }

    @Actor
    public void post() {
      loop.addCallback(() -> order.append("a"));
      loop.addCallback(() -> {
        order.append("b");
        loop.stop();
      });
    }

    @Actor
    public void run(L_Result r) {
      loop.start();
      r.r1 = order.toString();
      loop.close();
    }
  }

  @JCStressTest
  @Outcome(id = "returned", expect = ACCEPTABLE, desc = "stopped before, or woken and stopped")
  @State
  public static class StopAndSleep {
    final IOLoop loop = new IOLoop();

    @Actor
    public void stop() {
      loop.stop();
    }

    @Actor
    public void run(L_Result r) {
      r.r1 = End.of(loop::start, "returned");
      loop.close();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"abAB", "aAbB", "aABb", "AaBb", "AabB", "ABab"},
      expect = ACCEPTABLE,
      desc = "none lost, those of each thread in their order")
  @State
  public static class TwoThreadsPost {
    final IOLoop loop = new IOLoop();
    final StringBuilder order = new StringBuilder();

    @Actor
    public void small() {
      loop.addCallback(() -> order.append("a"));
      loop.addCallback(() -> order.append("b"));
    }

    @Actor
    public void large() {
      loop.addCallback(() -> order.append("A"));
      loop.addCallback(() -> order.append("B"));
    }

    @Arbiter
    public void after(L_Result r) {
      loop.stop();
      loop.start();
      r.r1 = order.toString();
    }
  }

  @JCStressTest
  @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "cancelled: it does not run")
  @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "too late: it ran")
  @State
  public static class DueTimerAndCancel {
    final IOLoop loop = new IOLoop(new ManualTimeSource());
    int runs;
    final Timeout timer = loop.callLater(Duration.ofSeconds(1), () -> runs++);

    @Actor
    public void cancel(LL_Result r) {
      r.r1 = timer.cancel();
    }

    @Actor
    public void run(LL_Result r) {
      loop.callLater(Duration.ofSeconds(2), loop::stop);
      loop.start();
      r.r2 = runs;
    }
  }

  @JCStressTest
  @Outcome(id = "early", expect = ACCEPTABLE, desc = "the sleeper learns of it")
  @Outcome(id = "cancelledearly", expect = ACCEPTABLE, desc = "due before it was cancelled")
  @State
  public static class TimersFromAnotherThread {
    final IOLoop loop = new IOLoop();
    final StringBuilder order = new StringBuilder();

    public TimersFromAnotherThread() {
      loop.callLater(PATIENCE, loop::stop);
    }

    @Actor
    public void schedule() {
      loop.callLater(Duration.ofNanos(1), () -> order.append("cancelled")).cancel();
      loop.callLater(Duration.ofNanos(2), () -> {
        order.append("early");
        loop.stop();
      });
    }

    @Actor
    public void run(L_Result r) {
      loop.start();
      r.r1 = order.toString();
      loop.close();
    }
  }

  @JCStressTest
  @Outcome(id = "closed, added", expect = ACCEPTABLE, desc = "dropped, in silence")
  @State
  public static class CloseAndCallback {
    final IOLoop loop = new IOLoop();

    @Actor
    public void close(LL_Result r) {
      r.r1 = End.of(loop::close, "closed");
    }

    @Actor
    public void post(LL_Result r) {
      r.r2 = End.of(() -> loop.addCallback(() -> {}), "added");
    }
  }

  @JCStressTest
  @Outcome(id = "closed, ran", expect = ACCEPTABLE, desc = "one after the other")
  @Outcome(id = "closed, IllegalStateException", expect = ACCEPTABLE, desc = "closed before")
  @Outcome(id = "IllegalStateException, ran", expect = ACCEPTABLE, desc = "running: not closed")
  @State
  public static class CloseAndStart {
    final IOLoop loop = new IOLoop();
    String state;

    public CloseAndStart() {
      loop.addCallback(() -> {
        state = loop.toString().startsWith("IOLoop[running") ? "ran" : loop.toString();
        loop.stop();
      });
    }

    @Actor
    public void close(LL_Result r) {
      r.r1 = End.of(loop::close, "closed");
    }

    @Actor
    public void run(LL_Result r) {
      r.r2 = End.of(() -> {
        loop.start();
        return state;
      });
    }
  }
}
