package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.conformance.Scene.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.List;

/** What the body of a coroutine may look like. Recorded with the programs in {@code more.py}. */
final class BodyScenarios {
  private BodyScenarios() {}

  // ---- expressions ----------------------------------------------------------------------------

  private static int value(Trace t, int x) {
    t.add("value", x);
    return x;
  }

  @Coroutine
  private static Future<Integer> sum(Trace t, int a, int b, int c) {
    t.add("child starts", a, b, c);
    await(moment());
    return Future.of(a + b + c);
  }

  @Scenario
  @Coroutine
  static Future<Void> arguments_are_evaluated_by_the_caller(Trace t) {
    Promise<Integer> later = new Promise<>();
    later(40, () -> later.complete(2));
    t.add("result", await(sum(t, value(t, 1), value(t, await(later)), value(t, 3))));
    return Future.of(null);
  }

  @Coroutine
  private static <T> Future<T> ask(Trace t, T x) {
    t.add("ask", x);
    await(moment());
    return Future.of(x);
  }

  @Scenario
  @Coroutine
  static Future<Void> waits_in_expressions(Trace t) {
    if (await(ask(t, false)) || await(ask(t, true)) && !await(ask(t, false))) {
      t.add("yes");
    }
    // Python evaluates the condition of a conditional expression first, as Java does.
    t.add(
        "sum", await(ask(t, 1)) * 10 + (await(ask(t, true)) ? await(ask(t, 2)) : await(ask(t, 3))));
    t.add("items", List.of(await(ask(t, 1)), await(ask(t, 2)) + "x".length()));
    int i = 0;
    while (await(ask(t, i)) < 2) {
      i++;
    }
    t.add("i", i);
    return Future.of(null);
  }

  // ---- finally and catch ----------------------------------------------------------------------

  @Coroutine
  private static Future<String> keepsResult(Trace t) {
    try {
      return Future.of("result");
    } finally {
      await(moment());
      t.add("waited");
    }
  }

  @Coroutine
  private static Future<String> keepsException(Trace t) {
    try {
      await(moment());
      throw new Boom("kept");
    } finally {
      await(moment());
      t.add("waited");
    }
  }

  @Coroutine
  @SuppressWarnings("finally") // that is what the program is about
  private static Future<String> replaces() {
    try {
      throw new Boom("lost");
    } finally {
      await(moment());
      return Future.of("replaced");
    }
  }

  @Coroutine
  private static Future<String> loops(Trace t) {
    for (int i = 0; i < 4; i++) {
      try {
        if (i == 1) {
          continue;
        }
        if (i == 3) {
          break;
        }
        await(moment());
        t.add("body", i);
      } finally {
        await(moment());
        t.add("finally", i);
      }
    }
    return Future.of("left");
  }

  @Scenario
  @Coroutine
  static Future<Void> finally_in_all_ways(Trace t) {
    t.add(await(keepsResult(t)));
    try {
      await(keepsException(t));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    t.add(await(replaces()));
    t.add(await(loops(t)));
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> fails(String text) {
    await(moment());
    throw new Boom(text);
  }

  @Scenario
  @Coroutine
  static Future<Void> exception_in_handler(Trace t) {
    try {
      try {
        await(fails("one"));
      } catch (Boom e) {
        t.add("handler", e.getMessage());
        await(moment());
        try {
          await(fails("two"));
        } catch (Boom inner) {
          t.add("inner", inner.getMessage());
        }
        throw new Bang(e.getMessage() + " again");
      } finally {
        await(moment());
        t.add("finally");
      }
    } catch (Bang e) {
      t.add("outer", e.getMessage());
    }
    return Future.of(null);
  }

  // ---- recursion ------------------------------------------------------------------------------

  @Coroutine
  private static Future<Integer> sumTo(Trace t, int n, Future<Integer> gate) {
    if (n == 0) {
      t.add("bottom");
      return Future.of(await(gate));
    }
    return Future.of(n + await(sumTo(t, n - 1, gate)));
  }

  @Scenario
  @Coroutine
  static Future<Void> recursion(Trace t) {
    Promise<Integer> gate = new Promise<>();
    Future<Integer> sum = sumTo(t, 3, gate);
    t.add("called", sum.isDone());
    gate.complete(0);
    int turns = 0;
    while (!sum.isDone()) {
      await(moment());
      turns++;
    }
    t.add(sum.result(), "after turns", turns);
    return Future.of(null);
  }
}
