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
  private final Driver driver = new Driver();
  private final RawQueue rawQueue = new RawQueue();
  private int sum;

  @Benchmark
  public int hand() {
    return running(HandFamily::parent);
  }

  @Benchmark
  public int sirocco() {
    return running(SiroccoRows::parent);
  }

  private int running(Function<Future<Integer>[], Future<Integer>> parent) {
    return driver.running(() -> {
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
    });
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
      pending[i] = new RawFuture(rawQueue);
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
  @Fork(
      value = 1,
      jvmArgsAppend = {"-Xms1g", "-Xmx1g", ONE_CARRIER})
  public int virtualThread() {
    VirtualThreads.run(() -> {
      @SuppressWarnings("unchecked") // as above
      CompletableFuture<Integer>[] pending = new CompletableFuture[N];
      for (int i = 0; i < N; i++) {
        pending[i] = new CompletableFuture<>();
      }
      Thread parent = VirtualThreads.start(() -> {
        Thread[] children = new Thread[N];
        int[] results = new int[N];
        for (int i = 0; i < N; i++) {
          int x = i;
          children[i] = VirtualThreads.start(() -> results[x] = pending[x].join() + x & 63);
        }
        for (Thread child : children) {
          VirtualThreads.join(child);
        }
        sum = IntStream.of(results).sum();
      });
      Thread.yield(); // the parent has started its children
      Thread.yield(); // all of them wait now
      for (CompletableFuture<Integer> future : pending) {
        future.complete(Driver.ONE);
      }
      VirtualThreads.join(parent);
    });
    return sum;
  }
}
