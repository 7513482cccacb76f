package io.sirocco.benchmarks;

import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.openjdk.jol.info.GraphLayout;

/**
 * Prints how many bytes a suspended coroutine takes together with the pending future that it awaits: the
 * growth of the heap, and the sum of the objects' sizes.
 */
public final class Memory {
  private static final Object REF = "ref";

  private Memory() {}

  /** Measures with as many coroutines as {@code args[0]} says. */
  public static void main(String[] args) throws Exception {
    int count = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    new IOLoop().makeCurrent();
    System.out.printf("%-20s %12s %12s%n", "bytes", "heap", "objects");
    for (Map.Entry<String, IntFunction<Object>> contender : contenders().entrySet()) {
      String objects = contender.getKey().equals("virtualThread")
          ? "" // its stack is not an ordinary object
          : String.format("%.1f", objects(contender.getValue()));
      System.out.printf(
          "%-20s %12.1f %12s%n", contender.getKey(), heap(contender.getValue(), count), objects);
    }
  }

  /** Each starts a coroutine that is suspended then, and returns what it awaits. */
  private static Map<String, IntFunction<Object>> contenders() {
    Map<String, IntFunction<Object>> contenders = new LinkedHashMap<>();
    BareQueue queue = new BareQueue();
    contenders.put("bare", i -> {
      BareFuture pending = new BareFuture();
      Suspended.bare(pending, queue, i, i, REF);
      return pending;
    });
    contenders.put("hand", i -> {
      Promise<Integer> pending = new Promise<>();
      Suspended.byHand(pending, i, i, REF);
      return pending;
    });
    contenders.put("siroccoStatic", i -> {
      Promise<Integer> pending = new Promise<>();
      Suspended.ofClass(pending, i, i, REF);
      return pending;
    });
    Suspended instance = new Suspended(1);
    contenders.put("siroccoInstance", i -> {
      Promise<Integer> pending = new Promise<>();
      instance.ofInstance(pending, i, i, REF);
      return pending;
    });
    contenders.put("completableFuture", i -> {
      CompletableFuture<Integer> pending = new CompletableFuture<>();
      Suspended.completable(pending, i, i, REF);
      return pending;
    });
    contenders.put("eaAsync", i -> {
      CompletableFuture<Integer> pending = new CompletableFuture<>();
      EaAsyncRows.suspended(pending, i, i, REF);
      return pending;
    });
    if (VirtualThreads.AVAILABLE) {
      contenders.put("virtualThread", i -> {
        CompletableFuture<Integer> pending = new CompletableFuture<>();
        Suspended.virtualThread(pending, i, i, REF);
        return pending;
      });
    }
    return contenders;
  }

  private static double heap(IntFunction<Object> start, int count) throws InterruptedException {
    Object[] kept = new Object[count];
    start.apply(0); // what is made once must not count
    long before = used();
    for (int i = 0; i < count; i++) {
      kept[i] = start.apply(i);
    }
    long after = used();
    Reference.reachabilityFence(kept);
    return (double) (after - before) / count;
  }

  /** The bytes of the heap after the collector has run and virtual threads have gone to wait. */
  private static long used() throws InterruptedException {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      Thread.sleep(500);
      System.gc();
      used = Math.min(
          used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }

  /** What a thousand more add: that leaves out all that they share. */
  private static double objects(IntFunction<Object> start) {
    Object[] few = new Object[1001];
    few[0] = start.apply(0);
    long shared = GraphLayout.parseInstance((Object) few).totalSize();
    for (int i = 1; i < few.length; i++) {
      few[i] = start.apply(i);
    }
    return (GraphLayout.parseInstance((Object) few).totalSize() - shared) / 1000.0;
  }
}
