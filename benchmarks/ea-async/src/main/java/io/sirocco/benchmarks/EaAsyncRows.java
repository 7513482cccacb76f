package io.sirocco.benchmarks;

import static com.ea.async.Async.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** The rows as methods of EA Async, woven by its own plugin. */
final class EaAsyncRows {
  private EaAsyncRows() {}

  static CompletableFuture<Integer> ready(CompletableFuture<Integer>[] done) {
    int sum = 0;
    for (int i = 0; i < done.length; i++) {
      sum += await(done[i]);
    }
    return CompletableFuture.completedFuture(sum);
  }

  static CompletableFuture<Integer> child(int x, CompletableFuture<Integer> rare) {
    if (x < 0) {
      return CompletableFuture.completedFuture(await(rare));
    }
    return CompletableFuture.completedFuture(x & 63);
  }

  static CompletableFuture<Integer> call(int calls, CompletableFuture<Integer> rare) {
    int sum = 0;
    for (int i = 0; i < calls; i++) {
      sum += await(child(i, rare));
    }
    return CompletableFuture.completedFuture(sum);
  }

  static CompletableFuture<Integer> suspend(CompletableSource source, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += await(source.next());
    }
    return CompletableFuture.completedFuture(sum);
  }

  static CompletableFuture<Integer> once(CompletableFuture<Integer> awaited, int x) {
    return CompletableFuture.completedFuture(await(awaited) + x & 63);
  }

  static CompletableFuture<Integer> fib(int n) {
    if (n < 2) {
      return CompletableFuture.completedFuture(n);
    }
    return CompletableFuture.completedFuture(await(fib(n - 1)) + await(fib(n - 2)));
  }

  static CompletableFuture<Integer> deep(CompletableFuture<Integer> leaf, int callers) {
    CompletableFuture<Integer> inner = callers == 0 ? leaf : deep(leaf, callers - 1);
    return CompletableFuture.completedFuture(await(inner) + 1 & 63);
  }

  /** For the memory: an int, a long and a reference live across the await. */
  static CompletableFuture<Integer> suspended(
      CompletableFuture<Integer> awaited, int i, long l, Object ref) {
    return CompletableFuture.completedFuture(await(awaited) + i + (int) l + ref.hashCode());
  }

  static CompletableFuture<Integer> ping(CompletableSlot out, CompletableSlot in, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      await(out.put(i & 63));
      sum += await(in.get());
    }
    return CompletableFuture.completedFuture(sum);
  }

  static CompletableFuture<Integer> pong(CompletableSlot in, CompletableSlot out, int times) {
    for (int i = 0; i < times; i++) {
      int item = await(in.get());
      await(out.put(item + 1));
    }
    return CompletableFuture.completedFuture(times);
  }

  static CompletableFuture<Integer> parent(CompletableFuture<Integer>[] awaited) {
    List<CompletableFuture<Integer>> children = new ArrayList<>(awaited.length);
    for (int i = 0; i < awaited.length; i++) {
      children.add(once(awaited[i], i));
    }
    await(CompletableFuture.allOf(children.toArray(new CompletableFuture<?>[0])));
    int sum = 0;
    for (int i = 0; i < children.size(); i++) {
      sum += children.get(i).join();
    }
    return CompletableFuture.completedFuture(sum);
  }

  static CompletableFuture<Integer> skynet(
      int first, int leaves, int degree, IntFunction<CompletableFuture<Integer>> leaf) {
    if (leaves == 1) {
      return leaf.apply(first);
    }
    List<CompletableFuture<Integer>> children = new ArrayList<>(degree);
    int each = leaves / degree;
    for (int i = 0; i < degree; i++) {
      children.add(skynet(first + i * each, each, degree, leaf));
    }
    await(CompletableFuture.allOf(children.toArray(new CompletableFuture<?>[0])));
    int sum = 0;
    for (int i = 0; i < degree; i++) {
      sum += children.get(i).join();
    }
    return CompletableFuture.completedFuture(sum);
  }

  static CompletableFuture<Integer> tryFinally(CompletableFuture<Integer>[] futures) {
    int sum = 0;
    int ends = 0;
    for (int i = 0; i < futures.length; i++) {
      try {
        sum += await(futures[i]);
      } finally {
        ends++;
      }
    }
    return CompletableFuture.completedFuture(sum + ends);
  }
}
