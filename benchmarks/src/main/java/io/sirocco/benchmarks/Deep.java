package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Nested callers that all wait for the innermost, which is resumed; the time is per caller. */
@OperationsPerInvocation(Deep.CALLERS)
public class Deep extends Rows {
  static final int CALLERS = 500;

  private final BareQueue queue = new BareQueue();
  private final Driver driver = new Driver();
  private final RawQueue rawQueue = new RawQueue();
  private int sum;

  @Benchmark
  public Object bare() {
    BareFuture leaf = new BareFuture();
    BareFuture result = BareRows.deep(leaf, CALLERS, queue);
    leaf.complete(Driver.ONE);
    queue.run();
    return result.poll();
  }

  @Benchmark
  @Fork(jvmArgsPrepend = BareFuture.ATOMIC)
  public Object bareAtomic() {
    return bare();
  }

  @Benchmark
  public int hand() {
    Promise<Integer> leaf = new Promise<>();
    return driver.deep(leaf, () -> HandRows.deep(leaf, CALLERS));
  }

  @Benchmark
  public int sirocco() {
    Promise<Integer> leaf = new Promise<>();
    return driver.deep(leaf, () -> SiroccoRows.deep(leaf, CALLERS));
  }

  @Benchmark
  public int handNoLoop() {
    Promise<Integer> leaf = new Promise<>();
    Future<Integer> result = HandRows.deep(leaf, CALLERS);
    leaf.complete(Driver.ONE);
    return result.result();
  }

  @Benchmark
  public int siroccoNoLoop() {
    Promise<Integer> leaf = new Promise<>();
    Future<Integer> result = SiroccoRows.deep(leaf, CALLERS);
    leaf.complete(Driver.ONE);
    return result.result();
  }

  @Benchmark
  public int completableFuture() {
    CompletableFuture<Integer> leaf = new CompletableFuture<>();
    CompletableFuture<Integer> result = CompletableRows.deep(leaf, CALLERS);
    leaf.complete(Driver.ONE);
    return result.join();
  }

  @Benchmark
  public int eaAsync() {
    CompletableFuture<Integer> leaf = new CompletableFuture<>();
    CompletableFuture<Integer> result = EaAsyncRows.deep(leaf, CALLERS);
    leaf.complete(Driver.ONE);
    return result.join();
  }

  @Benchmark
  public Object kotlinRaw() {
    RawFuture leaf = new RawFuture();
    RawFuture result = KotlinRawRows.deep(leaf, CALLERS, rawQueue);
    leaf.complete(1);
    rawQueue.run();
    return result.poll();
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.deep(CALLERS);
  }

  @Benchmark
  @Fork(jvmArgsPrepend = "-Xss16m") // it recurses, and hangs where the stack ends
  public int tascalate() {
    CompletableFuture<Integer> leaf = new CompletableFuture<>();
    CompletionStage<Integer> result = TascalateRows.deep(leaf, CALLERS);
    leaf.complete(Driver.ONE);
    return result.toCompletableFuture().join();
  }

  /** A thread that blocks under as many callers. */
  @Benchmark
  @Fork(jvmArgsPrepend = {VirtualThreads.ONE_CARRIER, VirtualThreads.AS_WORKER})
  public int virtualThread() {
    CompletableFuture<Integer> leaf = new CompletableFuture<>();
    Thread thread = VirtualThreads.start(() -> sum = blocking(leaf, CALLERS));
    Thread.yield();
    VirtualThreads.check(leaf.getNumberOfDependents() == 1);
    leaf.complete(Driver.ONE);
    VirtualThreads.join(thread);
    return sum;
  }

  private static int blocking(CompletableFuture<Integer> leaf, int callers) {
    int inner = callers == 0 ? leaf.join() : blocking(leaf, callers - 1);
    return inner + 1 & 63;
  }
}
