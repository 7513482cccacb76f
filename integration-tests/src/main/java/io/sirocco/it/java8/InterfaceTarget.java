package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.util.Arrays;
import java.util.List;

/** Coroutines in interfaces. */
public final class InterfaceTarget {
  private InterfaceTarget() {}

  private interface Counter {
    int START = started();

    static int started() {
      step("Counter is initialised");
      return 3;
    }

    int next();

    @Coroutine
    default Future<String> count(String prefix, long to) {
      StringBuilder b = new StringBuilder(prefix);
      for (int i = next(); i < to; i = next() + await(later(0))) {
        b.append(i).append(await(later(",")));
      }
      return Future.of(b.toString());
    }

    @Coroutine
    static Future<Integer> fixed(int n) {
      int start = START;
      return Future.of(start + await(later(n)));
    }
  }

  private static final class Numbers implements Counter {
    private int n;

    @Override
    public int next() {
      return n++;
    }
  }

  @Coroutine
  @Shape({200, 203})
  public static Future<String> default_method() {
    Counter c = new Numbers();
    return Future.of(await(c.count("n:", 4)) + await(c.count("m:", 7)));
  }

  @Coroutine
  @Shape({201, 203})
  public static Future<Integer> static_method_of_an_interface() {
    return Future.of(await(Counter.fixed(4)) + await(Counter.fixed(5)));
  }

  private interface Loader<T> {
    Future<T> load(String key);
  }

  private static final class Lengths implements Loader<Integer> {
    @Override
    @Coroutine
    public Future<Integer> load(String key) {
      return Future.of(await(later(key)).length());
    }
  }

  private abstract static class Cached<T extends CharSequence> implements Loader<T> {
    @Override
    @Coroutine
    public Future<T> load(String key) {
      T value = make(await(later(key)));
      return Future.of(await(later(value)));
    }

    abstract T make(String key);
  }

  @Coroutine
  @Shape(231)
  public static Future<String> generic_method_with_a_bridge() {
    Loader<Integer> lengths = new Lengths();
    Loader<StringBuilder> builders = new Cached<StringBuilder>() {
      @Override
      StringBuilder make(String key) {
        return new StringBuilder(key).reverse();
      }
    };
    return Future.of(await(lengths.load("four")) + "" + await(builders.load("abc")));
  }

  private interface Source {
    Future<? extends Object> get();
  }

  private static final class TextSource implements Source {
    @Override
    @Coroutine
    public Future<String> get() {
      return Future.of("text" + await(later(1)));
    }
  }

  @Coroutine
  @Shape({231, 233})
  public static Future<String> covariant_return_type() {
    Source source = new TextSource();
    Object o = await(source.get());
    return Future.of(o + await(new TextSource().get()));
  }

  @Coroutine
  @Shape(232)
  public static Future<String> generic_methods() {
    List<Integer> list = Arrays.asList(3, 1, 2);
    return Future.of(
        await(max("b", "a")) + await(max(await(later(4)), 5)) + await(first(list, Integer.class)));
  }

  @Coroutine
  private static <X extends Comparable<X>> Future<X> max(X a, X b) {
    X x = await(later(a));
    X y = await(later(b));
    return Future.of(x.compareTo(y) > 0 ? x : y);
  }

  @Coroutine
  private static <T, L extends List<? extends T>> Future<T> first(L list, Class<T> type) {
    T found = null;
    for (T each : list) {
      if (type.isInstance(await(later(each)))) {
        found = found == null ? each : found;
      }
    }
    return Future.of(found);
  }

  @Coroutine
  @Shape({232, 235})
  public static Future<String> varargs() {
    return Future.of(await(joined("a", 1, 2, 3)) + await(joined("b")) + await(generic(1L, "x")));
  }

  @Coroutine
  private static Future<String> joined(String prefix, int... numbers) {
    String s = prefix;
    for (int n : numbers) {
      s += await(later(n));
    }
    return Future.of(s + numbers.length);
  }

  @Coroutine
  @SafeVarargs
  private static <T> Future<String> generic(T... values) {
    String s = "";
    for (T value : values) {
      s += await(later(value));
    }
    return Future.of(s);
  }
}
