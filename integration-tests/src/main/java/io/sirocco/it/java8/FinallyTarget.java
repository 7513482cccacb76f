package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;

/** Awaits in and around finally blocks. */
public final class FinallyTarget {
  private FinallyTarget() {}

  private static Future<String> fails(String message) {
    return failing(new IllegalStateException(message));
  }

  @Coroutine
  @Shape({47, 48})
  public static Future<String> await_in_finally_without_an_exception() {
    String s = "";
    try {
      s += await(later("try "));
    } finally {
      s += await(later("finally "));
      step("finally", s);
    }
    return Future.of(s + "end");
  }

  @Coroutine
  @Shape(47)
  public static Future<String> await_in_finally_with_an_exception() {
    int n = 1;
    try {
      n += await(later(1));
      await(fails("in try"));
    } finally {
      n += await(later(10));
      step("finally", n);
    }
    return Future.of("never");
  }

  @Coroutine
  @Shape(48)
  public static Future<String> finally_runs_once() {
    StringBuilder b = new StringBuilder();
    try {
      b.append(await(later("a")));
      b.append(await(later("b")));
    } finally {
      b.append("F");
    }
    try {
      b.append(await(fails("x")));
    } catch (IllegalStateException e) {
      b.append("C");
    } finally {
      b.append("G");
    }
    return Future.of(b.toString());
  }

  @Coroutine
  @Shape(49)
  public static Future<String> return_value_waits_for_finally() {
    int x = 1;
    try {
      x = await(later(2));
      return Future.of("x was " + x);
    } finally {
      x = 100 + await(later(5));
      step("finally", x);
    }
  }

  @Coroutine
  @Shape(50)
  public static Future<String> finally_overrides_an_exception() {
    try {
      try {
        await(fails("lost"));
      } finally {
        return Future.of(await(later("from finally")));
      }
    } finally {
      step("outer finally", await(later(1)));
    }
  }

  @Coroutine
  @Shape(50)
  public static Future<String> exception_in_finally_overrides_another() {
    try {
      await(fails("first"));
    } finally {
      step("cleaning");
      await(fails("second"));
    }
    return Future.of("never");
  }

  @Coroutine
  @Shape(51)
  public static Future<String> break_and_continue_through_finally() {
    String s = "";
    for (int i = 0; i < 5; i++) {
      try {
        if (i == 1) {
          continue;
        }
        s += await(later(i));
        if (i == 3) {
          break;
        }
        s += "-";
      } finally {
        s += await(later("f"));
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(51)
  public static Future<String> labelled_jumps_through_two_finallys() {
    String s = "";
    outer:
    for (int i = 0; i < 4; i++) {
      try {
        for (int j = 0; ; j++) {
          try {
            s += await(later(i * 10 + j)) + " ";
            if (i == 0 && j == 1) {
              continue outer;
            }
            if (i == 2) {
              break outer;
            }
            if (j == 2) {
              break;
            }
          } finally {
            s += await(later("in "));
          }
        }
      } finally {
        s += await(later("out "));
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(52)
  public static Future<String> nested_finallys_with_a_return() {
    String s = "";
    try {
      try {
        try {
          s += await(later("a"));
          return Future.of(s + "returned");
        } finally {
          s += await(later("1"));
          step(s);
        }
      } finally {
        s += await(later("2"));
        step(s);
      }
    } finally {
      s += await(later("3"));
      step(s);
    }
  }

  @Coroutine
  @Shape(52)
  public static Future<String> nested_finallys_with_an_exception() {
    String s = "";
    try {
      try {
        try {
          s += await(fails("inner"));
        } finally {
          s += await(later("1"));
          step(s);
        }
      } catch (IllegalStateException e) {
        s += await(later("caught")) + e.getMessage();
      } finally {
        s += await(later("2"));
        step(s);
      }
    } finally {
      s += await(later("3"));
      step(s);
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({47, 46})
  public static Future<String> awaits_in_try_catch_and_finally() {
    String s = "";
    for (int i = 0; i < 3; i++) {
      try {
        s += "t" + await(i == 1 ? fails("1") : later("0"));
        if (i == 2) {
          throw new IllegalArgumentException("2");
        }
      } catch (IllegalStateException e) {
        s += "c" + await(later(e.getMessage()));
      } catch (IllegalArgumentException e) {
        s += "d" + await(later(e.getMessage())) + e.getMessage();
      } finally {
        s += "f" + await(later(i));
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({47, 51})
  public static Future<Integer> return_in_a_loop_in_finally() {
    int n = 0;
    try {
      n = await(later(1));
    } finally {
      for (int i = 0; i < 3; i++) {
        n += await(later(i));
        if (n > 3) {
          step("big", n);
        }
      }
    }
    return Future.of(n);
  }

  @Coroutine
  @Shape({62, 47})
  public static Future<String> depth_is_restored_by_finally() {
    int[] depth = {0};
    try {
      depth[0]++;
      step("depth", depth[0], await(enter(depth, 3)));
    } finally {
      depth[0]--;
    }
    return Future.of("depth " + depth[0]);
  }

  @Coroutine
  private static Future<Integer> enter(int[] depth, int more) {
    depth[0]++;
    try {
      return Future.of(more == 0 ? await(later(depth[0])) : await(enter(depth, more - 1)));
    } finally {
      depth[0]--;
    }
  }
}
