package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
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

  public static Future<Integer> start_many_that_keep_nothing(Future<Integer> f, int times) {
    for (int i = 0; i < times; i++) {
      nothingKept(f).isDone();
    }
    return f;
  }

  public static Future<Integer> start_many_that_keep_int_long_and_reference(
      Future<Integer> f, int times) {
    for (int i = 0; i < times; i++) {
      kept(f, i, i, "ref").isDone();
    }
    return f;
  }

  public static Future<Integer> start_many_that_keep_this_too(Future<Integer> f, int times) {
    AllocationTarget target = new AllocationTarget();
    for (int i = 0; i < times; i++) {
      target.keptWithThis(f, i, i, "ref").isDone();
    }
    return f;
  }
}
