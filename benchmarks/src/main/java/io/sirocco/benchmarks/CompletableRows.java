package io.sirocco.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** The rows as chains of stages of the JDK. */
final class CompletableRows {
  private CompletableRows() {}

  static CompletableFuture<Integer> ready(CompletableFuture<Integer>[] done) {
    CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
    for (CompletableFuture<Integer> future : done) {
      sum = sum.thenCombine(future, Integer::sum);
    }
    return sum;
  }

  static CompletableFuture<Integer> child(int x, CompletableFuture<Integer> rare) {
    return x < 0 ? rare.thenApply(value -> value) : CompletableFuture.completedFuture(x & 63);
  }

  static CompletableFuture<Integer> call(int calls, CompletableFuture<Integer> rare) {
    CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
    for (int i = 0; i < calls; i++) {
      sum = sum.thenCombine(child(i, rare), Integer::sum);
    }
    return sum;
  }

  static CompletableFuture<Integer> suspend(CompletableSource source, int times) {
    return suspend(source, times, 0);
  }

  private static CompletableFuture<Integer> suspend(CompletableSource source, int left, int sum) {
    return left == 0
        ? CompletableFuture.completedFuture(sum)
        : source.next().thenCompose(value -> suspend(source, left - 1, sum + value));
  }

  static CompletableFuture<Integer> once(CompletableFuture<Integer> awaited, int x) {
    return awaited.thenApply(value -> value + x & 63);
  }

  static CompletableFuture<Integer> fib(int n) {
    return n < 2
        ? CompletableFuture.completedFuture(n)
        : fib(n - 1).thenCombine(fib(n - 2), Integer::sum);
  }

  static CompletableFuture<Integer> deep(CompletableFuture<Integer> leaf, int callers) {
    CompletableFuture<Integer> inner = callers == 0 ? leaf : deep(leaf, callers - 1);
    return inner.thenApply(value -> value + 1 & 63);
  }

  static CompletableFuture<Integer> parent(CompletableFuture<Integer>[] awaited) {
    List<CompletableFuture<Integer>> children = new ArrayList<>(awaited.length);
    for (int i = 0; i < awaited.length; i++) {
      children.add(once(awaited[i], i));
    }
    return sum(children);
  }

  static CompletableFuture<Integer> skynet(
      int first, int leaves, IntFunction<CompletableFuture<Integer>> leaf) {
    if (leaves == 1) {
      return leaf.apply(first);
    }
    List<CompletableFuture<Integer>> children = new ArrayList<>(Rows.CHILDREN);
    int each = leaves / Rows.CHILDREN;
    for (int i = 0; i < Rows.CHILDREN; i++) {
      children.add(skynet(first + i * each, each, leaf));
    }
    return sum(children);
  }

  private static CompletableFuture<Integer> sum(List<CompletableFuture<Integer>> children) {
    return CompletableFuture.allOf(children.toArray(new CompletableFuture<?>[0]))
        .thenApply(done -> {
          int sum = 0;
          for (CompletableFuture<Integer> child : children) {
            sum += child.join();
          }
          return sum;
        });
  }

  static CompletableFuture<Integer> tryFinally(CompletableFuture<Integer>[] done) {
    int[] ends = {0};
    CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
    for (CompletableFuture<Integer> future : done) {
      sum = sum.thenCombine(future, Integer::sum).whenComplete((value, failure) -> ends[0]++);
    }
    return sum.thenApply(value -> value + ends[0]);
  }
}
