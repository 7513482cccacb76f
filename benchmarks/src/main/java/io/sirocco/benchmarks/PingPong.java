package io.sirocco.benchmarks;

import io.sirocco.queues.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Two coroutines that hand each other items over two queues with room for one; the time is per turn. */
@OperationsPerInvocation(Rows.N)
public class PingPong extends Rows {
  private final Driver driver = new Driver();
  private final RawQueue rawQueue = new RawQueue();
  private int sum;

  @Benchmark
  public int hand() {
    Queue<Integer> there = new Queue<>(1);
    Queue<Integer> back = new Queue<>(1);
    return driver.running(() -> {
      HandPlayer.pong(there, back, N);
      return HandPlayer.ping(there, back, N);
    });
  }

  @Benchmark
  public int sirocco() {
    Queue<Integer> there = new Queue<>(1);
    Queue<Integer> back = new Queue<>(1);
    return driver.running(() -> {
      SiroccoRows.pong(there, back, N).detach();
      return SiroccoRows.ping(there, back, N);
    });
  }

  @Benchmark
  public int eaAsync() {
    CompletableSlot there = new CompletableSlot();
    CompletableSlot back = new CompletableSlot();
    EaAsyncRows.pong(there, back, N);
    CompletableFuture<Integer> ping = EaAsyncRows.ping(there, back, N);
    return ping.join();
  }

  @Benchmark
  public int kotlinRaw() {
    RawSlot there = new RawSlot(rawQueue);
    RawSlot back = new RawSlot(rawQueue);
    KotlinRawRows.pong(there, back, N, rawQueue);
    RawFuture ping = KotlinRawRows.ping(there, back, N, rawQueue);
    rawQueue.run();
    return ping.poll();
  }

  @Benchmark
  public int kotlinx() {
    return KotlinxRows.pingPong(N);
  }

  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"-Xms1g", "-Xmx1g", ONE_CARRIER})
  public int virtualThread() {
    ArrayBlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
    ArrayBlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
    VirtualThreads.start(() -> {
      for (int i = 0; i < N; i++) {
        put(back, take(there) + 1);
      }
    });
    VirtualThreads.run(() -> {
      int sum = 0;
      for (int i = 0; i < N; i++) {
        put(there, i & 63);
        sum += take(back);
      }
      this.sum = sum;
    });
    return sum;
  }

  private static void put(ArrayBlockingQueue<Integer> queue, int item) {
    try {
      queue.put(item);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int take(ArrayBlockingQueue<Integer> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
