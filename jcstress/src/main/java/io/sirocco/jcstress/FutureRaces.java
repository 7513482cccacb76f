package io.sirocco.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.Future;
import io.sirocco.Promise;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Completing a future, against completing, cancelling and reading it. */
public class FutureRaces {
  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the first won")
  @Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "the second won")
  @State
  public static class TwoCompleters {
    final Promise<Integer> promise = new Promise<>();

    @Actor
    public void first(LLL_Result r) {
      r.r1 = promise.tryComplete(1);
    }

    @Actor
    public void second(LLL_Result r) {
      r.r2 = promise.tryComplete(2);
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r3 = End.of(promise);
    }
  }

  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "completed before")
  @Outcome(id = "false, true, cancelled", expect = ACCEPTABLE, desc = "cancelled before")
  @State
  public static class CompleterAndCancel {
    final Promise<Integer> promise = new Promise<>();

    @Actor
    public void complete(LLL_Result r) {
      r.r1 = promise.tryComplete(1);
    }

    @Actor
    public void cancel(LLL_Result r) {
      r.r2 = promise.cancel();
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r3 = End.of(promise);
    }
  }

  @JCStressTest
  @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "read before")
  @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "read in between")
  @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "done: what was written before is visible")
  @State
  public static class DoneMeansPublished {
    final Promise<Integer> promise = new Promise<>();
    int written;

    @Actor
    public void complete() {
      written = 1;
      promise.complete(7);
    }

    @Actor
    public void read(LL_Result r) {
      r.r1 = promise.isDone();
      r.r2 = written;
    }
  }

  @JCStressTest
  @Outcome(id = "null", expect = ACCEPTABLE, desc = "read before")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the value is there with all its fields")
  @State
  public static class ValueIsPublished {
    /** A value without final fields. */
    static final class Plain {
      int field;

      Plain(int field) {
        this.field = field;
      }
    }

    final Promise<Plain> promise = new Promise<>();

    @Actor
    public void complete() {
      promise.complete(new Plain(1));
    }

    @Actor
    public void read(L_Result r) {
      r.r1 = promise.isDone() ? promise.result().field : null;
    }
  }

  @JCStressTest
  @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "both before")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "in between")
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both after")
  @State
  public static class DoneForEver {
    final Promise<Integer> promise = new Promise<>();

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void read(LL_Result r) {
      r.r1 = promise.isDone();
      r.r2 = promise.isDone();
    }
  }

  @JCStressTest
  @Outcome(id = "7", expect = ACCEPTABLE, desc = "a thread that only looks will see it")
  @State
  public static class LookingEndsSometime {
    final Promise<Integer> promise = new Promise<>();

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void look(L_Result r) {
      while (!promise.isDone()) {
        continue; // nothing here tells the compiler to read again
      }
      r.r1 = promise.result();
    }
  }

  @JCStressTest
  @Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "woken, with what was written before")
  @State
  public static class BlockedThread {
    final Promise<Integer> promise = new Promise<>();
    int written;

    @Actor
    public void complete() {
      written = 1;
      promise.complete(7);
    }

    @Actor
    public void block(LL_Result r) {
      r.r1 = End.of(promise::get);
      r.r2 = written;
    }
  }

  @JCStressTest
  @Outcome(id = "null", expect = ACCEPTABLE, desc = "not seen yet")
  @Outcome(id = "7", expect = ACCEPTABLE, desc = "seen whole")
  @State
  public static class DoneFutureInPlainField {
    Future<Integer> shared;

    @Actor
    public void publish() {
      shared = Future.of(7);
    }

    @Actor
    public void read(L_Result r) {
      Future<Integer> seen = shared;
      r.r1 = seen == null ? null : End.of(seen);
    }
  }
}
