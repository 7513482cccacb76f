package io.sirocco.benchmarks;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.multi;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.queues.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

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

  @Coroutine
  static Future<Integer> foreign(CompletableSource source, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += await(source.next());
    }
    return Future.of(sum);
  }

  @Coroutine
  static Future<Integer> ping(Queue<Integer> out, Queue<Integer> in, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      await(out.put(i & 63));
      sum += await(in.get());
    }
    return Future.of(sum);
  }

  @Coroutine
  static Future<Integer> pong(Queue<Integer> in, Queue<Integer> out, int times) {
    for (int i = 0; i < times; i++) {
      int item = await(in.get());
      await(out.put(item + 1));
    }
    return Future.of(times);
  }

  @Coroutine
  static Future<Integer> parent(Future<Integer>[] awaited) {
    List<Future<Integer>> children = new ArrayList<>(awaited.length);
    for (int i = 0; i < awaited.length; i++) {
      children.add(once(awaited[i], i));
    }
    int sum = 0;
    for (int result : await(multi(children))) {
      sum += result;
    }
    return Future.of(sum);
  }

  @Coroutine
  static Future<Integer> skynet(int first, int leaves, IntFunction<Future<Integer>> leaf) {
    if (leaves == 1) {
      return leaf.apply(first);
    }
    List<Future<Integer>> children = new ArrayList<>(Rows.CHILDREN);
    int each = leaves / Rows.CHILDREN;
    for (int i = 0; i < Rows.CHILDREN; i++) {
      children.add(skynet(first + i * each, each, leaf));
    }
    int sum = 0;
    for (int result : await(multi(children))) {
      sum += result;
    }
    return Future.of(sum);
  }

  @Coroutine
  static Future<Integer> tryFinally(Future<Integer>[] futures) {
    int sum = 0;
    int ends = 0;
    for (int i = 0; i < futures.length; i++) {
      try {
        sum += await(futures[i]);
      } finally {
        ends++;
      }
    }
    return Future.of(sum + ends);
  }
}
