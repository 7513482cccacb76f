package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.ContextLocal;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.Promise;
import io.sirocco.Return;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What happens when a coroutine is called, waits, returns and fails. */
final class CoroutineScenarios {
  private CoroutineScenarios() {}

  // ---- the call -------------------------------------------------------------------------------

  @Coroutine
  private static Future<Integer> doubled(Trace t, Future<Integer> gate) {
    t.add("child starts");
    int value = await(gate);
    t.add("child got", value);
    return Future.of(value * 2);
  }

  @Scenario
  @Coroutine
  static Future<Integer> co_starts_eagerly(Trace t) {
    Promise<Integer> gate = new Promise<>();
    t.add("before call");
    Future<Integer> child = doubled(t, gate);
    t.add("after call", child.isDone());
    gate.complete(21);
    t.add("gate set", child.isDone());
    int value = await(child);
    t.add("main got", value);
    return Future.of(value);
  }

  @Coroutine
  private static Future<Integer> sum(Trace t, int a, int b) {
    t.add("in body");
    return Future.of(a + b);
  }

  @Scenario
  @Coroutine
  static Future<Integer> co_finishes_without_waiting(Trace t) {
    Future<Integer> sum = sum(t, 2, 3);
    t.add("returned", sum.isDone() ? "done" : "pending");
    t.add("result", sum.result());
    return Future.of(await(sum));
  }

  @Coroutine
  private static Future<Integer> successor(int x) {
    if (x < 0) {
      throw new Boom("negative");
    }
    return Future.of(x + 1);
  }

  @Scenario
  @Coroutine
  static Future<Void> co_plain_function(Trace t) {
    Future<Integer> a = successor(1);
    Future<Integer> b = successor(-1);
    t.add(a.isDone(), b.isDone());
    t.add("a", await(a));
    try {
      await(b);
    } catch (Boom e) {
      t.add("b failed:", e.getMessage());
    }
    return Future.of(null);
  }

  // ---- the result -----------------------------------------------------------------------------

  @Coroutine
  private static Future<Future<String>> futureOfFuture() {
    await(moment());
    return Future.of(Future.of("inner value"));
  }

  @Scenario
  @Coroutine
  static Future<Void> co_result_not_flattened(Trace t) {
    Object inner = await(futureOfFuture());
    t.add("first await gives a future:", inner instanceof Future);
    t.add("second await gives:", await((Future<?>) inner));
    return Future.of(null);
  }

  @Coroutine
  private static Future<Integer> returning(String how) {
    if (how.equals("early")) {
      return Future.of(1);
    }
    await(moment());
    switch (how) {
      case "value":
        return Future.of(2);
      case "exception":
        throw new Return(3);
      case "exception none":
        throw new Return();
      default:
        return Future.of(null);
    }
  }

  @Coroutine
  private static Future<Integer> returningByException() {
    throw new Return(4);
  }

  @Scenario
  @Coroutine
  static Future<Void> co_return_forms(Trace t) {
    for (String how : List.of("early", "value", "bare", "exception", "exception none", "end")) {
      t.add(how, "->", await(returning(how)));
    }
    t.add("sync exception ->", await(returningByException()));
    return Future.of(null);
  }

