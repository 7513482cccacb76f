package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Coroutines whose every byte is counted. */
public final class AllocationTarget {
  private int bias = 1;

  private AllocationTarget() {}

  @Coroutine
  public static Future<Integer> suspend_for_ever(Supplier<Future<Integer>> f) {
    long sum = 0;
    for (int i = 0; ; i++) {
      sum += await(f.get()) + i;
    }
  }

  @Coroutine
  public static Future<Integer> await_done(Future<Integer> done, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += await(done);
    }
    return sum > 0 ? done : null;
  }

  @Coroutine
  public static Future<Integer> suspend_for_ever_on_a_stage(
      Supplier<CompletableFuture<Integer>> f) {
    long sum = 0;
    for (int i = 0; ; i++) {
      sum += await(f.get()) + i;
    }
  }

  @Coroutine
  public static Future<Integer> await_ready(IOLoop loop, SelectableChannel channel, int times) {
    int ops = 0;
    for (int i = 0; i < times; i++) {
      ops += await(loop.ready(channel, SelectionKey.OP_READ));
    }
    return Future.of(ops);
  }

  @Coroutine
  private static Future<Integer> child(Future<Integer> done, int i) {
    return Future.of(await(done) + i & 15);
  }

  @Coroutine
  public static Future<Integer> call_child(int times) {
    Future<Integer> one = Future.of(1);
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += await(child(one, i));
    }
    return sum > 0 ? one : null;
  }

  @Coroutine
  private static Future<Integer> fibonacci(int n) {
    return n < 2 ? Future.of(n) : Future.of(await(fibonacci(n - 1)) + await(fibonacci(n - 2)));
  }

  @Coroutine
  public static Future<Integer> call_fibonacci_of_6(int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += await(fibonacci(6));
    }
    return sum > 0 ? Future.of(1) : null;
  }

  @Coroutine
  private static Future<Integer> once(Future<Integer> f, int i) {
    return Future.of(await(f) + i);
  }

  public static Future<Integer> start_and_complete(int times) {
    for (int i = 0; i < times; i++) {
      Promise<Integer> promise = new Promise<>();
      Future<Integer> started = once(promise, i & 15);
      promise.complete(1);
      if (started.result() != (i & 15) + 1) {
        throw new AssertionError(started);
      }
    }
    return null;
  }

  @Coroutine
  private static Future<Integer> kept(Future<Integer> f, int i, long l, Object ref) {
    return Future.of(await(f) + i + (int) l + ref.hashCode());
  }

  @Coroutine
  private Future<Integer> keptWithThis(Future<Integer> f, int i, long l, Object ref) {
    return Future.of(await(f) + i + (int) l + ref.hashCode() + bias);
  }

  @Coroutine
  private static Future<Integer> nothingKept(Future<Integer> f) {
    await(f);
    return null;
  }

  public static void start_many_that_keep_nothing(int times) {
    for (int i = 0; i < times; i++) {
      nothingKept(new Promise<>()).isDone();
    }
  }

  public static void start_many_that_keep_int_long_and_reference(int times) {
    for (int i = 0; i < times; i++) {
      kept(new Promise<>(), i, i, "ref").isDone();
    }
  }

  public static void start_many_that_keep_this_too(int times) {
    AllocationTarget target = new AllocationTarget();
    for (int i = 0; i < times; i++) {
      target.keptWithThis(new Promise<>(), i, i, "ref").isDone();
    }
  }
}
