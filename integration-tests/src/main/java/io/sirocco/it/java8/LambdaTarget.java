package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Awaitable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Lambdas and method references beside and around awaits. */
public final class LambdaTarget {
  private int field = 5;

  private LambdaTarget() {}

  @Coroutine
  @Shape(215)
  public static Future<Integer> lambda_that_captures_awaited_values() {
    int p = 3;
    int a = await(later(4));
    Supplier<Integer> s = () -> p * 10 + a;
    int b = await(later(5));
    IntUnaryOperator f = n -> n + b + p;
    return Future.of(s.get() + f.applyAsInt(await(later(1))));
  }

  @Coroutine
  @Shape(215)
  public static Future<Integer> lambda_that_captures_this() {
    return new LambdaTarget().captureThis();
  }

  @Coroutine
  private Future<Integer> captureThis() {
    int a = await(later(4));
    Supplier<Integer> s = () -> field * 10 + a;
    field += await(later(1));
    return Future.of(s.get());
  }

  @Coroutine
  @Shape(216)
  public static Future<String> lambdas_that_are_coroutines() {
    int base = await(later(10));
    Supplier<Future<Integer>> counter = () -> {
      int a = await(later(1));
      int b = await(later(2));
      return Future.of(base + a * b);
    };
    Function<String, Future<String>> twice = text -> Future.of(text + await(later(text)));
    BiFunction<Long, Double, CompletionStage<String>> wide =
        (l, d) -> Future.of(l + await(later("-")) + d).toCompletableFuture();
    Supplier<CompletableFuture<String>> completable = () -> {
      String s = await(later("c"));
      return CompletableFuture.completedFuture(s + base);
    };
    return Future.of(await(counter.get())
        + await(twice.apply("t"))
        + await(wide.apply(3L, 0.5))
        + await(completable.get()));
  }

  @Coroutine
  @Shape({216, 45})
  public static Future<String> failing_lambda() {
    Supplier<Future<Integer>> bad = () -> {
      if (await(later(true))) {
        throw new IllegalStateException("in the lambda");
      }
      return Future.of(1);
    };
    try {
      return Future.of("never" + await(bad.get()));
    } catch (IllegalStateException e) {
      return Future.of(e.getMessage());
    }
  }

  @Coroutine
  @Shape({216, 215})
  public static Future<Integer> lambda_coroutine_that_captures_this() {
    return new LambdaTarget().capturing();
  }

  @Coroutine
  private Future<Integer> capturing() {
    Function<Integer, Future<Integer>> add = n -> {
      field += await(later(n));
      field *= await(later(2));
      return Future.of(field);
    };
    return Future.of(await(add.apply(1)) + await(add.apply(2)) + field);
  }

  @Coroutine
  @Shape(216)
  public static Future<Integer> lambda_in_a_lambda() {
    Function<Integer, Function<Integer, Future<Integer>>> add = a -> b -> {
      Supplier<Future<Integer>> inner = () -> Future.of(await(later(a)) * 10);
      return Future.of(await(inner.get()) + await(later(b)));
    };
    return add.apply(3).apply(4);
  }

  @Coroutine
  @Shape({216, 218})
  public static Future<String> references_to_coroutines() {
    Function<String, Future<String>> shout = LambdaTarget::shout;
    LambdaTarget target = new LambdaTarget();
    Supplier<Future<Integer>> bound = target::bound;
    Supplier<LambdaTarget> make = LambdaTarget::new;
    return Future.of(await(shout.apply("a")) + await(bound.get()) + make.get().field);
  }

  @Coroutine
  private static Future<String> shout(String text) {
    return Future.of(await(later(text)) + "!");
  }

  @Coroutine
  private Future<Integer> bound() {
    return Future.of(field + await(later(100)));
  }

  @Coroutine
  @Shape(220)
  public static Future<String> serializable_lambda() {
    String a = await(later("a"));
    Runnable r = (Runnable & Serializable) () -> step("ran", a);
    r.run();
    await(later(1));
    r.run();
    return Future.of((r instanceof Serializable) + a);
  }

  @Coroutine
  @Shape(227)
  public static Future<String> references_to_private_and_super_methods() {
    return new LambdaTarget().references();
  }

  private String priv(String s) {
    return s + field;
  }

  @Override
  public String toString() {
    return "overridden";
  }

  @Coroutine
  private Future<String> references() {
    Function<String, String> f = this::priv;
    String a = f.apply(await(later("a")));
    Supplier<Integer> hash = super::hashCode;
    boolean same = hash.get() == System.identityHashCode(this) && await(later(true));
    Supplier<String> text = this::toString;
    return Future.of(a + same + await(later(text.get())));
  }

  @Coroutine
  @Shape(229)
  public static Future<String> local_and_anonymous_classes() {
    int a = await(later(1));
    class Local {
      final int n;

      Local(int n) {
        this.n = n;
      }

      @Coroutine
      Future<Integer> plus(int more) {
        return Future.of(n + a + await(later(more)));
      }
    }
    Callable<Future<String>> anonymous = new Callable<Future<String>>() {
      private int calls;

      @Override
      @Coroutine
      public Future<String> call() {
        calls++;
        String s = await(later("call"));
        return Future.of(s + calls + a);
      }
    };
    try {
      return Future.of(await(new Local(await(later(10))).plus(100))
          + await(anonymous.call())
          + await(anonymous.call()));
    } catch (Exception e) {
      return Future.failed(e);
    }
  }

  @Coroutine
  @Shape(216)
  public static Future<String> futures_collected_from_lambdas() {
    List<Supplier<Future<Integer>>> suppliers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int n = i;
      suppliers.add(() -> Future.of(n * await(later(10))));
    }
    String s = "";
    for (Supplier<Future<Integer>> supplier : suppliers) {
      s += await(supplier.get()) + await(later(","));
    }
    return Future.of(s + Arrays.asList(1, 2));
  }

  @Coroutine
  @Shape(216)
  public static Future<String> lazy_lambda() {
    Supplier<Awaitable<String>> lazy = () -> {
      step("started");
      return Future.of(await(later("lazy")));
    };
    Awaitable<String> call = lazy.get();
    step("called");
    return Future.of(await(call));
  }

  // ---- identity ---------------------------------------------------------------------------------

  @Coroutine
  private static Future<Supplier<String>> constant() {
    await(later(1));
    return Future.of(() -> "same");
  }

  @Coroutine
  @Shape({})
  public static Future<Boolean> lambda_that_captures_nothing_is_one_object_for_all_calls() {
    Supplier<String> first = await(constant());
    Supplier<String> second = await(constant());
    Supplier<String> third = await(constant());
    return Future.of(first == second && second == third);
  }

  @Coroutine
  @Shape({})
  public static Future<Boolean> lambda_that_captures_nothing_is_one_object_in_all_iterations() {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 6; i++) {
      seen.add((Supplier<String>) () -> "same");
      seen.add((Supplier<LambdaTarget>) LambdaTarget::new);
      for (int j = 0; j < i; j++) {
        seen.add((IntUnaryOperator) n -> n + 1);
        await(later(j));
      }
    }
    return Future.of(seen.size() == 3);
  }
}
