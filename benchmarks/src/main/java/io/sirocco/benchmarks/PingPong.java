package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.queues.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Two coroutines that hand each other items over two queues with room for one; the time is per turn. */
@OperationsPerInvocation(Rows.N)
public class PingPong extends Rows {
  private final BareQueue queue = new BareQueue();
  private final Driver driver = new Driver();
  private final RawQueue rawQueue = new RawQueue();

  @Benchmark
  public Object bare() {
    BareSlot there = new BareSlot();
    BareSlot back = new BareSlot();
    BarePlayer.pong(there, back, N, queue);
    BareFuture ping = BarePlayer.ping(there, back, N, queue);
    queue.run();
    return ping;
  }

  @Benchmark
  @Fork(jvmArgsPrepend = BareFuture.ATOMIC)
  public Object bareAtomic() {
    return bare();
  }

  @Benchmark
  public int hand() {
    return driver.running(PingPong::startHand);
  }

  @Benchmark
  public int sirocco() {
    return driver.running(PingPong::startSirocco);
  }

  @Benchmark
  public int handNoLoop() {
    return startHand().result();
  }

  @Benchmark
  public int siroccoNoLoop() {
    return startSirocco().result();
  }

  private static Future<Integer> startHand() {
    Queue<Integer> there = new Queue<>(1);
    Queue<Integer> back = new Queue<>(1);
    HandPlayer.pong(there, back, N);
    return HandPlayer.ping(there, back, N);
  }

  private static Future<Integer> startSirocco() {
    Queue<Integer> there = new Queue<>(1);
    Queue<Integer> back = new Queue<>(1);
    SiroccoRows.pong(there, back, N).detach();
    return SiroccoRows.ping(there, back, N);
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
  public int tascalate() {
    CompletableSlot there = new CompletableSlot();
    CompletableSlot back = new CompletableSlot();
    TascalateRows.pong(there::get, back::put, N);
    return TascalateRows.ping(there::put, back::get, N).toCompletableFuture().join();
  }

  @Benchmark
  public int kotlinRaw() {
    RawSlot there = new RawSlot();
    RawSlot back = new RawSlot();
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
  @Fork(jvmArgsPrepend = {VirtualThreads.ONE_CARRIER, VirtualThreads.AS_WORKER})
  public int virtualThread() {
    ArrayBlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
    ArrayBlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
    VirtualThreads.start(() -> {
      for (int i = 0; i < N; i++) {
        put(back, take(there) + 1);
      }
    });
    int sum = 0;
    for (int i = 0; i < N; i++) {
      put(there, i & 63);
      sum += take(back);
    }
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
