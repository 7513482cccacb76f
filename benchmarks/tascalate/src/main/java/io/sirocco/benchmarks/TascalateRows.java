package io.sirocco.benchmarks;

import static net.tascalate.async.CallContext.async;
import static net.tascalate.async.CallContext.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import net.tascalate.async.async;

/** The rows as methods of Tascalate Async/Await, woven by its own plugins. */
final class TascalateRows {
  private TascalateRows() {}

  @async
  static CompletionStage<Integer> ready(CompletionStage<Integer>[] done) {
    int sum = 0;
    for (int i = 0; i < done.length; i++) {
      sum += await(done[i]);
    }
    return async(sum);
  }

  @async
  static CompletionStage<Integer> child(int x, CompletionStage<Integer> rare) {
    if (x < 0) {
      return async(await(rare));
    }
    return async(x & 63);
  }

  @async
  static CompletionStage<Integer> call(int calls, CompletionStage<Integer> rare) {
    int sum = 0;
    for (int i = 0; i < calls; i++) {
      sum += await(child(i, rare));
    }
    return async(sum);
  }

  @async
  static CompletionStage<Integer> suspend(
      Supplier<? extends CompletionStage<Integer>> source, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += await(source.get());
    }
    return async(sum);
  }

  @async
  static CompletionStage<Integer> once(CompletionStage<Integer> awaited, int x) {
    return async(await(awaited) + x & 63);
  }

  @async
  static CompletionStage<Integer> fib(int n) {
    if (n < 2) {
      return async(n);
    }
    return async(await(fib(n - 1)) + await(fib(n - 2)));
  }

  @async
  static CompletionStage<Integer> deep(CompletionStage<Integer> leaf, int callers) {
    CompletionStage<Integer> inner = callers == 0 ? leaf : deep(leaf, callers - 1);
    return async(await(inner) + 1 & 63);
  }

  /** For the memory: an int, a long and a reference live across the await. */
  @async
  static CompletionStage<Integer> suspended(
      CompletionStage<Integer> awaited, int i, long l, Object ref) {
    return async(await(awaited) + i + (int) l + ref.hashCode());
  }

  @async
  static CompletionStage<Integer> ping(
      Function<Integer, ? extends CompletionStage<Void>> put,
      Supplier<? extends CompletionStage<Integer>> get,
      int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      await(put.apply(i & 63));
      sum += await(get.get());
    }
    return async(sum);
  }

  @async
  static CompletionStage<Integer> pong(
      Supplier<? extends CompletionStage<Integer>> get,
      Function<Integer, ? extends CompletionStage<Void>> put,
      int times) {
    for (int i = 0; i < times; i++) {
      int item = await(get.get());
      await(put.apply(item + 1));
    }
    return async(times);
  }

  @async
  static CompletionStage<Integer> parent(CompletionStage<Integer>[] awaited) {
    List<CompletionStage<Integer>> children = new ArrayList<>(awaited.length);
    for (int i = 0; i < awaited.length; i++) {
      children.add(once(awaited[i], i));
    }
    int sum = 0;
    for (CompletionStage<Integer> child : children) {
      sum += await(child);
    }
    return async(sum);
  }

  static CompletionStage<Integer> skynet(
      int first, int leaves, int degree, IntFunction<CompletionStage<Integer>> leaf) {
    return leaves == 1 ? leaf.apply(first) : node(first, leaves, degree, leaf);
  }

  @async
  static CompletionStage<Integer> leaf(int value) {
    return async(value);
  }

  @async
  static CompletionStage<Integer> node(
      int first, int leaves, int degree, IntFunction<CompletionStage<Integer>> leaf) {
    List<CompletionStage<Integer>> children = new ArrayList<>(degree);
    int each = leaves / degree;
    for (int i = 0; i < degree; i++) {
      children.add(skynet(first + i * each, each, degree, leaf));
    }
    int sum = 0;
    for (CompletionStage<Integer> child : children) {
      sum += await(child);
    }
    return async(sum);
  }

  @async
  static CompletionStage<Integer> tryFinally(CompletionStage<Integer>[] futures) {
    int sum = 0;
    int ends = 0;
    for (int i = 0; i < futures.length; i++) {
      try {
        sum += await(futures[i]);
      } finally {
        ends++;
      }
    }
    return async(sum + ends);
  }
}
