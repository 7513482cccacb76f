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
  private final RawSource rawSource = new RawSource();
  private int sum;

  @Benchmark
  public Object bare() {
    return new BareDriver(bareSource, queue).suspending(BareRows.suspend(bareSource, N, queue));
  }

  @Benchmark
  @Fork(jvmArgsPrepend = BareFuture.ATOMIC)
  public Object bareAtomic() {
    return bare();
  }

  /** Completed by a loop around it, as what is called so below. */
  @Benchmark
  public Object bareNoLoop() {
    BareFuture running = BareRows.suspend(bareSource, N, queue);
    while (running.poll() == null) {
      bareSource.pending.complete(Driver.ONE);
      queue.run();
    }
    return running;
  }

  @Benchmark
  @Fork(jvmArgsPrepend = BareFuture.ATOMIC)
  public Object bareAtomicNoLoop() {
    return bareNoLoop();
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
    KotlinRawRows.driving(rawSource, running, rawQueue);
    rawQueue.run();
    return running;
  }

  /** Two coroutines take turns; the time includes the other coroutine's {@code yield}. */
  @Benchmark
  public int kotlinx() {
    return KotlinxRows.suspending(N);
  }

  /** Without a dispatcher: it goes on where its future is completed. */
  @Benchmark
  public int kotlinxUnconfined() {
    return KotlinxRows.suspendingUnconfined(N);
  }

  /** Two virtual threads take turns; the time includes the {@code yield} of the one that completes. */
  @Benchmark
  @Fork(jvmArgsPrepend = {VirtualThreads.ONE_CARRIER, VirtualThreads.AS_WORKER})
  public int virtualThread() {
    Thread waiting = VirtualThreads.start(() -> {
      int sum = 0;
      for (int i = 0; i < N; i++) {
        sum += completable.next().join();
      }
      this.sum = sum;
    });
    Thread.yield(); // it waits now
    while (waiting.isAlive()) {
      completable.pending.complete(Driver.ONE);
      Thread.yield();
    }
    return sum;
  }
}
