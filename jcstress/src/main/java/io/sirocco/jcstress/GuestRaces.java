package io.sirocco.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.IOLoop;
import io.sirocco.LoopHost;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Other threads at a loop that has a turn of its host. */
public class GuestRaces {
  /** Has room for one turn, and counts those that come too many. */
  static final class Host implements LoopHost {
    private final AtomicReference<Runnable> asked = new AtomicReference<>();
    final AtomicInteger tooMany = new AtomicInteger();
    private volatile Thread thread; // runs a turn; null: nobody

    @Override
    public void execute(Runnable turn) {
      if (asked.getAndSet(turn) != null) {
        tooMany.incrementAndGet();
      }
    }

    @Override
    public void schedule(Runnable turn, long delayNanos) {
      throw new AssertionError("there are no timers");
    }

    @Override
    public boolean isHostThread() {
      return Thread.currentThread() == thread;
    }

    @Override
    public boolean keepsThread() {
      return false;
    }

    /** Runs the turn that was asked for; returns whether there was one. */
    boolean turn() {
      Runnable turn = asked.getAndSet(null);
      if (turn == null) {
        return false;
      }
      thread = Thread.currentThread();
      turn.run();
      thread = null;
      return true;
    }
  }

  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "has run, and one turn was asked for at a time")
  @State
  public static class CallbackAndTurn {
    final Host host = new Host();
    final IOLoop loop = IOLoop.guestOf(host); // asks for a first turn
    int ran;

    @Actor
    public void post() {
      loop.addCallback(() -> ran++);
    }

    @Actor
    public void turn() {
      host.turn();
    }

    @Arbiter
    public void rest(II_Result r) {
      while (host.turn()) {}
      r.r1 = ran;
      r.r2 = host.tooMany.get();
      loop.close();
    }
  }

  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both have run, and one turn was asked for")
  @State
  public static class TwoCallbacks {
    final Host host = new Host();
    final IOLoop loop = IOLoop.guestOf(host);
    int ran;

    public TwoCallbacks() {
      host.turn();
    }

    @Actor
    public void one() {
      loop.addCallback(() -> ran++);
    }

    @Actor
    public void other() {
      loop.addCallback(() -> ran++);
    }

    @Arbiter
    public void rest(II_Result r) {
      while (host.turn()) {}
      r.r1 = ran;
      r.r2 = host.tooMany.get();
      loop.close();
    }
  }
}
