package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A parent that waits for 1,000 children, each of which is suspended once; the time is per child. */
@OperationsPerInvocation(Rows.N)
public class Multi extends Rows {
  private final BareQueue queue = new BareQueue();
  private final Driver driver = new Driver();
  private final RawQueue rawQueue = new RawQueue();
  private int waiting;
  private int sum;

  @Benchmark
  public Object bare() {
    BareFuture[] pending = new BareFuture[N];
    for (int i = 0; i < N; i++) {
      pending[i] = new BareFuture();
    }
    BareFuture sum = BareFamily.parent(pending, queue);
    for (BareFuture future : pending) {
      future.complete(Driver.ONE);
    }
    queue.run();
    return sum;
  }

  @Benchmark
  @Fork(jvmArgsPrepend = BareFuture.ATOMIC)
  public Object bareAtomic() {
    return bare();
  }

  @Benchmark
  public int hand() {
    return driver.running(() -> started(HandFamily::parent));
  }

  @Benchmark
  public int sirocco() {
    return driver.running(() -> started(SiroccoRows::parent));
  }

  @Benchmark
  public int handNoLoop() {
    return started(HandFamily::parent).result();
  }

  @Benchmark
  public int siroccoNoLoop() {
    return started(SiroccoRows::parent).result();
  }

  private static Future<Integer> started(Function<Future<Integer>[], Future<Integer>> parent) {
    @SuppressWarnings("unchecked") // there are no arrays of generic types
    Promise<Integer>[] pending = new Promise[N];
    for (int i = 0; i < N; i++) {
      pending[i] = new Promise<>();
    }
    Future<Integer> sum = parent.apply(pending);
    for (Promise<Integer> promise : pending) {
      promise.complete(Driver.ONE);
    }
    return sum;
  }

  @Benchmark
  public int completableFuture() {
    return completing(CompletableRows::parent);
  }

  @Benchmark
  public int eaAsync() {
    return completing(EaAsyncRows::parent);
  }

  @Benchmark
  public int tascalate() {
    return completing(TascalateRows::parent);
  }

  private int completing(Function<CompletableFuture<Integer>[], CompletionStage<Integer>> parent) {
    @SuppressWarnings("unchecked") // as above
    CompletableFuture<Integer>[] pending = new CompletableFuture[N];
    for (int i = 0; i < N; i++) {
      pending[i] = new CompletableFuture<>();
    }
    CompletionStage<Integer> sum = parent.apply(pending);
    for (CompletableFuture<Integer> future : pending) {
      future.complete(Driver.ONE);
    }
    return sum.toCompletableFuture().join();
  }

  @Benchmark
  public int kotlinRaw() {
    RawFuture[] pending = new RawFuture[N];
    for (int i = 0; i < N; i++) {
      pending[i] = new RawFuture();
    }
    RawFuture sum = KotlinRawRows.parent(pending, rawQueue);
    for (RawFuture future : pending) {
      future.complete(1);
    }
    rawQueue.run();
    return sum.poll();
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.parent(N);
  }

  @Benchmark
  @Fork(jvmArgsPrepend = {VirtualThreads.ONE_CARRIER, VirtualThreads.AS_WORKER})
  public int virtualThread() {
    @SuppressWarnings("unchecked") // as above
    CompletableFuture<Integer>[] pending = new CompletableFuture[N];
    for (int i = 0; i < N; i++) {
      pending[i] = new CompletableFuture<>();
    }
    waiting = 0;
    Thread parent = VirtualThreads.start(() -> sum = sumOfChildren(pending));
    Thread.yield(); // the parent has started its children
    Thread.yield();
    VirtualThreads.check(waiting == N);
    for (CompletableFuture<Integer> future : pending) {
      future.complete(Driver.ONE);
    }
    VirtualThreads.join(parent);
    return sum;
  }

  private int sumOfChildren(CompletableFuture<Integer>[] pending) {
    Thread[] children = new Thread[N];
    int[] results = new int[N];
    for (int i = 0; i < N; i++) {
      int x = i;
      children[i] = VirtualThreads.start(() -> {
        waiting++;
        results[x] = pending[x].join() + x & 63;
      });
    }
    for (Thread child : children) {
      VirtualThreads.join(child);
    }
    return IntStream.of(results).sum();
  }
}