  // ---- failures -------------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> failingEarly(Trace t) {
    t.add("bad runs");
    throw new Boom("early");
  }

  @Scenario
  @Coroutine
  static Future<String> co_error_before_first_wait(Trace t) {
    Future<Void> bad;
    try {
      bad = failingEarly(t);
      t.add("call returned, done", bad.isDone());
    } catch (Boom e) {
      t.add("call threw");
      return Future.of("wrong");
    }
    t.add("exception()", name(bad.exception()));
    try {
      await(bad);
    } catch (Boom e) {
      t.add("await threw", e.getMessage());
    }
    return Future.of("ok");
  }

  @Coroutine
  private static Future<Void> failingLate(Trace t) {
    await(moment());
    t.add("about to fail");
    throw new Boom("late");
  }

  @Scenario
  @Coroutine
  static Future<Void> co_error_after_wait(Trace t) {
    Future<Void> bad = failingLate(t);
    t.add("done", bad.isDone());
    try {
      await(bad);
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    return Future.of(await(failingLate(t)));
  }

  @Coroutine
  private static Future<Integer> divide(Trace t, int x, int y) {
    t.add("divide", x, y);
    if (y == 0) {
      throw new Boom("division");
    }
    return Future.of(x / y);
  }

  private static void badCall(Trace t) {
    divide(t, 1, 0); // nobody looks at the future, so nobody sees the exception
    t.add("bad_call returns normally");
  }

  @Scenario
  @Coroutine
  static Future<Integer> co_error_unobserved_is_silent(Trace t) {
    badCall(t);
    await(sleep(ms(40)));
    try {
      await(divide(t, 1, 0));
    } catch (Boom e) {
      t.add("good_call saw", e.getMessage());
    }
    return Future.of(await(divide(t, 6, 2)));
  }

  @Coroutine
  private static Future<Integer> levelThree(Trace t, int x) {
    t.add("3 in", x);
    await(moment());
    if (x == 0) {
      throw new Boom("zero");
    }
    t.add("3 out");
    return Future.of(x * 10);
  }

  @Coroutine
  private static Future<Integer> levelTwo(Trace t, int x) {
    t.add("2 in", x);
    int value = await(levelThree(t, x));
    t.add("2 out", value);
    return Future.of(value + 1);
  }

  @Scenario
  @Coroutine
  static Future<String> co_three_levels(Trace t) {
    t.add("1 got", await(levelTwo(t, 4)));
    try {
      await(levelTwo(t, 0));
    } catch (Boom e) {
      t.add("1 caught", e.getMessage());
    }
    return Future.of("end");
  }

  @Coroutine
  private static Future<String> tryFinally(Trace t, String how) {
    try {
      t.add(how, "try");
      await(how.equals("ready") ? Future.of(1) : moment());
      if (how.equals("fail")) {
        throw new Boom(how);
      }
      if (how.equals("return")) {
        return Future.of("from try");
      }
      t.add(how, "body end");
    } finally {
      t.add(how, "finally");
    }
    return Future.of("after");
  }

  @Scenario
  @Coroutine
  static Future<List<String>> co_try_finally(Trace t) {
    List<String> results = new ArrayList<>();
    for (String how : List.of("ready", "pending", "return", "fail")) {
      try {
        results.add(await(tryFinally(t, how)));
      } catch (Boom e) {
        results.add("boom " + e.getMessage());
      }
    }
    return Future.of(results);
  }

  @Coroutine
  private static Future<String> waitingInFinally(Trace t, boolean fails) {
    try {
      t.add("body");
      if (fails) {
        throw new Boom("kept");
      }
      return Future.of("value");
    } finally {
      t.add("cleanup starts");
      await(sleep(ms(40)));
      t.add("cleanup ends");
    }
  }

  @Scenario
  @Coroutine
  static Future<Void> co_wait_in_finally(Trace t) {
    t.add("result", await(waitingInFinally(t, false)));
    try {
      await(waitingInFinally(t, true));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    return Future.of(null);
  }

  // ---- locals, loops and conditions -------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<List<String>> co_locals_survive(Trace t) {
    int number = 1;
    long big = 1L << 40;
    double real = 0.5;
    boolean flag = true;
    String text = "s";
    List<String> items = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      for (char letter : new char[] {'a', 'b'}) {
        await(moment());
        items.add(letter + String.valueOf(k));
        number += k;
        big++;
        real *= 2;
        flag = !flag;
        text += letter;
      }
    }
    t.add(number, big - (1L << 40), real, flag, text);
    return Future.of(items);
  }

  @Coroutine
  private static Future<List<Integer>> search(Trace t, int[][] rows, int wanted) {
    for (int row = 0; row < rows.length; row++) {
      await(moment());
      for (int column = 0; column < rows[row].length; column++) {
        int value = await(Future.of(rows[row][column]));
        if (value < 0) {
          t.add("row", row, "abandoned at", column);
          break;
        }
        if (value % 2 != 0) {
          continue;
        }
        t.add("visit", value);
        if (value == wanted) {
          return Future.of(List.of(row, column));
        }
      }
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<List<List<Integer>>> co_break_continue(Trace t) {
    int[][] rows = {{1, 2, -1, 4}, {3, 4}, {6, 8, 10}};
    return Future.of(Arrays.asList(await(search(t, rows, 8)), await(search(t, rows, 99))));
  }

  private static final class Cursor {
    private final Deque<String> documents = new ArrayDeque<>(List.of("a", "b", "c", "d"));

    @Coroutine
    Future<Boolean> fetchNext() {
      if (documents.size() % 2 != 0) {
        await(moment());
      }
      return Future.of(!documents.isEmpty());
    }

    String next() {
      return documents.remove();
    }
  }

  @Scenario
  @Coroutine
  static Future<Integer> co_wait_in_condition(Trace t) {
    Cursor cursor = new Cursor();
    int documents = 0;
    while (await(cursor.fetchNext())) {
      t.add("doc", cursor.next());
      documents++;
    }
    return Future.of(documents);
  }

  @Coroutine
  private static Future<String> protocol(Trace t, String... messages) {
    String state = "start";
    int retries = 0;
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < messages.length; i++) {
      String message = await(Future.of(messages[i]));
      switch (state) {
        case "start":
          if (!message.equals("hello")) {
            if (++retries > 1) {
              return Future.of("refused");
            }
            continue;
          }
          await(moment());
          state = "body";
          break;
        case "body":
          if (message.equals(".")) {
            state = "end";
          } else {
            body.append(body.isEmpty() ? "" : "+").append(message).append(await(Future.of(i)));
          }
          break;
        default:
          t.add("after end:", message);
          return Future.of(body.toString());
      }
      t.add(state);
    }
    return Future.of("unfinished");
  }

  @Scenario
  @Coroutine
  static Future<Void> co_state_machine(Trace t) {
    t.add(await(protocol(t, "hi", "hello", "x", "y", ".", "z", "never")));
    t.add(await(protocol(t, "hello", "x")));
    t.add(await(protocol(t, "no", "no")));
    return Future.of(null);
  }

  // ---- the context ----------------------------------------------------------------------------

  private static final ContextLocal<String> VARIABLE = new ContextLocal<>("unset");

  @Coroutine
  private static Future<Void> childWithContext(Trace t, String who) {
    t.add(who, "inherits", VARIABLE.get());
    VARIABLE.set(who);
    await(moment());
    t.add(who, "has", VARIABLE.get());
    await(grandchildWithContext(t, who));
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> grandchildWithContext(Trace t, String who) {
    await(moment());
    t.add(who, "grandchild has", VARIABLE.get());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> context_per_coroutine(Trace t) {
    VARIABLE.set("main");
    await(List.of(childWithContext(t, "a"), childWithContext(t, "b")));
    t.add("main has", VARIABLE.get());
    return Future.of(null);
  }
}
