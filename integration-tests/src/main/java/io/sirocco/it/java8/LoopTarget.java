package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.pass;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;
import java.util.Arrays;
import java.util.Iterator;

/** Loops of all kinds. */
public final class LoopTarget {
  private LoopTarget() {}

  @Coroutine
  @Shape(155)
  public static Future<String> endless_loop_ended_by_a_failure() {
    int[] left = {5};
    for (; ; ) {
      await(tick(left));
    }
  }

  private static Future<Integer> tick(int[] left) {
    step("tick", left[0]);
    return left[0]-- == 0
        ? Script.<Integer>failing(new IllegalStateException("no more"))
        : later(1);
  }

  @Coroutine
  @Shape(156)
  public static Future<String> loops_with_breaks_and_continues() {
    String s = "";
    int i = 0;
    do {
      s += await(later(i));
      if (i == 2) {
        continue;
      }
      i++;
      s += ",";
    } while (i++ < 5 && await(later(true)));
    while (true) {
      if (await(later(i)) > 8) {
        break;
      }
      i++;
      if (i == 7) {
        continue;
      }
      s += i;
    }
    return Future.of(s + i);
  }

  @Coroutine
  @Shape({156, 158})
  public static Future<String> labelled_loops() {
    String s = "";
    outer:
    for (int i = 0; i < 4; i++) {
      middle:
      for (int j = 0; j < 4; j++) {
        for (int k = 0; ; k++) {
          s += i * 100 + j * 10 + await(later(k)) + " ";
          if (j == 1) {
            continue outer;
          }
          if (k == 1) {
            continue middle;
          }
          if (i == 3) {
            break outer;
          }
        }
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(157)
  public static Future<Integer> awaits_in_condition_and_update() {
    int n = 0;
    for (int i = await(later(1)); i < await(later(10)); i += await(later(3))) {
      n += i * await(later(2));
    }
    while (await(later(n)) < 100) {
      n *= 2;
    }
    return Future.of(n);
  }

  @Coroutine
  @Shape(158)
  public static Future<Long> awaits_at_three_levels() {
    long sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += await(later(i));
      for (int j = 0; j < 2; j++) {
        sum = sum * 3 + await(later(j));
        for (int k = 0; k < 2; k++) {
          sum += await(later(i * j + k));
        }
        sum ^= await(later(i));
      }
      sum -= await(later(7));
    }
    return Future.of(sum);
  }

  @Coroutine
  @Shape(159)
  public static Future<Integer> loop_without_an_await() {
    int[] a = new int[100];
    for (int i = 0; i < a.length; i++) {
      a[i] = i;
    }
    int sum = await(later(1));
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < a.length; i++) {
        a[i] += sum;
      }
      sum = a[50] + await(later(2));
    }
    return Future.of(sum);
  }

  @Coroutine
  @Shape(160)
  public static Future<String> two_back_edges() {
    String s = "";
    int i = 0;
    while (i < 6) {
      i++;
      if (i % 2 == 0) {
        s += await(later("e"));
        continue;
      }
      if (i == 3) {
        continue;
      }
      s += await(later(i));
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(163)
  public static Future<Integer> loop_at_the_start_of_the_method() {
    return countDown(5);
  }

  @Coroutine
  private static Future<Integer> countDown(int n) {
    while (n > 0) {
      n -= await(later(2));
    }
    return Future.of(n);
  }

  @Coroutine
  @Shape({163, 66})
  public static Future<Integer> do_loop_at_the_start_of_the_method() {
    return atLeastOnce(3);
  }

  @Coroutine
  private static Future<Integer> atLeastOnce(int n) {
    do {
      await(later(n));
    } while (--n > 0);
    return Future.of(n);
  }

  @Coroutine
  @Shape({158, 45})
  public static Future<String> loop_inside_try_inside_loop() {
    String s = "";
    for (int i = 0; i < 3; i++) {
      int done = 0;
      try {
        for (int j = 0; j < 3; j++) {
          s += await(
              i == 1 && j == 1
                  ? Script.<Integer>failing(new IllegalStateException("x"))
                  : later(j));
          done++;
        }
      } catch (IllegalStateException e) {
        s += e.getMessage() + done;
      }
      s += "|";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({157, 14})
  public static Future<String> complex_condition() {
    String s = "";
    int i = 0;
    while ((await(later(i)) < 3 || await(later(i)) == 4)
        && !(i == 2 ? await(later(false)) : pass(false))) {
      s += i;
      i += i == 2 ? 2 : 1;
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({158, 126})
  public static Future<String> loops_that_share_slots() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      s += await(later(i));
    }
    for (Iterator<String> it = Arrays.asList("a", "b").iterator(); it.hasNext(); ) {
      s += it.next() + await(later("-"));
    }
    for (long l = 5; l > 3; l--) {
      s += l * await(later(2));
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({178, 147})
  public static Future<Integer> many_awaits_in_a_loop() {
    int sum = 0;
    for (int i = 0; i < 2_000; i++) {
      sum += await(later(i & 3));
    }
    return Future.of(sum);
  }

  @Coroutine
  @Shape({158, 9})
  public static Future<Integer> await_below_operands_in_nested_loops() {
    int total = 1;
    for (int i = 0; i < 3; i++) {
      total += i * weigh(i, await(later(i))) - await(later(total));
      for (int j = i; j < 3; j++) {
        total = total * 2 + weigh(total, await(later(j))) * await(later(i));
      }
    }
    return Future.of(total);
  }

  private static int weigh(int a, int b) {
    return a * 10 + b;
  }
}
