package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Awaits inside try and in catch blocks. */
public final class CatchTarget {
  /** Checked, with a value to look at. */
  private static final class Custom extends Exception {
    private static final long serialVersionUID = 1L;
    final int code;

    Custom(int code) {
      super("custom " + code);
      this.code = code;
    }
  }

  private static Future<Integer> fails(int code) {
    return failing(new Custom(code));
  }

  private static <E extends Exception> void mayThrow(Class<E> type) throws E {}

  @Coroutine
  @Shape(45)
  public static Future<String> failure_of_the_awaited_future_is_caught_by_its_type() {
    try {
      mayThrow(Custom.class);
      int x = await(fails(3));
      return Future.of("never " + x);
    } catch (Custom e) {
      return Future.of("code " + e.code);
    }
  }

  @Coroutine
  @Shape({45, 46})
  public static Future<String> failure_of_a_coroutine_is_caught_by_its_type() {
    try {
      mayThrow(IOException.class);
      await(throwsIoException(2));
      return Future.of("never");
    } catch (IOException e) {
      step(e, await(later(1)));
      return Future.of("caught " + e.getMessage());
    }
  }

  @Coroutine
  @Shape({63, 69})
  public static Future<Integer> checked_exception_leaves_the_coroutine() throws IOException {
    int x = await(later(3));
    if (x == 3) {
      throw new IOException("x is " + x);
    }
    return Future.of(x);
  }

  @Coroutine
  private static Future<Integer> throwsIoException(int awaits) throws IOException {
    for (int i = 0; i < awaits; i++) {
      step("before", await(later(i)));
    }
    throw new IOException("io");
  }

  @Coroutine
  @Shape(63)
  public static Future<Integer> exception_before_the_first_await() {
    step("throwing");
    int zero = "".length();
    int x = 1 / zero;
    return Future.of(x + await(later(1)));
  }

  @Coroutine
  @Shape(63)
  public static Future<Integer> exception_after_the_last_await() {
    int zero = await(later(0));
    return Future.of(1 / zero);
  }

