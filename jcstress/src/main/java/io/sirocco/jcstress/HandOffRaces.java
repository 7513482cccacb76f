package io.sirocco.jcstress;

import static io.sirocco.Coroutines.await;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.Awaitable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Woven coroutines without a loop, which go on in the thread that completes what they await: they are
 * handed from thread to thread with all that they hold, and go on exactly once after each await.
 *
 * <p>Their steps are counted in plain fields on purpose: only the hand-off orders them.
 */
public class HandOffRaces {
  @JCStressTest
  @Outcome(id = "8, 2", expect = ACCEPTABLE, desc = "suspended or not, it went on once")
  @State
  public static class CompletionAndSuspension {
    final Promise<Integer> promise = new Promise<>();
    Future<Integer> result;
    int steps;

    @Coroutine
    Future<Integer> body(int more) {
      steps++;
      int value = await(promise);
      steps++;
      return Future.of(value + more);
    }

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void call() {
      result = body(1);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = End.of(result);
      r.r2 = steps;
    }
  }

  @JCStressTest
  @Outcome(id = "abc12, 3, 3", expect = ACCEPTABLE, desc = "all locals, and what both had written")
  @State
  public static class TwoThreadsCompleteOneAfterTheOther {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();
    final Future<String> result = body("a");
    int steps;
    int writtenByOne;
    int writtenByTwo;
    int read;

    @Coroutine
    Future<String> body(String a) {
      steps++;
      String b = a + "b";
      int first = await(one);
      read += writtenByOne;
      steps++;
      String c = b + "c";
      int second = await(two);
      read += writtenByTwo;
      steps++;
      return Future.of(c + first + second);
    }

    @Actor
    public void first() {
      writtenByOne = 1;
      one.complete(1);
    }

    @Actor
    public void second() {
      writtenByTwo = 2;
      two.complete(2);
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r1 = End.of(result);
      r.r2 = steps;
      r.r3 = read;
    }
  }

  @JCStressTest
  @Outcome(id = "12, 5", expect = ACCEPTABLE, desc = "no step twice, none lost")
  @State
  public static class CallerAndCompleterMeetTwice {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();
    Future<Integer> result;
    int steps;

    @Coroutine
    Future<Integer> inner(Promise<Integer> promise) {
      steps++;
      return Future.of(await(promise));
    }

    @Coroutine
    Future<Integer> outer() {
      steps++;
      int sum = 10 * await(inner(one));
      steps++;
      sum += await(inner(two));
      steps++;
      return Future.of(sum);
    }

    @Actor
    public void complete() {
      one.complete(1);
      two.complete(2);
    }

    @Actor
    public void call() {
      result = outer();
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = End.of(result);
      r.r2 = steps;
    }
  }

  @JCStressTest
  @Outcome(id = "IllegalStateException, 2", expect = ACCEPTABLE, desc = "thrown at the await, once")
  @State
  public static class FailureAndSuspension {
    final Promise<Integer> promise = new Promise<>();
    Future<Integer> result;
    int steps;

    @Coroutine
    Future<Integer> body() {
      try {
        steps++;
        return Future.of(await(promise));
      } finally {
        steps++;
      }
    }

    @Actor
    public void fail() {
      promise.fail(new IllegalStateException());
    }

    @Actor
    public void call() {
      result = body();
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = End.of(result);
      r.r2 = steps;
    }
  }

  @JCStressTest
  @Outcome(id = "7", expect = ACCEPTABLE, desc = "the coroutine ends as what it returned does")
  @State
  public static class ReturnsAPendingFuture {
    final Promise<Integer> awaited = new Promise<>();
    final Promise<Integer> returned = new Promise<>();
    final Future<Integer> result = body();

    @Coroutine
    Future<Integer> body() {
      await(awaited);
      return returned;
    }

    @Actor
    public void resume() {
      awaited.complete(1);
    }

    @Actor
    public void complete() {
      returned.complete(7);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = End.of(result);
    }
  }

  @JCStressTest
  @Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "the stage gets the result")
  @State
  public static class ReturnsACompletableFuture {
    final Promise<Integer> promise = new Promise<>();
    final AtomicInteger calls = new AtomicInteger();
    CompletableFuture<Integer> result;

    @Coroutine
    CompletableFuture<Integer> body() {
      return CompletableFuture.completedFuture(await(promise));
    }

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void call() {
      result = body();
      result.thenRun(calls::incrementAndGet);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = result.getNow(null);
      r.r2 = calls.get();
    }
  }

  @JCStressTest
  @Outcome(id = "2, 7", expect = ACCEPTABLE, desc = "ran to its end, once")
  @State
  public static class ReturnsNothing {
    final Promise<Integer> promise = new Promise<>();
    int steps;
    int got;

    @Coroutine
    void body() {
      steps++;
      got = await(promise);
      steps++;
    }

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void call() {
      body();
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = steps;
      r.r2 = got;
    }
  }

  @JCStressTest
  @Outcome(id = "7, IllegalStateException, 1", expect = ACCEPTABLE, desc = "the first started it")
  @Outcome(id = "IllegalStateException, 7, 1", expect = ACCEPTABLE, desc = "the second started it")
  @State
  public static class LazyCoroutineStartedTwice {
    final AtomicInteger runs = new AtomicInteger();
    final Awaitable<Integer> lazy = body();

    @Coroutine
    Awaitable<Integer> body() {
      runs.incrementAndGet();
      return Future.of(await(Future.of(7)));
    }

    @Actor
    public void first(LLL_Result r) {
      r.r1 = End.of(() -> End.of(lazy.start()));
    }

    @Actor
    public void second(LLL_Result r) {
      r.r2 = End.of(() -> End.of(lazy.start()));
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r3 = runs.get();
    }
  }
}
