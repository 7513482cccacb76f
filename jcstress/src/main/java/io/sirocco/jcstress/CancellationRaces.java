package io.sirocco.jcstress;

import static io.sirocco.Coroutines.await;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Cancelling the future of a coroutine, or the one that it awaits, while it goes on. The rule: a
 * cancelled coroutine is not stopped, its later result is dropped.
 */
public class CancellationRaces {
  @JCStressTest
  @Outcome(id = "false, 8, 2", expect = ACCEPTABLE, desc = "it had ended before")
  @Outcome(id = "true, cancelled, 2", expect = ACCEPTABLE, desc = "cancelled, ran to its end")
  @State
  public static class OwnFutureAndItsEnd {
    final Promise<Integer> promise = new Promise<>();
    final Future<Integer> result = body();
    int steps;

    @Coroutine
    Future<Integer> body() {
      steps++;
      int value = await(promise);
      steps++;
      return Future.of(value + 1);
    }

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void cancel(LLL_Result r) {
      r.r1 = result.cancel();
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r2 = End.of(result);
      r.r3 = steps;
    }
  }

  @JCStressTest
  @Outcome(id = "false, 12, 3", expect = ACCEPTABLE, desc = "it had ended before")
  @Outcome(
      id = "true, cancelled, 3",
      expect = ACCEPTABLE,
      desc = "cancelled, suspended again, ended")
  @State
  public static class OwnFutureAndResumption {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();
    final Future<Integer> result = body();
    int steps;

    @Coroutine
    Future<Integer> body() {
      steps++;
      int sum = 10 * await(one);
      steps++;
      sum += await(two);
      steps++;
      return Future.of(sum);
    }

    @Actor
    public void complete() {
      one.complete(1);
      two.complete(2);
    }

    @Actor
    public void cancel(LLL_Result r) {
      r.r1 = result.cancel();
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r2 = End.of(result);
      r.r3 = steps;
    }
  }

  @JCStressTest
  @Outcome(id = "true, false, 7, 1", expect = ACCEPTABLE, desc = "completed before")
  @Outcome(id = "false, true, caught, 1", expect = ACCEPTABLE, desc = "cancelled before")
  @State
  public static class AwaitedFuture {
    final Promise<String> promise = new Promise<>();
    final Future<String> result = body();
    int resumed;

    @Coroutine
    Future<String> body() {
      try {
        return Future.of(await(promise));
      } catch (CancellationException e) {
        return Future.of("caught");
      } finally {
        resumed++;
      }
    }

    @Actor
    public void complete(LLLL_Result r) {
      r.r1 = promise.tryComplete("7");
    }

    @Actor
    public void cancel(LLLL_Result r) {
      r.r2 = promise.cancel();
    }

    @Arbiter
    public void after(LLLL_Result r) {
      r.r3 = End.of(result);
      r.r4 = resumed;
    }
  }

  @JCStressTest
  @Outcome(id = "true, caught, 1", expect = ACCEPTABLE, desc = "suspended or not, it went on once")
  @State
  public static class AwaitedFutureAndSuspension {
    final Promise<String> promise = new Promise<>();
    Future<String> result;
    int resumed;

    @Coroutine
    Future<String> body() {
      try {
        return Future.of(await(promise));
      } catch (CancellationException e) {
        return Future.of("caught");
      } finally {
        resumed++;
      }
    }

    @Actor
    public void call() {
      result = body();
    }

    @Actor
    public void cancel(LLL_Result r) {
      r.r1 = promise.cancel();
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r2 = End.of(result);
      r.r3 = resumed;
    }
  }
}