  @Coroutine
  @Shape(46)
  public static Future<String> exception_variable_lives_across_an_await_in_catch() {
    String s = "a";
    try {
      s += await(later("b"));
      s += await(fails(7));
    } catch (Exception e) {
      s += await(later("c")) + e.getMessage();
      s += e instanceof Custom ? ((Custom) e).code : -1;
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({46, 104})
  public static Future<String> caught_exception_is_thrown_again() {
    try {
      try {
        await(fails(1));
      } catch (Exception e) {
        step("inner", e, await(later("x")));
        throw e;
      }
    } catch (Exception e) {
      step("outer", e);
    }
    return Future.of("end");
  }

  @Coroutine
  @Shape(55)
  public static Future<String> multi_catch() {
    String s = "";
    for (int i = 0; i < 3; i++) {
      try {
        s += await(
            i == 0
                ? later("ok")
                : failing(i == 1 ? new IllegalStateException("1") : new ArithmeticException("2")));
      } catch (IllegalStateException | ArithmeticException e) {
        s += await(later("<")) + e.getMessage() + ">";
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(56)
  public static Future<String> nested_tries_with_an_await_in_each() {
    String s = "";
    try {
      s += await(later("1"));
      try {
        s += await(later("2"));
        try {
          mayThrow(Custom.class);
          s += await(fails(3));
        } catch (IllegalStateException e) {
          s += "wrong";
        }
        s += "never";
      } catch (Custom e) {
        s += await(later("c")) + e.code;
        await(failing(new IllegalArgumentException("from the handler")));
      }
    } catch (Exception e) {
      s += await(later("o")) + e.getMessage();
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({57, 58})
  public static Future<String> range_that_holds_only_the_await() {
    Future<Integer> f = fails(1);
    Future<String> g = later("v");
    try {
      await(f);
    } catch (Exception e) {
      step("only", e);
    }
    String s = null;
    try {
      s = await(g);
    } catch (RuntimeException e) {
      s = "never";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(58)
  public static Future<String> awaits_at_both_ends_of_a_range() {
    String s = "";
    for (int i = 0; i < 4; i++) {
      Future<String> first =
          i == 1 ? Script.<String>failing(new IllegalStateException("first")) : later("f");
      Future<String> last =
          i == 2 ? Script.<String>failing(new IllegalStateException("last")) : later("l");
      Future<String> after =
          i == 3 ? Script.<String>failing(new IllegalStateException("after")) : later("a");
      try {
        String x = await(first);
        s += x;
        s += await(last);
      } catch (IllegalStateException e) {
        s += e.getMessage();
      }
      try {
        s += await(after);
      } catch (IllegalStateException e) {
        s += "[" + e.getMessage() + "]";
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({60, 67, 151})
  public static Future<String> local_that_only_the_handler_reads() {
    int foo = 0;
    long bar = 1;
    String baz = "z";
    try {
      foo = await(later(1));
      bar = 10;
      foo = 3;
      await(later("between"));
      baz = "y";
      await(fails(1));
      foo = 4;
    } catch (Exception e) {
      return Future.of(foo + " " + bar + " " + baz);
    }
    return Future.of("never" + foo);
  }

  @Coroutine
  @Shape(64)
  public static Future<String> catch_of_everything_sees_only_real_exceptions() {
    int caught = 0;
    String s = "";
    try {
      s += await(later("a"));
      s += await(later("b"));
    } catch (Throwable t) {
      caught++;
    }
    try {
      s += await(failing(new StackOverflowError("made up")));
    } catch (Throwable t) {
      s += t.getClass().getSimpleName();
    }
    return Future.of(s + caught);
  }

  @Coroutine
  @Shape(66)
  public static Future<String> retry_loop() {
    int tries = 0;
    for (; ; ) {
      try {
        return Future.of(await(attempt(tries)) + tries);
      } catch (IllegalStateException e) {
        tries++;
        step("retry", tries, e);
      }
    }
  }

  private static Future<String> attempt(int tries) {
    return tries < 3
        ? Script.<String>failing(new IllegalStateException("try " + tries))
        : later("done");
  }

  @Coroutine
  @Shape({66, 46})
  public static Future<String> retry_loop_that_waits_in_the_handler() {
    for (int tries = 0; ; ) {
      try {
        String s = await(attempt(tries));
        return Future.of(s + tries);
      } catch (IllegalStateException retry) {
        tries += await(later(1));
        continue;
      } finally {
        step("end of a try", tries, await(later("f")));
      }
    }
  }

  @Coroutine
  @Shape({68, 296})
  public static Future<String> exceptions_between_await_and_store() {
    String s = "";
    try {
      int x = await(Script.<Integer>later(null));
      s += x;
    } catch (NullPointerException e) {
      s += "unboxed ";
    }
    try {
      Future<String> none = null;
      s += await(none);
    } catch (NullPointerException e) {
      s += "no future";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(70)
  public static Future<String> error_leaves_the_coroutine() {
    await(later(1));
    throw new AssertionError(await(later("wrong")));
  }

  @Coroutine
  @Shape(71)
  public static Future<String> same_exception_twice() {
    RuntimeException one = new IllegalStateException("one");
    int same = 0;
    for (int i = 0; i < 2; i++) {
      try {
        await(failing(one));
      } catch (IllegalStateException e) {
        same += e == one ? 1 : 0;
      }
    }
    return Future.of("same " + same + one.getSuppressed().length);
  }

  @Coroutine
  @Shape(104)
  public static Future<String> exceptions_of_two_handlers_in_one_variable() {
    Exception x = null;
    String s = "";
    for (int i = 0; i < 3; i++) {
      try {
        await(i == 0 ? failing(new IllegalStateException("a")) : i == 1 ? fails(5) : later(0));
        x = null;
      } catch (IllegalStateException e) {
        x = e;
      } catch (Exception e) {
        x = e;
      }
      await(later("x"));
      s += x == null ? "none" : x.getMessage() + " ";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({45, 73})
  public static Future<String> handler_that_is_never_reached() {
    String s = "";
    try {
      s += "a";
    } catch (IllegalStateException e) {
      s += await(later("never")) + e;
    }
    try {
      s += await(later("b"));
    } catch (Error e) {
      throw e;
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({45, 304})
  public static Future<Integer> value_computed_in_try_and_catch() {
    int x;
    try {
      x = await(later(4)) + Integer.parseInt(await(later("not a number")));
    } catch (NumberFormatException e) {
      x = await(later(5));
    }
    Callable<Integer> answer = () -> 1;
    try {
      x += answer.call() + await(later(6));
    } catch (Exception e) {
      x = -1;
    }
    return Future.of(x);
  }
}
