package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.pass;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;

/** How locals share JVM slots. */
public final class SlotTarget {
  private SlotTarget() {}

  @Coroutine
  @Shape({126, 127})
  public static Future<String> slot_used_again_with_another_type() {
    String r = "";
    {
      int i = await(later(1));
      r += i + await(later(2)) + i;
    }
    {
      String s = await(later("s"));
      r += s + await(later("t")) + s;
    }
    {
      long l = await(later(5L));
      r += l + await(later(6L)) + l;
    }
    {
      int a = 1;
      int b = await(later(2));
      r += a + await(later(3)) + b;
    }
    {
      double d = await(later(0.5));
      r += d * await(later(2.0)) * d;
    }
    {
      Object[] a = {r};
      r = await(later("x")) + a[0];
    }
    return Future.of(r);
  }

  @Coroutine
  @Shape(126)
  public static Future<String> slot_of_different_types_in_two_branches() {
    String r = "";
    for (int i = 0; i < 4; i++) {
      if (i == 0) {
        long l = i + 1;
        await(later(0));
        r += l;
      } else if (i == 1) {
        String s = "s" + i;
        await(later(0));
        r += s;
      } else {
        int a = i;
        float b = a;
        await(later(0));
        r += a + b;
      }
    }
    return Future.of(r);
  }

  @Coroutine
  @Shape({128, 129})
  public static Future<String> parameters() {
    return withParameters(1, 2L, "three", 4.0, new int[] {5}, true);
  }

  @Coroutine
  private static Future<String> withParameters(
      int a, long b, String kept, double d, int[] e, boolean f) {
    a += await(later(10));
    b *= await(later(3L)) + a;
    if (f) {
      d = await(later(d)) + b;
    }
    e[0] += await(later(a));
    f = !f;
    return Future.of(
        a + " " + b + " " + kept + " " + d + " " + e[0] + " " + f + await(later(kept)));
  }

  @Coroutine
  @Shape(134)
  public static Future<String> assigned_in_some_branches() {
    String r = "";
    for (int i = 0; i < 3; i++) {
      String s;
      int n;
      if (i == 0) {
        s = "a";
        n = await(later(1));
      } else if (i == 1) {
        n = 5;
        s = await(later("b"));
      } else {
        continue;
      }
      r += s + n + await(later("."));
    }
    return Future.of(r);
  }

  @Coroutine
  @Shape(135)
  public static Future<Integer> assigned_only_when_the_loop_is_left() {
    int found;
    int i = 0;
    search:
    while (true) {
      while (true) {
        i += await(later(3));
        if (i > 10) {
          found = i * 2;
          break search;
        }
        if (i % 2 == 0) {
          break;
        }
      }
      i++;
    }
    return Future.of(found + await(later(i)));
  }

  @Coroutine
  @Shape({132, 187})
  public static Future<Long> slots_above_255() {
    return Future.of(ManyLocals.sum(await(later(1))) + await(ManyLocals.awaiting(await(later(2)))));
  }

  @Coroutine
  @Shape(138)
  public static Future<String> variables_that_are_dead_at_some_awaits() {
    StringBuilder early = new StringBuilder("early");
    int n = early.length();
    await(later(1));
    StringBuilder late = new StringBuilder("late" + n);
    await(later(2));
    late.append(await(later("!")));
    early = new StringBuilder("again");
    await(later(3));
    return Future.of(late + " " + early + failed());
  }

  private static String failed() {
    return step2("x");
  }

  private static String step2(String s) {
    step(pass(s));
    return s;
  }
}
