package io.sirocco.benchmarks;

import io.sirocco.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A contender of the memory harness.
 *
 * @param start starts a coroutine that is suspended then, and returns what it awaits
 * @param rest waits until all that were started are suspended
 * @param end gets what a coroutine awaits, and lets it end; only where it would be kept else
 * @param isObjects whether its state is made of ordinary objects, which can be measured one by one
 */
record Suspension(
    IntFunction<Object> start, HeapGrowth.Rest rest, Consumer<Object> end, boolean isObjects) {
  private static final Object REF = "ref";

  private static Suspension atOnce(IntFunction<Object> start) {
    return new Suspension(start, () -> {}, pending -> {}, true);
  }

  /** All contenders that this JDK can run. */
  static Map<String, Suspension> contenders() {
    Map<String, Suspension> contenders = new LinkedHashMap<>();
    if (VirtualThreads.AVAILABLE) { // first: what JOL does to the JVM doubles their size
      contenders.put("virtualThread", virtualThreads());
    }
    BareQueue queue = new BareQueue();
    contenders.put("bare", atOnce(i -> {
      BareFuture pending = new BareFuture();
      Suspended.bare(pending, queue, i, i, REF);
      return pending;
    }));
    contenders.put("hand", atOnce(i -> {
      Promise<Integer> pending = new Promise<>();
      Suspended.byHand(pending, i, i, REF);
      return pending;
    }));
    contenders.put("siroccoStatic", atOnce(i -> {
      Promise<Integer> pending = new Promise<>();
      Suspended.ofClass(pending, i, i, REF).detach();
      return pending;
    }));
    Suspended instance = new Suspended(1);
    contenders.put("siroccoInstance", atOnce(i -> {
      Promise<Integer> pending = new Promise<>();
      instance.ofInstance(pending, i, i, REF).detach();
      return pending;
    }));
    RawQueue rawQueue = new RawQueue();
    contenders.put("kotlinRaw", atOnce(i -> {
      RawFuture pending = new RawFuture();
      KotlinRawRows.suspended(pending, i, i, REF, rawQueue);
      return pending;
    }));
    KotlinxSuspended kotlinx = new KotlinxSuspended();
    contenders.put(
        "kotlinx",
        new Suspension(i -> kotlinx.start(i, i, REF), kotlinx::settle, pending -> {}, true));
    contenders.put("eaAsync", atOnce(i -> {
      CompletableFuture<Integer> pending = new CompletableFuture<>();
      EaAsyncRows.suspended(pending, i, i, REF);
      return pending;
    }));
    contenders.put("tascalate", atOnce(i -> {
      CompletableFuture<Integer> pending = new CompletableFuture<>();
      TascalateRows.suspended(pending, i, i, REF);
      return pending;
    }));
    contenders.put("completableFuture", atOnce(i -> {
      CompletableFuture<Integer> pending = new CompletableFuture<>();
      Suspended.completable(pending, i, i, REF);
      return pending;
    }));
    return contenders;
  }

  private static Suspension virtualThreads() {
    Suspended.Threads threads = new Suspended.Threads();
    return new Suspension(
        i -> {
          CompletableFuture<Integer> pending = new CompletableFuture<>();
          threads.start(pending, i, i, REF);
          return pending;
        },
        threads::settle,
        threads::end,
        false);
  }
}
