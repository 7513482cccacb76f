package io.sirocco.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A recursive function whose calls all end at once; the time is per call. */
@OperationsPerInvocation(Fib.CALLS)
public class Fib extends Rows {
  static final int CALLS = 1973; // that fib(15) makes

  private final BareQueue queue = new BareQueue();
  private final RawQueue rawQueue = new RawQueue();
  private int n = 15;

  @Benchmark
  public Object bare() {
    return BareRows.fib(n, queue);
  }

  @Benchmark
  public Object hand() {
    return HandRows.fib(n);
  }

  @Benchmark
  public Object sirocco() {
    return SiroccoRows.fib(n);
  }

  @Benchmark
  public Object completableFuture() {
    return CompletableRows.fib(n);
  }

  @Benchmark
  public Object eaAsync() {
    return EaAsyncRows.fib(n);
  }

  @Benchmark
  public Object kotlinRaw() {
    return KotlinRawRows.fib(n, rawQueue);
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.fib(n);
  }

  @Benchmark
  public Object tascalate() {
    return TascalateRows.fib(n);
  }
}
