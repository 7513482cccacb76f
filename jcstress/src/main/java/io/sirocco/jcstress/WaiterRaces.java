package io.sirocco.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What waits for a future, against what ends it: each waiter is woken exactly once. */
public class WaiterRaces {
  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "each once, with what was written before")
  @State
  public static class CompleterAndTwoCallbacks {
    final Promise<Integer> promise = new Promise<>();
    final AtomicInteger first = new AtomicInteger();
    final AtomicInteger second = new AtomicInteger();
    int written;
    int read;

    @Actor
    public void complete() {
      written = 1;
      promise.complete(7);
    }

    @Actor
    public void register() {
      promise.addDoneCallback(f -> {
        first.incrementAndGet();
        read = written;
      });
      promise.addDoneCallback(f -> second.incrementAndGet());
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r1 = first.get();
      r.r2 = second.get();
      r.r3 = read;
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "none pushes the other out")
  @State
  public static class TwoRegistrations {
    final Promise<Integer> promise = new Promise<>();
    final AtomicInteger first = new AtomicInteger();
    final AtomicInteger second = new AtomicInteger();

    @Actor
    public void one() {
      promise.addDoneCallback(f -> first.incrementAndGet());
    }

    @Actor
    public void other() {
      promise.addDoneCallback(f -> second.incrementAndGet());
    }

    @Arbiter
    public void after(LL_Result r) {
      promise.complete(7);
      r.r1 = first.get();
      r.r2 = second.get();
    }
  }

  @JCStressTest
  @Outcome(id = "1, cancelled", expect = ACCEPTABLE, desc = "a cancellation calls back, too")
  @State
  public static class CancelAndCallback {
    final Promise<Integer> promise = new Promise<>();
    final AtomicInteger calls = new AtomicInteger();

    @Actor
    public void cancel() {
      promise.cancel();
    }

    @Actor
    public void register() {
      promise.addDoneCallback(f -> calls.incrementAndGet());
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = calls.get();
      r.r2 = End.of(promise);
    }
  }

  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "called: it was not removed")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "removed: it is not called")
  @State
  public static class CompleterAndRemoval {
    final Promise<Integer> promise = new Promise<>();
    final AtomicInteger calls = new AtomicInteger();
    final Consumer<Object> callback = f -> calls.incrementAndGet();

    public CompleterAndRemoval() {
      promise.addDoneCallback(callback);
    }

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void remove(LL_Result r) {
      r.r2 = promise.removeDoneCallback(callback);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = calls.get();
    }
  }

  /** As {@link CompleterAndRemoval} with so many others that they are kept in another way. */
  @JCStressTest
  @Outcome(id = "21, 0", expect = ACCEPTABLE, desc = "called: it was not removed")
  @Outcome(id = "20, 1", expect = ACCEPTABLE, desc = "removed: it is not called")
  @State
  public static class CompleterAndRemovalAmongMany {
    final Promise<Integer> promise = new Promise<>();
    final AtomicInteger calls = new AtomicInteger();
    final Consumer<Object> callback = f -> calls.incrementAndGet();

    public CompleterAndRemovalAmongMany() {
      for (int i = 0; i < 20; i++) {
        if (i == 10) {
          promise.addDoneCallback(callback);
        }
        promise.addDoneCallback(f -> calls.incrementAndGet());
      }
    }

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void remove(LL_Result r) {
      r.r2 = promise.removeDoneCallback(callback);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = calls.get();
    }
  }

  /** All of many but one leave, which is alone again, while another one comes. */
  @JCStressTest
  @Outcome(id = "2, 20", expect = ACCEPTABLE, desc = "the two that stay are not lost")
  @State
  public static class RegistrationAndLastRemoval {
    final Promise<Integer> promise = new Promise<>();
    final AtomicInteger calls = new AtomicInteger();
    final Consumer<Object> goes = f -> calls.addAndGet(100);

    public RegistrationAndLastRemoval() {
      promise.addDoneCallback(f -> calls.incrementAndGet());
      for (int i = 0; i < 20; i++) {
        promise.addDoneCallback(goes);
      }
    }

    @Actor
    public void register() {
      promise.addDoneCallback(f -> calls.incrementAndGet());
    }

    @Actor
    public void remove(LL_Result r) {
      r.r2 = promise.removeDoneCallback(goes);
    }

    @Arbiter
    public void after(LL_Result r) {
      promise.complete(7);
      r.r1 = calls.get();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the callback that stays is not lost")
  @State
  public static class RegistrationAndRemoval {
    final Promise<Integer> promise = new Promise<>();
    final AtomicInteger calls = new AtomicInteger();
    final Consumer<Object> goes = f -> calls.addAndGet(100);

    public RegistrationAndRemoval() {
      promise.addDoneCallback(goes);
    }

    @Actor
    public void register() {
      promise.addDoneCallback(f -> calls.incrementAndGet());
    }

    @Actor
    public void remove(LL_Result r) {
      r.r1 = promise.removeDoneCallback(goes);
    }

    @Arbiter
    public void after(LL_Result r) {
      promise.complete(7);
      r.r2 = calls.get();
    }
  }

  @JCStressTest
  @Outcome(id = "7", expect = ACCEPTABLE, desc = "the stage ends as the future does")
  @State
  public static class CompleterAndStageOfTheJdk {
    final Promise<Integer> promise = new Promise<>();
    CompletableFuture<Integer> stage;

    @Actor
    public void complete() {
      promise.complete(7);
    }

    @Actor
    public void convert() {
      stage = promise.toCompletableFuture();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = stage.getNow(null);
    }
  }

  @JCStressTest
  @Outcome(id = "7", expect = ACCEPTABLE, desc = "the future ends as the stage does")
  @State
  public static class StageOfTheJdkAndFuture {
    final CompletableFuture<Integer> stage = new CompletableFuture<>();
    Future<Integer> future;

    @Actor
    public void complete() {
      stage.complete(7);
    }

    @Actor
    public void convert() {
      future = Future.from(stage);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = End.of(future);
    }
  }

  @JCStressTest
  @Outcome(id = "7", expect = ACCEPTABLE, desc = "the target ends as the source does")
  @State
  public static class CompleterAndChain {
    final Promise<Integer> source = new Promise<>();
    final Promise<Integer> target = new Promise<>();

    @Actor
    public void complete() {
      source.complete(7);
    }

    @Actor
    public void chain() {
      Future.chain(source, target);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = End.of(target);
    }
  }

  @JCStressTest
  @Outcome(id = "true, 2", expect = ACCEPTABLE, desc = "completed by hand, the source is late")
  @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "the source came first")
  @State
  public static class ChainAndOtherCompleter {
    final Promise<Integer> source = new Promise<>();
    final Promise<Integer> target = new Promise<>();

    public ChainAndOtherCompleter() {
      Future.chain(source, target);
    }

    @Actor
    public void complete() {
      source.complete(1);
    }

    @Actor
    public void completeTarget(LL_Result r) {
      r.r1 = target.tryComplete(2);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = End.of(target);
    }
  }
}
