package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Calls of a child that could suspend but ends at once, as when it finds its answer in a cache. */
@OperationsPerInvocation(Rows.N)
public class Call extends Rows {
  private final BareQueue queue = new BareQueue();
  private final BareFuture bareRare = new BareFuture();
  private final Future<Integer> rare = new Promise<>();
  private final CompletableFuture<Integer> completableRare = new CompletableFuture<>();
  private final RawQueue rawQueue = new RawQueue();
  private final RawFuture rawRare = new RawFuture();
  private final Deferred<Integer> deferredRare = CompletableDeferredKt.CompletableDeferred(null);

  @Benchmark
  public Object bare() {
    return BareRows.call(N, bareRare, queue);
  }

  @Benchmark
  public Object hand() {
    return HandRows.call(N, rare);
  }

  @Benchmark
  public Object sirocco() {
    return SiroccoRows.call(N, rare);
  }

  @Benchmark
  public Object completableFuture() {
    return CompletableRows.call(N, completableRare);
  }

  @Benchmark
  public Object eaAsync() {
    return EaAsyncRows.call(N, completableRare);
  }

  @Benchmark
  public Object kotlinRaw() {
    return KotlinRawRows.call(N, rawRare, rawQueue);
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.call(N, deferredRare);
  }

  @Benchmark
  public Object tascalate() {
    return TascalateRows.call(N, completableRare);
  }
}
