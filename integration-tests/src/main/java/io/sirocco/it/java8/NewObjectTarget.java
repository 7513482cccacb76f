package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.pass;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.util.ArrayList;
import java.util.List;

/** Awaits between {@code new} and the constructor: an object without a constructor call on the stack. */
public final class NewObjectTarget {
  private int v;

  private NewObjectTarget() {}

  private NewObjectTarget(int v) {
    this.v = v;
  }

  private int v() {
    return v;
  }

  /** A pair that shows when it is made. */
  private static class Pair {
    final Object left;
    final Object right;

    Pair(Object left, Object right) {
      step("new Pair", left, right);
      this.left = left;
      this.right = right;
    }

    @Override
    public String toString() {
      return "(" + left + " " + right + ")";
    }
  }

  /** Shows when its class is initialised. */
  private static final class Noisy {
    static {
      step("Noisy is initialised");
    }

    final int value;

    Noisy(int value) {
      this.value = value;
    }
  }

  /** Cannot be initialised. */
  private static final class Broken {
    static final int NUMBER = fail();

    Broken(int value) {}

    private static int fail() {
      throw new IllegalStateException("broken class");
    }
  }

  private static final class Wide {
    final String text;

    Wide(long a, int b, long c, double d) {
      text = a + " " + b + " " + c + " " + d;
    }
  }

  @Coroutine
  @Shape(25)
  public static Future<String> await_in_the_arguments() {
    return Future.of(new Pair(1, await(later("a"))).toString() + new Pair(await(later("b")), 2));
  }

  @Coroutine
  @Shape(26)
  public static Future<String> nested_objects() {
    return Future.of(new Pair(
            new Pair(await(later("a")), 2),
            new Pair(new Pair(3, await(later("b"))), await(later("c"))))
        .toString());
  }

  @Coroutine
  @Shape({27, 16})
  public static Future<String> ternaries_in_the_arguments() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      boolean b = i == 0;
      s += new Pair(b ? await(later(1)) : (Integer) 5, b ? (Integer) 6 : await(later(2)));
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(28)
  public static Future<Integer> class_is_initialised_before_the_arguments() {
    step("before");
    return Future.of(new Noisy(pass(1) + await(later(2))).value);
  }

  @Coroutine
  @Shape({28, 40})
  public static Future<String> class_that_cannot_be_initialised_fails_before_the_arguments() {
    try {
      return Future.of("never" + new Broken(pass(1) + await(later(2))));
    } catch (ExceptionInInitializerError e) {
      return Future.of("failed: " + e.getCause().getMessage());
    }
  }

  @Coroutine
  @Shape({29, 198})
  public static Future<Integer> object_of_the_same_class() {
    NewObjectTarget k = new NewObjectTarget();
    k.v += await(later(4));
    NewObjectTarget other = new NewObjectTarget(await(later(5)) + k.v());
    return Future.of(other.v() + new NewObjectTarget(await(later(1))).v);
  }

  @Coroutine
  @Shape(30)
  public static Future<String> wide_arguments() {
    return Future.of(new Wide(1L, await(later(2)), await(later(3L)), 4.5).text);
  }

  @Coroutine
  @Shape(33)
  public static Future<String> await_fails_while_constructing() {
    Pair p = null;
    try {
      p = new Pair(await(later("a")), await(failing(new IllegalStateException("no right"))));
    } catch (IllegalStateException e) {
      step(e);
    } finally {
      step("finally", p == null);
    }
    return Future.of("" + p);
  }

  @Coroutine
  @Shape({33, 45})
  public static Future<String> new_inside_try_inside_arguments() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      try {
        s += new Pair(
            i, i == 0 ? await(later("x")) : await(failing(new IllegalArgumentException("second"))));
      } catch (IllegalArgumentException e) {
        s += new Pair("caught", await(later(e.getMessage())));
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(36)
  public static Future<String> same_site_in_a_loop() {
    List<Pair> pairs = new ArrayList<>();
    int i = 0;
    while (i < 3) {
      pairs.add(new Pair(i++, await(later(i))));
    }
    return Future.of(pairs.toString());
  }

  @Coroutine
  @Shape(34)
  public static Future<Integer> object_that_nobody_keeps() {
    new Pair(await(later(1)), 2);
    new ArrayList<Integer>(await(later(10)));
    return Future.of(3);
  }

  /** Constructor arguments and captured values. */
  private abstract static class Base {
    final int base;

    Base(int base) {
      this.base = base;
    }

    abstract int sum();
  }

  @Coroutine
  @Shape(38)
  public static Future<Integer> anonymous_class_with_an_await_in_its_arguments() {
    final int captured = await(later(10));
    final long wide = await(later(100L));
    Base b = new Base(await(later(1))) {
      @Override
      int sum() {
        return base + captured + (int) wide;
      }
    };
    return Future.of(b.sum());
  }

  private final class Inner {
    final String text;

    Inner(String text) {
      this.text = text + v;
    }
  }

  @Coroutine
  @Shape(39)
  public static Future<String> inner_class_creation() {
    NewObjectTarget outer = new NewObjectTarget(7);
    NewObjectTarget none = null;
    String s = outer.new Inner(await(later("inner"))).text;
    try {
      none.new Inner(await(later(pass("not evaluated"))));
    } catch (NullPointerException e) {
      s += " no outer";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({25, 191})
  public static Future<String> inner_class_creation_by_this() {
    return new NewObjectTarget(8).inner();
  }

  @Coroutine
  private Future<String> inner() {
    return Future.of(new Inner(await(later("i"))).text + this.new Inner(await(later("j"))).text);
  }

  @Coroutine
  @Shape(43)
  public static Future<String> string_builder_in_use() {
    return Future.of(new StringBuilder("a")
        .append(await(later("b")))
        .append(1)
        .append(await(later('c')))
        .toString());
  }

  @Coroutine
  @Shape({25, 69})
  public static Future<String> exception_object_with_an_awaited_message() {
    try {
      throw new IllegalStateException(
          await(later("message")), new RuntimeException(await(later("cause"))));
    } catch (IllegalStateException e) {
      step(e);
    }
    throw new IllegalArgumentException(await(later("last")));
  }

  @Coroutine
  @Shape({26, 32})
  public static Future<String> coroutine_called_in_the_arguments() {
    return Future.of(new Pair(new Pair(1, await(child(2))), await(child(3))).toString());
  }

  @Coroutine
  private static Future<Integer> child(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(later(i + 1));
    }
    return Future.of(sum);
  }
}
