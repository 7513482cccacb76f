package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Coroutines that are suspended once each, and then completed. */
@OperationsPerInvocation(Rows.N)
public class Spawn extends Rows {
  private final BareQueue queue = new BareQueue();
  private final BareFuture[] barePending = new BareFuture[N];
  private final BareFuture[] bareResults = new BareFuture[N];
  private final Driver driver = new Driver();

  @SuppressWarnings("unchecked") // there are no arrays of generic types
  private final Promise<Integer>[] pending = new Promise[N];

  @SuppressWarnings("unchecked") // as above
  private final Future<Integer>[] results = new Future[N];

  @SuppressWarnings("unchecked") // as above
  private final CompletableFuture<Integer>[] completablePending = new CompletableFuture[N];

  @SuppressWarnings("unchecked") // as above
  private final CompletableFuture<Integer>[] completableResults = new CompletableFuture[N];

  private final RawQueue rawQueue = new RawQueue();
  private final RawFuture[] rawPending = new RawFuture[N];
  private final RawFuture[] rawResults = new RawFuture[N];

  private final Thread[] threads = new Thread[N];
  private final int[] threadResults = new int[N];
  private int waiting;
  private int sum;

  @Benchmark
  public int bare() {
    for (int i = 0; i < N; i++) {
      barePending[i] = new BareFuture();
      bareResults[i] = BareRows.once(barePending[i], i, queue);
    }
    for (BareFuture future : barePending) {
      future.complete(Driver.ONE);
    }
    queue.run();
    int sum = 0;
    for (BareFuture result : bareResults) {
      sum += (Integer) result.poll();
    }
    return sum;
  }

  @Benchmark
  @Fork(jvmArgsPrepend = BareFuture.ATOMIC)
  public int bareAtomic() {
    return bare();
  }

  @Benchmark
  public int hand() {
    driver.twice(this::startHand, this::end);
    return sum;
  }

  @Benchmark
  public int sirocco() {
    driver.twice(this::startSirocco, this::end);
    return sum;
  }

  @Benchmark
  public int handNoLoop() {
    startHand();
    end();
    return sum;
  }

  @Benchmark
  public int siroccoNoLoop() {
    startSirocco();
    end();
    return sum;
  }

  private void startHand() {
    for (int i = 0; i < N; i++) {
      pending[i] = new Promise<>();
      results[i] = HandRows.once(pending[i], i);
    }
    complete();
  }

  private void startSirocco() {
    for (int i = 0; i < N; i++) {
      pending[i] = new Promise<>();
      results[i] = SiroccoRows.once(pending[i], i);
    }
    complete();
  }

  private void complete() {
    for (Promise<Integer> promise : pending) {
      promise.complete(Driver.ONE);
    }
  }

  private void end() {
    int sum = 0;
    for (Future<Integer> result : results) {
      sum += result.result();
    }
    this.sum = sum;
  }

  @Benchmark
  public int completableFuture() {
    return spawn(CompletableRows::once);
  }

  @Benchmark
  public int eaAsync() {
    return spawn(EaAsyncRows::once);
  }

  @Benchmark
  public int tascalate() {
    return spawn((awaited, x) -> TascalateRows.once(awaited, x).toCompletableFuture());
  }

  private int spawn(
      BiFunction<CompletableFuture<Integer>, Integer, CompletableFuture<Integer>> once) {
    for (int i = 0; i < N; i++) {
      completablePending[i] = new CompletableFuture<>();
      completableResults[i] = once.apply(completablePending[i], i);
    }
    for (CompletableFuture<Integer> future : completablePending) {
      future.complete(Driver.ONE);
    }
    int sum = 0;
    for (CompletableFuture<Integer> result : completableResults) {
      sum += result.join();
    }
    return sum;
  }

  @Benchmark
  public int kotlinRaw() {
    for (int i = 0; i < N; i++) {
      rawPending[i] = new RawFuture();
      rawResults[i] = KotlinRawRows.once(rawPending[i], i, rawQueue);
    }
    for (RawFuture future : rawPending) {
      future.complete(1);
    }
    rawQueue.run();
    int sum = 0;
    for (RawFuture result : rawResults) {
      sum += result.poll();
    }
    return sum;
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.spawn(N);
  }

  /** Without a dispatcher: it goes on where its future is completed. */
  @Benchmark
  public int kotlinxUnconfined() {
    return KotlinxRows.spawnUnconfined(N);
  }

  @Benchmark
  @Fork(jvmArgsPrepend = {VirtualThreads.ONE_CARRIER, VirtualThreads.AS_WORKER})
  public int virtualThread() {
    waiting = 0;
    for (int i = 0; i < N; i++) {
      CompletableFuture<Integer> awaited = new CompletableFuture<>();
      int x = i;
      completablePending[i] = awaited;
      threads[i] = VirtualThreads.start(() -> {
        waiting++;
        threadResults[x] = awaited.join() + x & 63;
      });
    }
    Thread.yield();
    VirtualThreads.check(waiting == N);
    for (CompletableFuture<Integer> future : completablePending) {
      future.complete(Driver.ONE);
    }
    for (Thread thread : threads) {
      VirtualThreads.join(thread);
    }
    return IntStream.of(threadResults).sum();
  }
}
