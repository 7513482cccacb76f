package io.sirocco.benchmarks;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;

/** The rows as coroutines, woven by our plugin. */
final class SiroccoRows {
  private SiroccoRows() {}

  @Coroutine
  static Future<Integer> ready(Future<Integer>[] done) {
    int sum = 0;
    for (int i = 0; i < done.length; i++) {
      sum += await(done[i]);
    }
    return Future.of(sum);
  }

  @Coroutine
  static Future<Integer> child(int x, Future<Integer> rare) {
    if (x < 0) {
      return Future.of(await(rare));
    }
    return Future.of(x & 63);
  }

  @Coroutine
  static Future<Integer> call(int calls, Future<Integer> rare) {
    int sum = 0;
    for (int i = 0; i < calls; i++) {
      sum += await(child(i, rare));
    }
    return Future.of(sum);
  }

  @Coroutine
  static Future<Integer> suspend(Source source, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += await(source.next());
    }
    return Future.of(sum);
  }

  @Coroutine
  static Future<Integer> once(Future<Integer> awaited, int x) {
    return Future.of(await(awaited) + x & 63);
  }

  @Coroutine
  static Future<Integer> fib(int n) {
    if (n < 2) {
      return Future.of(n);
    }
    return Future.of(await(fib(n - 1)) + await(fib(n - 2)));
  }

  @Coroutine
  static Future<Integer> deep(Future<Integer> leaf, int callers) {
    Future<Integer> inner = callers == 0 ? leaf : deep(leaf, callers - 1);
    return Future.of(await(inner) + 1 & 63);
  }
}
