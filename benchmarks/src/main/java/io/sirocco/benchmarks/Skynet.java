package io.sirocco.benchmarks;

import io.sirocco.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A tree of coroutines with a million leaves, each of which has ten children and adds up what they
 * return; the time is per coroutine. No leaf waits for anything: {@link SkynetSuspended} is the tree in
 * which all do.
 */
@OperationsPerInvocation(Skynet.COROUTINES)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms4g", "-Xmx4g", Rows.TOUCHED})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class Skynet extends Rows {
  static final int LEAVES = 1_000_000;
  static final int COROUTINES = 1_111_111;

  private final BareQueue queue = new BareQueue();
  private final RawQueue rawQueue = new RawQueue();

  @Benchmark
  public Object bare() {
    return BareFamily.skynet(0, LEAVES, BareFuture::new, queue);
  }

  @Benchmark
  public int hand() {
    return HandFamily.skynet(0, LEAVES, Future::of).result();
  }

  @Benchmark
  public int sirocco() {
    return SiroccoRows.skynet(0, LEAVES, Future::of).result();
  }

  @Benchmark
  public int completableFuture() {
    return CompletableRows.skynet(0, LEAVES, CompletableFuture::completedFuture).join();
  }

  @Benchmark
  public int eaAsync() {
    return EaAsyncRows.skynet(0, LEAVES, CHILDREN, CompletableFuture::completedFuture)
        .join();
  }

  @Benchmark
  public int tascalate() {
    return TascalateRows.skynet(0, LEAVES, CHILDREN, TascalateRows::leaf)
        .toCompletableFuture()
        .join();
  }

  @Benchmark
  public int kotlinRaw() {
    return KotlinRawRows.skynet(LEAVES, CHILDREN, rawQueue).poll();
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.skynet(LEAVES, CHILDREN);
  }

  @Benchmark
  @Fork(jvmArgsPrepend = {VirtualThreads.ONE_CARRIER, VirtualThreads.AS_WORKER})
  public int virtualThread() {
    AtomicInteger sum = new AtomicInteger();
    skynet(0, LEAVES, x -> x, sum);
    return sum.get();
  }

  static void skynet(int first, int leaves, IntUnaryOperator leaf, AtomicInteger result) {
    if (leaves == 1) {
      result.addAndGet(leaf.applyAsInt(first));
      return;
    }
    AtomicInteger sum = new AtomicInteger();
    int each = leaves / CHILDREN;
    List<Thread> children = new ArrayList<>(CHILDREN);
    for (int i = 0; i < CHILDREN; i++) {
      int from = first + i * each;
      children.add(VirtualThreads.start(() -> skynet(from, each, leaf, sum)));
    }
    children.forEach(VirtualThreads::join);
    result.addAndGet(sum.get());
  }
}
