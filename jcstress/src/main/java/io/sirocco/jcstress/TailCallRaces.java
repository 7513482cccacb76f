package io.sirocco.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.CoroutineFrame;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A coroutine between two others that ends with a tail call, against what others do to its future. */
public class TailCallRaces {
  /** {@code await(input); return next.get();}. */
  static final class Step extends CoroutineFrame<Integer> {
    private final Supplier<Future<Integer>> next;

    Step(Supplier<Future<Integer>> next) {
      this.next = next;
    }

    @Override
    protected void resume(Object outcome) {
      finish(next.get(), this);
    }
  }

  /** First has returned middle, and middle is about to return last. */
  static class Chain {
    final Promise<Integer> firstInput = new Promise<>();
    final Promise<Integer> middleInput = new Promise<>();
    final Promise<Integer> lastInput = new Promise<>();
    final Future<Integer> last = new Step(() -> Future.of(7)).park(lastInput);
    final Future<Integer> middle = new Step(() -> last).park(middleInput);
    final Future<Integer> first = new Step(() -> middle).park(firstInput);

    Chain() {
      firstInput.complete(0);
    }
  }

  @JCStressTest
  @Outcome(id = "1, 7, 7", expect = ACCEPTABLE, desc = "called once, and all end")
  @State
  public static class TailCallAndCallback extends Chain {
    final AtomicInteger calls = new AtomicInteger();

    @Actor
    public void call() {
      middleInput.complete(0);
    }

    @Actor
    public void end() {
      lastInput.complete(0);
    }

    @Actor
    public void register() {
      middle.addDoneCallback(f -> calls.incrementAndGet());
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r1 = calls.get();
      r.r2 = End.of(first);
      r.r3 = End.of(middle);
    }
  }

  @JCStressTest
  @Outcome(id = "true, cancelled, cancelled, 7", expect = ACCEPTABLE, desc = "it was in time")
  @Outcome(id = "false, 7, 7, 7", expect = ACCEPTABLE, desc = "it was too late")
  @State
  public static class TailCallAndCancel extends Chain {
    @Actor
    public void call() {
      middleInput.complete(0);
    }

    @Actor
    public void end() {
      lastInput.complete(0);
    }

    @Actor
    public void cancel(LLLL_Result r) {
      r.r1 = middle.cancel();
    }

    @Arbiter
    public void after(LLLL_Result r) {
      r.r2 = End.of(first);
      r.r3 = End.of(middle);
      r.r4 = End.of(last);
    }
  }

  @JCStressTest
  @Outcome(id = "false, false, 1", expect = ACCEPTABLE, desc = "pending at first")
  @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "done in between")
  @Outcome(id = "true, true, 1", expect = ACCEPTABLE, desc = "done, and it stays so")
  @State
  public static class LookAndJoin extends Chain {
    final AtomicInteger calls = new AtomicInteger();

    public LookAndJoin() {
      middleInput.complete(0);
    }

    @Actor
    public void end() {
      lastInput.complete(0);
    }

    @Actor
    public void join() {
      middle.addDoneCallback(f -> calls.incrementAndGet());
    }

    @Actor
    public void look(LLL_Result r) {
      r.r1 = middle.isDone();
      r.r2 = middle.isDone();
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r3 = calls.get();
    }
  }
}
