package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;

import io.sirocco.AsyncCallable;
import io.sirocco.Awaitable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Values that are dead while a coroutine is suspended. Each method gives a value to {@code seen}; after
 * that, or at the place that its name tells, nobody needs it any more.
 */
public final class MemoryTarget {
  private MemoryTarget() {}

  private static Object value(Consumer<Object> seen) {
    Object value = new int[1000];
    seen.accept(value);
    return value;
  }

  private static int use(Object value) {
    return ((int[]) value).length;
  }

  @Coroutine
  public static Future<Integer> local_that_is_dead(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    Object value = value(seen);
    int n = use(value);
    return Future.of(n + await(f.get()));
  }

  @Coroutine
  public static Future<Integer> local_that_is_dead_at_the_second_await(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    Object value = value(seen);
    int n = await(f.get());
    n += use(value);
    return Future.of(n + await(f.get()));
  }

  @Coroutine
  public static Future<Integer> parameter_that_is_dead(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    return withParameter(value(seen), f);
  }

  @Coroutine
  private static Future<Integer> withParameter(Object value, Supplier<Future<Integer>> f) {
    int n = use(value);
    return Future.of(n + await(f.get()));
  }

  @Coroutine
  public static Future<Integer> value_on_the_stack_that_was_used(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    int n = use(value(seen), await(f.get()));
    return Future.of(n + await(f.get()));
  }

  private static int use(Object value, int more) {
    return use(value) + more;
  }

  @Coroutine
  public static Future<Integer> value_of_the_last_iteration(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    int n = 0;
    while (await(f.get()) > 0) {
      Object value = value(seen);
      n += await(f.get()) + use(value);
    }
    return Future.of(n);
  }

  @Coroutine
  public static Future<Integer> local_set_to_null(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    Object value = value(seen);
    int n = await(f.get()) + use(value);
    value = null;
    n += await(f.get());
    return Future.of(value == null ? n : 0);
  }

  @Coroutine
  public static Future<Integer> exception_that_was_caught(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    int n = 0;
    try {
      n += await(f.get());
      throw new CarriesValue(value(seen));
    } catch (CarriesValue e) {
      n += use(e.value) + await(f.get());
    }
    return Future.of(n + await(f.get()));
  }

  private static final class CarriesValue extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Object value;

    CarriesValue(Object value) {
      super(null, null, false, false);
      this.value = value;
    }
  }

  @Coroutine
  public static Future<Integer> slot_used_by_another_value(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    int n = 0;
    {
      Object value = value(seen);
      n += await(f.get()) + use(value);
    }
    {
      Object other = "other";
      n += await(f.get()) + other.hashCode();
    }
    return Future.of(n);
  }

  @Coroutine
  public static Future<Integer> all_of_a_coroutine_that_is_done(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    Object value = value(seen);
    int n = await(f.get());
    return Future.of(n + use(value));
  }

  @Coroutine
  public static Future<Integer> all_of_a_coroutine_that_failed(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    Object value = value(seen);
    int n = await(f.get());
    if (n + use(value) > 0) {
      throw new IllegalStateException("failed");
    }
    return Future.of(n);
  }

  @Coroutine
  public static Future<Object> awaited_value_that_was_used(
      Consumer<Object> seen, Supplier<Future<Object>> f) {
    int n = use(await(f.get()));
    await(f.get());
    return Future.of(n);
  }

  @Coroutine
  public static Future<Integer> endless(Supplier<Future<Integer>> f) {
    long sum = 0;
    Object kept = "kept";
    while (true) {
      sum += await(f.get()) + kept.hashCode();
    }
  }

  @Coroutine
  public static Future<Integer> plus_one(Future<Integer> below) {
    int n = await(below);
    return Future.of(n + 1);
  }

  /** The value is an object with coroutines of its own. */
  private static final class Holder {
    private final int[] numbers = new int[1000];

    @Coroutine
    Future<Integer> withoutThis(Supplier<Future<Integer>> f) {
      int n = numbers.length;
      return Future.of(n + await(f.get()));
    }

    @Coroutine
    Future<Integer> withThisUntilTheSecond(Supplier<Future<Integer>> f) {
      int n = await(f.get()) + numbers.length;
      return Future.of(n + await(f.get()));
    }

    AsyncCallable<Integer> lambda(Supplier<Future<Integer>> f) {
      return () -> {
        int n = numbers.length;
        return Future.of(n + await(f.get()));
      };
    }

    @Coroutine
    Awaitable<Integer> lazy(Supplier<Future<Integer>> f) {
      int n = numbers.length;
      return Future.of(n + await(f.get()));
    }
  }

  private static Holder holder(Consumer<Object> seen) {
    Holder holder = new Holder();
    seen.accept(holder);
    return holder;
  }

  public static Future<Integer> this_that_is_dead(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    return holder(seen).withoutThis(f);
  }

  public static Future<Integer> this_that_is_dead_at_the_second_await(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    return holder(seen).withThisUntilTheSecond(f);
  }

  public static Future<Integer> this_of_a_lambda(Consumer<Object> seen, Supplier<Future<Integer>> f)
      throws Exception {
    return (Future<Integer>) holder(seen).lambda(f).call();
  }

  public static Future<Integer> this_of_a_lazy_coroutine(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    return holder(seen).lazy(f).start();
  }

  @Coroutine
  public static Future<Integer> awaited_failure_that_was_caught(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    int n = 0;
    try {
      await(Future.failed(new CarriesValue(value(seen))));
    } catch (CarriesValue e) {
      n += use(e.value);
    }
    return Future.of(n + await(f.get()));
  }

  @Coroutine
  public static Future<Integer> exception_that_finally_rethrows(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    try {
      try {
        throw new CarriesValue(value(seen));
      } finally {
        await(f.get());
      }
    } catch (CarriesValue e) {
      int n = use(e.value);
      return Future.of(n + await(f.get()));
    }
  }

  @Coroutine
  public static Future<Integer> argument_of_a_constructor(
      Consumer<Object> seen, Supplier<Future<Integer>> f) {
    int n = new Sum(value(seen), await(f.get())).result;
    return Future.of(n + await(f.get()));
  }

  private static final class Sum {
    final int result;

    Sum(Object value, int more) {
      result = use(value) + more;
    }
  }

  /** The other way round than {@code plus_one}: each coroutine is resumed before it calls the next. */
  @Coroutine
  public static Future<Integer> depth(Integer below, Supplier<Future<Integer>> f) {
    await(f.get());
    return Future.of(below == 0 ? 0 : await(depth(below - 1, f)) + 1);
  }
}
