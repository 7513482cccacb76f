package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;

/** Branches and switches. */
public final class BranchTarget {
  private BranchTarget() {}

  private enum Colour {
    RED,
    GREEN,
    BLUE
  }

  @Coroutine
  @Shape(164)
  public static Future<String> switch_with_an_await_in_every_case() {
    String s = "";
    for (int i = 0; i < 8; i++) {
      switch (i) {
        case 0:
          s += await(later("a"));
          break;
        case 1:
          for (int j = 0; j < 2; j++) {
            s += await(later(j));
          }
          break;
        case 2:
          s += await(later("b"));
        // falls through
        case 3:
          s += await(later("c")) + await(later("d"));
          break;
        case 4:
          continue;
        case 1000:
          s += await(later("never"));
          break;
        case 6:
          try {
            s += await(failing(new IllegalStateException("e")));
          } catch (IllegalStateException e) {
            s += e.getMessage();
          }
          break;
        default:
          s += await(later("z"));
      }
      s += ";";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(165)
  public static Future<String> string_switch_on_an_awaited_value() {
    String r = "";
    for (int i = 0; i < 4; i++) {
      switch (await(later(i == 0 ? "Aa" : i == 1 ? "BB" : i == 2 ? "x" : "Aa"))) {
        case "Aa":
          r += await(later(1));
          break;
        case "BB":
          r += await(later(2));
          break;
        default:
          r += "-";
      }
    }
    return Future.of(r);
  }

  @Coroutine
  @Shape({165, 168})
  public static Future<String> enum_switch() {
    String r = "";
    for (Colour colour : Colour.values()) {
      switch (await(later(colour))) {
        case RED:
          r += await(later("r")) + colour.ordinal();
          break;
        case GREEN:
          r += colour;
          break;
        default:
          r += await(later(colour)).name();
      }
    }
    return Future.of(r);
  }

  @Coroutine
  @Shape(169)
  public static Future<String> code_after_a_throw() {
    String s = "";
    while (true) {
      s += await(later("a"));
      if (s.length() > 2) {
        throw new IllegalStateException(s + await(later("!")));
      }
    }
  }

  @Coroutine
  @Shape({171, 172})
  public static Future<String> throw_and_return_of_an_awaited_value() {
    int caught = 0;
    try {
      throw await(later(new IllegalArgumentException("awaited")));
    } catch (IllegalArgumentException e) {
      caught++;
    }
    return await(later(Future.of("inner" + caught)));
  }

  @Coroutine
  @Shape(172)
  public static Future<Integer> returns_the_future_of_another_coroutine() {
    await(later(0));
    return other(3);
  }

  @Coroutine
  private static Future<Integer> other(int n) {
    return n == 0 ? later(7) : other(n - 1);
  }

  @Coroutine
  @Shape(173)
  public static Future<String> coroutine_without_an_await() {
    return Future.of("plain");
  }

  @Coroutine
  @Shape({173, 63})
  public static Future<String> coroutine_without_an_await_that_throws() {
    throw new IllegalStateException("plain");
  }

  @Coroutine
  @Shape(174)
  public static Future<String> await_in_one_branch_only() {
    return Future.of(await(cached("c")) + await(cached(null)));
  }

  @Coroutine
  private static Future<String> cached(String cache) {
    if (cache != null) {
      return Future.of(cache);
    }
    String s = await(later("loaded"));
    return Future.of(s);
  }

  @Coroutine
  @Shape(177)
  public static Future<String> assertion() {
    int n = await(later(1));
    assert n == await(later(1)) : "n is " + await(later(n));
    return Future.of("n" + n);
  }

  @Coroutine
  @Shape({16, 175})
  public static Future<String> nested_ternaries() {
    String s = "";
    for (int i = 0; i < 5; i++) {
      s += i < 2
          ? (i == 0 ? await(later("a")) : "b") + i
          : i == 3 ? await(later("c")) + await(later("d")) : i + await(later("e"));
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(179)
  public static Future<Integer> recursion() {
    return fib(8);
  }

  @Coroutine
  private static Future<Integer> fib(int n) {
    if (n < 2) {
      return later(n);
    }
    return Future.of(await(fib(n - 1)) + await(fib(n - 2)));
  }

  @Coroutine
  @Shape(179)
  public static Future<Integer> deep_chain() {
    return depth(100);
  }

  @Coroutine
  private static Future<Integer> depth(int n) {
    if (n == 0) {
      return Future.of(await(later(0)));
    }
    int below = await(depth(n - 1));
    return Future.of(below + 1);
  }

  @Coroutine
  @Shape(179)
  public static Future<Boolean> mutual_recursion() {
    return even(31);
  }

  @Coroutine
  private static Future<Boolean> even(int n) {
    return n == 0 ? Future.of(await(later(true))) : odd(n - 1);
  }

  @Coroutine
  private static Future<Boolean> odd(int n) {
    return Future.of(n != 0 && await(even(n - 1)));
  }
}
