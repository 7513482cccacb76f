package io.sirocco;

import static io.sirocco.Coroutines.convertYielded;
import static io.sirocco.Coroutines.firstOf;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A coroutine that is cancelled gives up what it awaits, through whatever stands in between. */
class GivingUpTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final List<Object> seen = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private record Construct(String name, Function<Future<Object>, Future<?>> applied) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Construct> constructs() {
    Promise<Object> other = new Promise<>();
    return Stream.of(
        new Construct("withTimeout", input -> withTimeout(Duration.ofHours(1), input)),
        new Construct("multi", input -> multi(List.of(input, Future.of(1)))),
        new Construct("multi, twice", input -> multi(List.of(input, input))),
        new Construct("firstOf", input -> firstOf(input, new Promise<>())),
        new Construct("firstSuccessOf", input -> Coroutines.firstSuccessOf(input, input)),
        new Construct("chain", GivingUpTest::chained),
        new Construct("lazy", input -> convertYielded(CoroutineFrame.lazy(() -> input))),
        new Construct("after a limit", input -> {
          LateFailure.watch(input, Scheduler.current(), QuietTypes.NONE);
          return input;
        }),
        new Construct(
            "limit on a list of lazy ones",
            input -> withTimeout(
                Duration.ofHours(1),
                multi(List.<Object>of(CoroutineFrame.lazy(() -> input), Future.of(1))))),
        new Construct("removed callback", input -> {
          java.util.function.Consumer<Object> callback = done -> {};
          other.addDoneCallback(callback);
          input.addDoneCallback(callback);
          input.removeDoneCallback(callback);
          return input;
        }));
  }

  private static Future<Object> chained(Future<Object> source) {
    Promise<Object> target = new Promise<>();
    Future.chain(source, target);
    return target;
  }

  /** Runs a coroutine that awaits {@code awaited}, in a scope that is cancelled after 5 ms. */
  private void cancelled(Function<Scope, Future<?>> awaited) {
    Promise<Void> ended = new Promise<>();
    loop.runSync(() -> {
      Future<Object> all = Scope.run(scope -> {
        loop.callLater(Duration.ofMillis(5), scope::cancel);
        return HandCoroutine.call(
            (self, step, value) -> step == 0 ? awaited.apply(scope) : noted(self, value));
      });
      all.addDoneCallback(done -> ended.complete(null));
      return ended;
    });
  }

  private Future<?> noted(HandCoroutine<Object> self, Object value) {
    seen.add(value);
    return self.end(value);
  }

  @ParameterizedTest
  @MethodSource("constructs")
  void what_only_the_cancelled_one_waits_for_is_cancelled_with_it_and_no_timer_stays(
      Construct construct) {
    Promise<Object> input = new Promise<>();

    cancelled(scope -> construct.applied.apply(input));

    assertTrue(input.isCancelled());
    assertEquals(List.of(), seen);
    assertTrue(loop.time() < Duration.ofMinutes(1).toNanos());
  }

  @ParameterizedTest
  @MethodSource("constructs")
  void what_others_wait_for_is_left_alone_and_keeps_nothing(Construct construct) {
    Promise<Object> input = new Promise<>();
    input.addDoneCallback(done -> {});
    Waiter callback = input.waiters()[0];

    cancelled(scope -> construct.applied.apply(input));

    assertFalse(input.isDone());
    assertEquals(
        List.of(callback),
        Stream.of(input.waiters()).filter(w -> !w.isObserver()).toList());
  }

  @ParameterizedTest
  @MethodSource("constructs")
  void value_that_has_arrived_in_the_same_iteration_is_not_lost(Construct construct) {
    Promise<Object> input = new Promise<>();

    cancelled(scope -> {
      loop.callLater(Duration.ofMillis(4), () -> {
        input.complete("value");
        scope.cancel();
      });
      return construct.applied.apply(input);
    });

    assertEquals(1, seen.size());
    assertTrue(seen.get(0).toString().contains("value"));
  }

  @Test
  void children_of_multi_of_which_one_fails_to_be_cancelled_are_all_told() {
    Promise<Object> first = new Promise<>();
    Promise<Object> bad = new Promise<>() {
      @Override
      public boolean cancel() {
        throw new IllegalStateException("closed already");
      }
    };
    Promise<Object> last = new Promise<>();

    cancelled(scope -> multi(List.of(first, bad, last)));

    assertTrue(first.isCancelled());
    assertTrue(last.isCancelled());
    assertEquals(0, bad.waiters().length);
    log.assertLogged("Exception in callback [java.lang.IllegalStateException: closed already]");
  }
}
