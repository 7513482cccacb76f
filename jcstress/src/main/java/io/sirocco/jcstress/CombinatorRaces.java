package io.sirocco.jcstress;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.withTimeout;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** {@code multi} and {@code withTimeout} over futures of other threads. */
public class CombinatorRaces {
  @JCStressTest
  @Outcome(id = "[1, 2], 1", expect = ACCEPTABLE, desc = "ended once, when both were done")
  @State
  public static class TwoChildrenOfMulti {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();
    final AtomicInteger calls = new AtomicInteger();
    final Future<List<Integer>> both = multi(List.of(one, two));

    public TwoChildrenOfMulti() {
      both.addDoneCallback(f -> calls.incrementAndGet());
    }

    @Actor
    public void first() {
      one.complete(1);
    }

    @Actor
    public void second() {
      two.complete(2);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = End.of(both);
      r.r2 = calls.get();
    }
  }

  @JCStressTest
  @Outcome(id = "[1, 2]", expect = ACCEPTABLE, desc = "no child was overlooked or counted twice")
  @State
  public static class ChildrenCompleteWhileMultiStarts {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();
    Future<List<Integer>> both;

    @Actor
    public void start() {
      both = multi(List.of(one, two));
    }

    @Actor
    public void complete() {
      two.complete(2);
      one.complete(1);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = End.of(both);
    }
  }

  @JCStressTest
  @Outcome(id = "ArithmeticException", expect = ACCEPTABLE, desc = "the first in the list wins")
  @State
  public static class TwoFailuresOfMulti {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();
    final Future<List<Integer>> both = multi(List.of(one, two), RuntimeException.class);

    @Actor
    public void first() {
      one.fail(new ArithmeticException());
    }

    @Actor
    public void second() {
      two.fail(new IllegalStateException());
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = End.of(both);
    }
  }

  @JCStressTest
  @Outcome(id = "false, [1, 2]", expect = ACCEPTABLE, desc = "done before")
  @Outcome(id = "true, cancelled", expect = ACCEPTABLE, desc = "cancelled before")
  @State
  public static class MultiAndCancel {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();
    final Future<List<Integer>> both = multi(List.of(one, two));

    @Actor
    public void complete() {
      one.complete(1);
      two.complete(2);
    }

    @Actor
    public void cancel(LL_Result r) {
      r.r1 = both.cancel();
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = End.of(both);
    }
  }

  @JCStressTest
  @Outcome(id = "[1, 2]", expect = ACCEPTABLE, desc = "one child here, one in another thread")
  @State
  public static class MultiOnALoop {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();

    @Actor
    public void complete() {
      one.complete(1);
    }

    @Actor
    public void run(L_Result r) {
      try (IOLoop loop = new IOLoop()) {
        loop.addCallback(() -> two.complete(2));
        r.r1 = loop.runSync(() -> multi(List.of(one, two)), LoopRaces.PATIENCE);
      }
    }
  }

  @JCStressTest
  @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "in time")
  @Outcome(id = "true, timeout", expect = ACCEPTABLE, desc = "too late: still done by its owner")
  @State
  public static class CompletionAndTimer {
    final Promise<String> promise = new Promise<>();

    @Coroutine
    Future<String> body() {
      try {
        return Future.of(await(withTimeout(Duration.ofSeconds(1), promise)));
      } catch (TimeoutException e) {
        return Future.of("timeout");
      }
    }

    @Actor
    public void complete(LL_Result r) {
      r.r1 = promise.tryComplete("1");
    }

    @Actor
    public void run(LL_Result r) {
      try (IOLoop loop = new IOLoop(new ManualTimeSource())) { // its time is over at once
        r.r2 = loop.runSync(this::body);
      }
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "in time")
  @Outcome(id = "timeout, 1", expect = ACCEPTABLE, desc = "too late; it goes on once in any case")
  @State
  public static class CompletionAndTimerWithoutLoop {
    final Promise<String> promise = new Promise<>();
    final AtomicInteger resumed = new AtomicInteger();

    @Coroutine
    Future<String> body() {
      try {
        return Future.of(await(withTimeout(Duration.ofNanos(1), promise)));
      } catch (TimeoutException e) {
        return Future.of("timeout");
      } finally {
        resumed.incrementAndGet();
      }
    }

    @Actor
    public void complete() {
      promise.complete("1");
    }

    @Actor
    public void call(LL_Result r) {
      r.r1 = body().join(LoopRaces.PATIENCE);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = resumed.get();
    }
  }
}
