package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * As {@link Skynet} with a hundred thousand leaves, each of which waits for a future; these are completed
 * when all leaves wait. So every coroutine of every contender is suspended.
 */
@OperationsPerInvocation(SkynetSuspended.COROUTINES)
public class SkynetSuspended extends Rows {
  static final int LEAVES = 100_000;
  static final int COROUTINES = 111_111;

  private final BareQueue queue = new BareQueue(1 << 17);
  private final BareFuture[] barePending = new BareFuture[LEAVES];
  private final Driver driver = new Driver();
  private final RawQueue rawQueue = new RawQueue();
  private final RawFuture[] rawPending = new RawFuture[LEAVES];

  @SuppressWarnings("unchecked") // there are no arrays of generic types
  private final Promise<Integer>[] pending = new Promise[LEAVES];

  @SuppressWarnings("unchecked") // as above
  private final CompletableFuture<Integer>[] completablePending = new CompletableFuture[LEAVES];

  private int waiting;

  @Benchmark
  public Object bare() {
    for (int i = 0; i < LEAVES; i++) {
      barePending[i] = new BareFuture();
    }
    BareFuture sum =
        BareFamily.skynet(0, LEAVES, x -> BareRows.once(barePending[x], x, queue), queue);
    for (BareFuture future : barePending) {
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
    return running(() -> HandFamily.skynet(0, LEAVES, x -> HandRows.once(pending[x], x)));
  }

  @Benchmark
  public int sirocco() {
    return running(() -> SiroccoRows.skynet(0, LEAVES, x -> SiroccoRows.once(pending[x], x)));
  }

  private int running(Supplier<Future<Integer>> tree) {
    return driver.running(() -> {
      for (int i = 0; i < LEAVES; i++) {
        pending[i] = new Promise<>();
      }
      Future<Integer> sum = tree.get();
      for (Promise<Integer> promise : pending) {
        promise.complete(Driver.ONE);
      }
      return sum;
    });
  }

  @Benchmark
  public int completableFuture() {
    return completing(CompletableRows::once, leaf -> CompletableRows.skynet(0, LEAVES, leaf));
  }

  @Benchmark
  public int eaAsync() {
    return completing(EaAsyncRows::once, leaf -> EaAsyncRows.skynet(0, LEAVES, CHILDREN, leaf));
  }

  @Benchmark
  public int tascalate() {
    return completing(TascalateRows::once, leaf -> TascalateRows.skynet(0, LEAVES, CHILDREN, leaf));
  }

  private <S extends CompletionStage<Integer>> int completing(
      BiFunction<CompletableFuture<Integer>, Integer, S> once, Function<IntFunction<S>, S> tree) {
    for (int i = 0; i < LEAVES; i++) {
      completablePending[i] = new CompletableFuture<>();
    }
    S sum = tree.apply(x -> once.apply(completablePending[x], x));
    for (CompletableFuture<Integer> future : completablePending) {
      future.complete(Driver.ONE);
    }
    return sum.toCompletableFuture().join();
  }

  @Benchmark
  public Object kotlinRaw() {
    for (int i = 0; i < LEAVES; i++) {
      rawPending[i] = new RawFuture();
    }
    RawFuture sum = KotlinRawRows.skynetSuspended(rawPending, CHILDREN, rawQueue);
    for (RawFuture future : rawPending) {
      future.complete(1);
    }
    rawQueue.run();
    return sum;
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.skynetSuspended(LEAVES, CHILDREN);
  }

  @Benchmark
  @Fork(jvmArgsPrepend = {VirtualThreads.ONE_CARRIER, VirtualThreads.AS_WORKER})
  public int virtualThread() {
    for (int i = 0; i < LEAVES; i++) {
      completablePending[i] = new CompletableFuture<>();
    }
    waiting = 0;
    AtomicInteger sum = new AtomicInteger();
    Thread root = VirtualThreads.start(() -> Skynet.skynet(0, LEAVES, this::blocking, sum));
    while (waiting < LEAVES) {
      Thread.yield();
    }
    for (CompletableFuture<Integer> future : completablePending) {
      future.complete(Driver.ONE);
    }
    VirtualThreads.join(root);
    return sum.get();
  }

  private int blocking(int x) {
    waiting++;
    return completablePending[x].join() + x & 63;
  }
}
