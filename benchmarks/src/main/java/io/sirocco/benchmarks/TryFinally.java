package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kotlinx.coroutines.Deferred;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * Awaits in a {@code try} with {@code finally}. All futures are done; in what is called resumed the first
 * one was not, so that all that follows runs after a suspension.
 */
@OperationsPerInvocation(Rows.N)
public class TryFinally extends Rows {
  private final RawQueue rawQueue = new RawQueue();

  private final RawFuture[] raw =
      IntStream.range(0, N).mapToObj(i -> new RawFuture(1)).toArray(RawFuture[]::new);

  @SuppressWarnings("unchecked") // there are no arrays of generic types
  private final Deferred<Integer>[] deferred =
      IntStream.range(0, N).mapToObj(i -> KotlinxRows.done(1)).toArray(Deferred[]::new);

  @SuppressWarnings("unchecked") // as above
  private final Future<Integer>[] futures =
      IntStream.range(0, N).mapToObj(i -> Future.of(1)).toArray(Future[]::new);

  private final Future<Integer>[] firstPending = futures.clone();

  @SuppressWarnings("unchecked") // as above
  private final CompletableFuture<Integer>[] completable = IntStream.range(0, N)
      .mapToObj(i -> CompletableFuture.completedFuture(1))
      .toArray(CompletableFuture[]::new);

  @Benchmark
  public int hand() {
    return HandTryFinally.run(futures).result();
  }

  @Benchmark
  public int sirocco() {
    return SiroccoRows.tryFinally(futures).result();
  }

  @Benchmark
  public int handResumed() {
    Promise<Integer> pending = pending();
    Future<Integer> running = HandTryFinally.run(firstPending);
    pending.complete(1);
    return running.result();
  }

  @Benchmark
  public int siroccoResumed() {
    Promise<Integer> pending = pending();
    Future<Integer> running = SiroccoRows.tryFinally(firstPending);
    pending.complete(1);
    return running.result();
  }

  private Promise<Integer> pending() {
    Promise<Integer> pending = new Promise<>();
    firstPending[0] = pending;
    return pending;
  }

  @Benchmark
  public int completableFuture() {
    return CompletableRows.tryFinally(completable).join();
  }

  @Benchmark
  public int eaAsync() {
    return EaAsyncRows.tryFinally(completable).join();
  }

  @Benchmark
  public int tascalate() {
    return TascalateRows.tryFinally(completable).toCompletableFuture().join();
  }

  @Benchmark
  public int kotlinRaw() {
    return KotlinRawRows.tryFinally(raw, rawQueue).poll();
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.tryFinally(deferred);
  }
}
