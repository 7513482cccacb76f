package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.Deferred;

/** The contenders of the memory harness. */
final class Suspensions {
  private Suspensions() {}

  /** All that this JDK can run; each is made in the thread that uses it. */
  static Map<String, Supplier<Suspension<?, ?>>> all() {
    Map<String, Supplier<Suspension<?, ?>>> all = new LinkedHashMap<>();
    all.put("bare", Bare::new);
    all.put("hand", () -> new OnLoop(Suspended::byHand));
    all.put("siroccoStatic", () -> new OnLoop(Suspended::ofClass));
    Suspended instance = new Suspended(0);
    all.put("siroccoInstance", () -> new OnLoop(instance::ofInstance));
    all.put("kotlinRaw", KotlinRaw::new);
    all.put("kotlinx", Kotlinx::new);
    all.put("eaAsync", () -> new OfStages(EaAsyncRows::suspended));
    all.put("tascalate", () -> new OfStages(TascalateRows::suspended));
    all.put("completableFuture", () -> new OfStages(Suspended::completable));
    if (VirtualThreads.AVAILABLE) {
      all.put("virtualThread", Suspended.Threads::new);
    }
    return all;
  }

  private static final class Bare extends Suspension<BareFuture, BareFuture> {
    private final BareQueue queue = new BareQueue();

    @Override
    BareFuture pending() {
      return new BareFuture();
    }

    @Override
    BareFuture start(BareFuture awaited, int i, long l, Object ref) {
      return Suspended.bare(awaited, queue, i, l, ref);
    }

    @Override
    void complete(BareFuture awaited, int value) {
      awaited.complete(value);
    }

    @Override
    Integer poll(BareFuture result) {
      return (Integer) result.poll();
    }

    @Override
    void run() {
      queue.run();
    }
  }

  private interface LoopStart {
    Future<Integer> start(Future<Integer> awaited, int i, long l, Object ref);
  }

  /** Ours, on the loop of this thread. */
  private static final class OnLoop extends Suspension<Promise<Integer>, Future<Integer>> {
    private final IOLoop loop = new IOLoop();
    private final LoopStart how;

    OnLoop(LoopStart how) {
      this.how = how;
      loop.makeCurrent();
    }

    @Override
    Promise<Integer> pending() {
      return new Promise<>();
    }

    @Override
    Future<Integer> start(Promise<Integer> awaited, int i, long l, Object ref) {
      Future<Integer> result = how.start(awaited, i, l, ref);
      result.detach();
      return result;
    }

    @Override
    void complete(Promise<Integer> awaited, int value) {
      awaited.complete(value);
    }

    @Override
    Integer poll(Future<Integer> result) {
      return result.isDone() ? result.result() : null;
    }

    @Override
    void run() {
      loop.addCallback((Runnable) loop::stop);
      loop.start();
    }
  }

  private static final class KotlinRaw extends Suspension<RawFuture, RawFuture> {
    private final RawQueue queue = new RawQueue();

    @Override
    RawFuture pending() {
      return new RawFuture();
    }

    @Override
    RawFuture start(RawFuture awaited, int i, long l, Object ref) {
      return KotlinRawRows.suspended(awaited, i, l, ref, queue);
    }

    @Override
    void complete(RawFuture awaited, int value) {
      awaited.complete(value);
    }

    @Override
    Integer poll(RawFuture result) {
      return result.poll();
    }

    @Override
    void run() {
      queue.run();
    }
  }

  private static final class Kotlinx
      extends Suspension<CompletableDeferred<Integer>, Deferred<Integer>> {
    private final KotlinxMemory coroutines = new KotlinxMemory();

    @Override
    CompletableDeferred<Integer> pending() {
      return KotlinxMemory.pending();
    }

    @Override
    Deferred<Integer> start(CompletableDeferred<Integer> awaited, int i, long l, Object ref) {
      return coroutines.start(awaited, i, l, ref);
    }

    @Override
    void complete(CompletableDeferred<Integer> awaited, int value) {
      awaited.complete(value);
    }

    @Override
    Integer poll(Deferred<Integer> result) {
      return KotlinxMemory.poll(result);
    }

    @Override
    void run() {
      coroutines.settle();
    }

    @Override
    void settle() {
      coroutines.settle();
    }

    @Override
    boolean isKept() {
      return true; // by the scope
    }
  }

  private interface StageStart {
    CompletionStage<Integer> start(CompletableFuture<Integer> awaited, int i, long l, Object ref);
  }

  /** Those whose futures are the JDK's, and which go on where these are completed. */
  private static final class OfStages
      extends Suspension<CompletableFuture<Integer>, CompletionStage<Integer>> {
    private final StageStart how;

    OfStages(StageStart how) {
      this.how = how;
    }

    @Override
    CompletableFuture<Integer> pending() {
      return new CompletableFuture<>();
    }

    @Override
    CompletionStage<Integer> start(CompletableFuture<Integer> awaited, int i, long l, Object ref) {
      return how.start(awaited, i, l, ref);
    }

    @Override
    void complete(CompletableFuture<Integer> awaited, int value) {
      awaited.complete(value);
    }

    @Override
    Integer poll(CompletionStage<Integer> result) {
      return result.toCompletableFuture().getNow(null);
    }
  }
}
