package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.emit;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.pass;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.AsyncIterator;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Asynchronous generators and their consumers. */
public final class GeneratorTarget {
  private long field = 10;

  private GeneratorTarget() {}

  // ---- generators -----------------------------------------------------------------------------

  @Coroutine
  private static AsyncIterator<Integer> numbers(int from, int to) {
    step("begin");
    for (int i = from; i < to; i++) {
      emit(i);
      step("after", i);
    }
    step("end");
    return AsyncIterator.empty();
  }

  @Coroutine
  private static AsyncIterator<String> waiting(String... words) {
    StringBuilder all = new StringBuilder();
    for (String word : words) {
      all.append(await(later(word)));
      emit(all.toString());
    }
    return AsyncIterator.empty();
  }

  @Coroutine
  private static AsyncIterator<Integer> guarded(String name) {
    int n = 0;
    try {
      while (true) {
        emit(n++);
      }
    } finally {
      step(name, "finally", await(later(n)));
    }
  }

  // ---- consumers ------------------------------------------------------------------------------

  @Coroutine
  private static Future<String> all(AsyncIterator<?> iterator) {
    StringBuilder all = new StringBuilder();
    while (await(iterator.advance())) {
      all.append(iterator.current()).append(' ');
    }
    return Future.of(all.toString());
  }

  @Coroutine
  @Shape({})
  public static Future<String> body_is_lazy_and_takes_turns_with_its_consumer() {
    AsyncIterator<Integer> numbers = numbers(1, 4);
    step("made");
    int sum = 0;
    while (await(numbers.advance())) {
      step("got", numbers.current());
      sum += numbers.current();
    }
    return Future.of(sum + " " + await(numbers.advance()));
  }

  @Coroutine
  @Shape({})
  public static Future<String> generator_awaits_between_elements() {
    return Future.of(await(all(waiting("a", "b", "c"))));
  }

  @Coroutine
  @Shape({})
  public static Future<String> two_generators_are_read_in_turn() {
    AsyncIterator<Integer> numbers = numbers(0, 3);
    AsyncIterator<String> words = waiting("x", "y");
    StringBuilder zipped = new StringBuilder();
    while (await(numbers.advance()) && await(words.advance())) {
      zipped.append(numbers.current()).append(words.current());
    }
    return Future.of(zipped.toString());
  }

  @Coroutine
  @Shape({})
  public static Future<String> closing_runs_finally_with_its_awaits() {
    AsyncIterator<Integer> generator = guarded("g");
    int sum = 0;
    while (await(generator.advance()) && sum < 4) {
      sum += generator.current();
    }
    step("close");
    await(generator.close());
    step("closed");
    await(generator.close());
    return Future.of(sum + " " + await(generator.advance()));
  }

  @Coroutine
  @Shape({})
  public static Future<String> closing_before_the_start_runs_nothing() {
    AsyncIterator<Integer> generator = guarded("never");
    await(generator.close());
    return Future.of("" + await(generator.advance()));
  }

  @Coroutine
  private static AsyncIterator<Integer> failing_after(int elements) {
    for (int i = 0; ; i++) {
      if (i == elements) {
        await(failing(new IllegalArgumentException("after " + i)));
      }
      emit(i);
    }
  }

  @Coroutine
  @Shape({})
  public static Future<String> failure_reaches_the_consumer_once() {
    AsyncIterator<Integer> generator = failing_after(2);
    String seen = "";
    try {
      while (await(generator.advance())) {
        seen += generator.current();
      }
    } catch (IllegalArgumentException e) {
      seen += e.getMessage();
    }
    return Future.of(seen + await(generator.advance()));
  }

  @Coroutine
  private static AsyncIterator<Object> nested(int depth) {
    emit(depth);
    if (depth > 0) {
      AsyncIterator<Object> inner = nested(depth - 1);
      while (await(inner.advance())) {
        emit("(" + inner.current() + ")");
      }
    }
    emit(await(later(-depth)));
    return AsyncIterator.of(Arrays.<Object>asList("last", null));
  }

  @Coroutine
  @Shape({})
  public static Future<String> generators_nest_and_end_with_other_iterators() {
    return Future.of(await(all(nested(3))));
  }

  @Coroutine
  private AsyncIterator<Long> of_an_object(long add, double unused, int times) {
    long total = field;
    for (int i = 0; i < times; i++) {
      long before = total;
      total += add * await(later(i));
      emit(before + total);
      field = total;
    }
    return AsyncIterator.empty();
  }

  @Coroutine
  @Shape({})
  public static Future<String> instance_generator_with_wide_arguments() {
    GeneratorTarget target = new GeneratorTarget();
    String all = await(target.allOf(3));
    return Future.of(all + target.field);
  }

  @Coroutine
  private Future<String> allOf(int times) {
    return all(of_an_object(7, 0.5, times));
  }

  @Coroutine
  @Shape({})
  public static Future<String> lambda_can_be_a_generator() {
    Function<Integer, AsyncIterator<String>> letters = n -> {
      for (char c = 'a'; c < 'a' + n; c++) {
        emit(pass(c) + await(later("!")));
      }
      return AsyncIterator.empty();
    };
    return Future.of(await(all(letters.apply(3))));
  }

  @Coroutine
  private static AsyncIterator<Integer> stubborn() {
    try {
      emit(1);
    } catch (CancellationException e) {
      step("told", e.getMessage());
      emit(2);
    }
    return AsyncIterator.empty();
  }

  @Coroutine
  @Shape({})
  public static Future<String> generator_that_goes_on_after_closing_fails() {
    AsyncIterator<Integer> generator = stubborn();
    await(generator.advance());
    try {
      await(generator.close());
      return Future.of("closed");
    } catch (IllegalStateException e) {
      return Future.of(e.getMessage());
    }
  }

  @Coroutine
  @Shape({})
  public static Future<String> there_is_no_element_before_the_first_and_after_the_last() {
    AsyncIterator<Integer> numbers = numbers(0, 1);
    String seen = "";
    for (int i = 0; i < 3; i++) {
      try {
        seen += numbers.current();
      } catch (NoSuchElementException e) {
        seen += "none";
      }
      await(numbers.advance());
    }
    return Future.of(seen);
  }

  @Coroutine
  private static AsyncIterator<Integer> returns_null() {
    emit(await(later(1)));
    return null;
  }

  @Coroutine
  @Shape({})
  public static Future<String> null_is_no_end() {
    AsyncIterator<Integer> generator = returns_null();
    await(generator.advance());
    try {
      return Future.of("" + await(generator.advance()));
    } catch (NullPointerException e) {
      return Future.of("null");
    }
  }

  @Coroutine
  private static AsyncIterator<Integer> with_operands_on_the_stack(int[] log) {
    log[await(later(0))] += consume(await(later(2)), take(3));
    emit(log[0]);
    emit(log[0] + await(later(1)));
    return AsyncIterator.empty();
  }

  private static int take(int n) {
    return n;
  }

  private static int consume(int a, int b) {
    return a * 10 + b;
  }

  @Coroutine
  @Shape({})
  public static Future<String> operands_survive_in_a_generator() {
    return Future.of(await(all(with_operands_on_the_stack(new int[1]))));
  }
}
