package io.sirocco.benchmarks;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Suspensions of one coroutine, each on a fresh future. */
@OperationsPerInvocation(Rows.N)
public class Suspend extends Rows {
  private final BareQueue queue = new BareQueue();
  private final BareSource bareSource = new BareSource();
  private final Driver driver = new Driver();
  private final CompletableSource completable = new CompletableSource();
  private final RawQueue rawQueue = new RawQueue();
  private final RawSource rawSource = new RawSource(rawQueue);
  private int sum;

  @Benchmark
  public Object bare() {
    BareFuture running = BareRows.suspend(bareSource, N, queue);
    while (running.poll() == null) {
      bareSource.pending.complete(Driver.ONE);
      queue.run();
    }
    return running;
  }

  @Benchmark
  public int hand() {
    return driver.suspending(() -> HandRows.suspend(driver.source, N));
  }

  @Benchmark
  public int sirocco() {
    return driver.suspending(() -> SiroccoRows.suspend(driver.source, N));
  }

  @Benchmark
  public int handNoLoop() {
    return driver.suspendingWithoutLoop(() -> HandRows.suspend(driver.source, N));
  }

  @Benchmark
  public int siroccoNoLoop() {
    return driver.suspendingWithoutLoop(() -> SiroccoRows.suspend(driver.source, N));
  }

  @Benchmark
  public int completableFuture() {
    return drive(CompletableRows.suspend(completable, N));
  }

  @Benchmark
  public int eaAsync() {
    return drive(EaAsyncRows.suspend(completable, N));
  }

  @Benchmark
  public int tascalate() {
    return drive(TascalateRows.suspend(completable::next, N).toCompletableFuture());
  }

  private int drive(CompletableFuture<Integer> running) {
    while (!running.isDone()) {
      completable.pending.complete(Driver.ONE);
    }
    return running.join();
  }

  @Benchmark
  public Object kotlinRaw() {
    RawFuture running = KotlinRawRows.suspending(rawSource, N, rawQueue);
    while (running.poll() == null) {
      rawSource.getPending().complete(1);
      rawQueue.run();
    }
    return running;
  }

  /** Two coroutines take turns; the time includes the other coroutine's {@code yield}. */
  @Benchmark
  public int kotlinx() {
    return KotlinxRows.suspending(N);
  }

  /** Two virtual threads take turns; the time includes the other thread's {@code yield}. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"-Xms1g", "-Xmx1g", ONE_CARRIER})
  public int virtualThread() {
    Thread waiting = VirtualThreads.start(() -> {
      int sum = 0;
      for (int i = 0; i < N; i++) {
        sum += completable.next().join();
      }
      this.sum = sum;
    });
    VirtualThreads.run(() -> {
      while (waiting.isAlive()) {
        CompletableFuture<Integer> pending = completable.pending;
        if (pending != null) {
          pending.complete(Driver.ONE);
        }
        Thread.yield();
      }
    });
    return sum;
  }
}
