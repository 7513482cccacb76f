package io.sirocco.jcstress;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.AsyncCallable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Coroutines on loops, with futures that other threads and other loops complete. */
public class LoopHandOffRaces {
  /** Runs a coroutine on a loop of this thread. */
  private static <T> Object onLoop(AsyncCallable<T> body) {
    try (IOLoop loop = new IOLoop()) {
      return End.of(() -> loop.runSync(body, LoopRaces.PATIENCE));
    }
  }

  @JCStressTest
  @Outcome(id = "8, here", expect = ACCEPTABLE, desc = "not overslept, and back on its own thread")
  @State
  public static class ForeignThreadCompletes {
    final Promise<Integer> promise = new Promise<>();
    int written;
    Thread resumedOn;

    @Coroutine
    Future<Integer> body() {
      int value = await(promise);
      resumedOn = Thread.currentThread();
      return Future.of(value + written);
    }

    @Actor
    public void complete() {
      written = 1;
      promise.complete(7);
    }

    @Actor
    public void run(LL_Result r) {
      r.r1 = onLoop(this::body);
      r.r2 = resumedOn == Thread.currentThread() ? "here" : "elsewhere";
    }
  }

  @JCStressTest
  @Outcome(id = "8, 7", expect = ACCEPTABLE, desc = "each loop goes on")
  @State
  public static class OtherLoopCompletes {
    final Promise<Integer> promise = new Promise<>();

    @Coroutine
    Future<Integer> waiting() {
      return Future.of(await(promise) + 1);
    }

    @Coroutine
    Future<Integer> completing() {
      await(moment());
      promise.complete(7);
      return promise;
    }

    @Actor
    public void waitingLoop(LL_Result r) {
      r.r1 = onLoop(this::waiting);
    }

    @Actor
    public void completingLoop(LL_Result r) {
      r.r2 = onLoop(this::completing);
    }
  }

  @JCStressTest
  @Outcome(id = "8, 7", expect = ACCEPTABLE, desc = "a coroutine is a future for other loops, too")
  @State
  public static class AwaitsACoroutineOfTheOtherLoop {
    final Promise<Future<Integer>> handOver = new Promise<>();

    @Coroutine
    Future<Integer> child() {
      await(moment());
      return Future.of(7);
    }

    @Coroutine
    Future<Integer> parent() {
      return Future.of(await(await(handOver)) + 1);
    }

    @Actor
    public void parentLoop(LL_Result r) {
      r.r1 = onLoop(this::parent);
    }

    @Actor
    public void childLoop(LL_Result r) {
      r.r2 = onLoop(() -> {
        Future<Integer> child = child();
        handOver.complete(child);
        return child;
      });
    }
  }

  @JCStressTest
  @Outcome(id = "21, 21", expect = ACCEPTABLE, desc = "both loops see every answer")
  @State
  public static class LoopsAnswerEachOther {
    final Promise<Integer> ping = new Promise<>();
    final Promise<Integer> pong = new Promise<>();
    final Promise<Integer> end = new Promise<>();

    @Coroutine
    Future<Integer> one() {
      ping.complete(1);
      int answer = await(pong);
      end.complete(answer * 10);
      return Future.of(answer * 10 + 1);
    }

    @Coroutine
    Future<Integer> other() {
      int question = await(ping);
      pong.complete(question + 1);
      return Future.of(await(end) + question);
    }

    @Actor
    public void oneLoop(LL_Result r) {
      r.r1 = onLoop(this::one);
    }

    @Actor
    public void otherLoop(LL_Result r) {
      r.r2 = onLoop(this::other);
    }
  }
}
