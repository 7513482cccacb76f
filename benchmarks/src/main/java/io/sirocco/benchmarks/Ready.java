package io.sirocco.benchmarks;

import io.sirocco.Future;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kotlinx.coroutines.Deferred;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Awaits of done futures. */
@OperationsPerInvocation(Rows.N)
public class Ready extends Rows {
  private final BareQueue queue = new BareQueue();

  private final BareFuture[] bare =
      IntStream.range(0, N).mapToObj(i -> new BareFuture(i & 63)).toArray(BareFuture[]::new);

  @SuppressWarnings("unchecked") // there are no arrays of generic types
  private final Future<Integer>[] futures =
      IntStream.range(0, N).mapToObj(i -> Future.of(i & 63)).toArray(Future[]::new);

  @SuppressWarnings("unchecked") // as above
  private final CompletableFuture<Integer>[] completable = IntStream.range(0, N)
      .mapToObj(i -> CompletableFuture.completedFuture(i & 63))
      .toArray(CompletableFuture[]::new);

  private final RawQueue rawQueue = new RawQueue();

  private final RawFuture[] raw =
      IntStream.range(0, N).mapToObj(i -> new RawFuture(i & 63)).toArray(RawFuture[]::new);

  @SuppressWarnings("unchecked") // as above
  private final Deferred<Integer>[] deferred =
      IntStream.range(0, N).mapToObj(i -> KotlinxRows.done(i & 63)).toArray(Deferred[]::new);

  @Benchmark
  public Object bare() {
    return BareRows.ready(bare, queue);
  }

  @Benchmark
  public Object hand() {
    return HandRows.ready(futures);
  }

  @Benchmark
  public Object sirocco() {
    return SiroccoRows.ready(futures);
  }

  @Benchmark
  public Object completableFuture() {
    return CompletableRows.ready(completable);
  }

  @Benchmark
  public Object eaAsync() {
    return EaAsyncRows.ready(completable);
  }

  @Benchmark
  public Object kotlinRaw() {
    return KotlinRawRows.ready(raw, rawQueue);
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.ready(deferred);
  }

  @Benchmark
  public Object tascalate() {
    return TascalateRows.ready(completable);
  }

  @Benchmark
  @Fork(jvmArgsPrepend = {VirtualThreads.ONE_CARRIER, VirtualThreads.AS_WORKER})
  public int virtualThread() {
    int sum = 0;
    for (CompletableFuture<Integer> future : completable) {
      sum += future.join();
    }
    return sum;
  }
}
