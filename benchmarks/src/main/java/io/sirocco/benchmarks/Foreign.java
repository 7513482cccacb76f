package io.sirocco.benchmarks;

import io.sirocco.Future;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link Suspend}, but what is awaited are futures of the JDK. */
@OperationsPerInvocation(Rows.N)
public class Foreign extends Rows {
  private final Driver driver = new Driver();
  private final CompletableSource source = new CompletableSource();

  @Benchmark
  public int sirocco() {
    return driver.suspending(() -> SiroccoRows.foreign(source, N), this::complete);
  }

  @Benchmark
  public int siroccoNoLoop() {
    Future<Integer> running = SiroccoRows.foreign(source, N);
    while (!running.isDone()) {
      complete();
    }
    return running.result();
  }

  @Benchmark
  public int eaAsync() {
    return drive(EaAsyncRows.suspend(source, N));
  }

  @Benchmark
  public int tascalate() {
    return drive(TascalateRows.suspend(source::next, N).toCompletableFuture());
  }

  @Benchmark
  public int completableFuture() {
    return drive(CompletableRows.suspend(source, N));
  }

  /** Two coroutines take turns; the time includes the other coroutine's {@code yield}. */
  @Benchmark
  public int kotlinx() {
    return KotlinxRows.foreign(N);
  }

  /** Without a dispatcher: it goes on where its future is completed. */
  @Benchmark
  public int kotlinxUnconfined() {
    return KotlinxRows.foreignUnconfined(N);
  }

  private int drive(CompletableFuture<Integer> running) {
    while (!running.isDone()) {
      complete();
    }
    return running.join();
  }

  private void complete() {
    source.pending.complete(Driver.ONE);
  }
}
