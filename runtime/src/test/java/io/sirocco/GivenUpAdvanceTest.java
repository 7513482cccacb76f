package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Consumers of generators that give up waiting for an element, and come again. */
class GivenUpAdvanceTest extends ScopeFixture {
  private interface Steps {
    /** As {@link HandCoroutine.Body#step}; {@code null} ends the body. */
    Future<?> step(Object generator, int step) throws Throwable;
  }

  private static <T> AsyncIterator<T> generator(Steps steps, AsyncIterator<T> rest) {
    return CoroutineFrame.generator(() -> {
      Object generator = CoroutineFrame.startedGenerator();
      return HandCoroutine.call((self, step, value) -> {
        Future<?> awaited = steps.step(generator, step);
        return awaited != null ? awaited : self.end(rest);
      });
    });
  }

  /** Hands out 1; then, when {@code stalled} is done, 2. */
  private static AsyncIterator<Integer> parts(Future<?> stalled, AsyncIterator<Integer> rest) {
    return generator(
        (generator, step) -> switch (step) {
          case 0 -> CoroutineFrame.emit(1, generator);
          case 1 -> stalled;
          case 2 -> CoroutineFrame.emit(2, generator);
          default -> null;
        },
        rest);
  }

  private final Promise<Void> stalled = new Promise<>();
  private final AsyncIterator<Integer> parts = parts(stalled, AsyncIterator.empty());

  private Future<Boolean> secondAdvance() {
    assertTrue(parts.advance().result());
    return parts.advance();
  }

  @Test
  void element_that_comes_after_it_was_given_up_is_there_for_the_next_advance() {
    secondAdvance().cancel();
    assertThrows(NoSuchElementException.class, parts::current);
    stalled.complete(null);
    assertThrows(NoSuchElementException.class, parts::current);

    assertTrue(parts.advance().result());
    assertEquals(2, parts.current());
    assertFalse(parts.advance().result());
  }

  @Test
  void advance_while_a_given_up_one_is_under_way_joins_it() {
    secondAdvance().cancel();
    Future<Boolean> again = parts.advance();
    assertFalse(again.isDone());
    stalled.complete(null);

    assertTrue(again.result());
    assertEquals(2, parts.current());
    assertFalse(parts.advance().result());
  }

  @Test
  void second_consumer_is_refused_while_the_first_one_waits() {
    HandCoroutine.awaiting(secondAdvance());

    IllegalStateException refused = assertThrows(IllegalStateException.class, parts::advance);
    assertEquals("the last advance() has not been answered yet", refused.getMessage());
  }

  @Test
  void advance_behind_an_expired_limit_joins_the_one_inside() {
    AsyncIterator<Integer> slow = parts(stalled, AsyncIterator.empty());
    loop.runSync(() -> {
      loop.callLater(Duration.ofMillis(50), () -> stalled.complete(null));
      return slow.advance();
    });
    for (int i = 0; i < 2; i++) {
      assertThrows(
          TimeoutException.class,
          () -> loop.<Boolean>runSync(
              () -> Coroutines.withTimeout(Duration.ofMillis(20), slow.advance())));
    }

    assertTrue(loop.<Boolean>runSync(slow::advance));
    assertEquals(2, slow.current());
  }

  /** Both are gone when the element comes: who has asked by the limit, and the limit. */
  private Future<Boolean> secondAdvanceBehindALimit() {
    Future<Boolean> second = secondAdvance();
    assertThrows(
        TimeoutException.class,
        () -> loop.<Boolean>runSync(() -> Coroutines.withTimeout(Duration.ofMillis(20), second)));
    stalled.complete(null);
    return second;
  }

  @Test
  void element_that_comes_after_the_limit_is_there_for_the_next_advance() {
    secondAdvanceBehindALimit();

    assertTrue(parts.advance().result());
    assertEquals(2, parts.current());
    assertFalse(parts.advance().result());
  }

  @Test
  void element_that_is_looked_at_by_the_future_that_was_kept_does_not_come_twice() {
    Future<Boolean> kept = secondAdvanceBehindALimit();

    assertTrue(kept.result());
    assertEquals(2, parts.current());
    assertFalse(parts.advance().result());
  }

  @Test
  void advance_that_is_awaited_later_is_not_given_up() {
    Future<Boolean> kept = secondAdvance();
    stalled.complete(null);

    assertTrue(kept.result());
    assertFalse(parts.advance().result());
  }

  @Test
  void consumer_that_a_scope_stops_gets_the_element_later() {
    AsyncIterator<Integer> slow = parts(stalled, AsyncIterator.empty());
    loop.runSync(() -> {
      loop.callLater(Duration.ofMillis(50), () -> stalled.complete(null));
      return slow.advance();
    });
    assertThrows(
        TimeoutException.class,
        () -> loop.<Boolean>runSync(() ->
            Scope.run(Duration.ofMillis(20), scope -> HandCoroutine.awaiting(slow.advance()))));
    loop.runSync(() -> sleep(100));

    assertTrue(loop.<Boolean>runSync(slow::advance));
    assertEquals(2, slow.current());
  }

  @Test
  void failure_and_end_that_nobody_has_waited_for_are_told_by_the_next_advance() {
    Boom boom = new Boom("body");
    secondAdvance().cancel();
    stalled.fail(boom);

    assertSame(boom, parts.advance().exception());
    assertFalse(parts.advance().result());
  }

  @Test
  void body_that_ends_as_cancelled_is_not_taken_for_a_given_up_advance() {
    Future<Boolean> waiting = secondAdvance();
    stalled.cancel();

    assertThrows(CancellationException.class, waiting::result);
    assertFalse(parts.advance().result());
  }

  @Test
  void body_that_ends_as_cancelled_after_it_was_given_up_says_so_once() {
    secondAdvance().cancel();
    stalled.cancel();

    assertThrows(CancellationException.class, () -> parts.advance().result());
    assertFalse(parts.advance().result());
  }

  @Test
  void element_of_the_rest_is_not_lost_either() {
    Promise<Void> restStalled = new Promise<>();
    AsyncIterator<Integer> rest = generator(
        (generator, step) -> switch (step) {
          case 0 -> restStalled;
          case 1 -> CoroutineFrame.emit(3, generator);
          default -> null;
        },
        AsyncIterator.of(List.of(4)));
    AsyncIterator<Integer> all = generator((generator, step) -> null, rest);
    all.advance().cancel();
    restStalled.complete(null);
    assertThrows(NoSuchElementException.class, all::current);

    assertTrue(all.advance().result());
    assertEquals(3, all.current());
    assertTrue(all.advance().result());
    assertEquals(4, all.current());
    assertFalse(all.advance().result());
  }

  @Test
  void closing_after_a_given_up_advance_ends_the_body_where_it_rests() {
    secondAdvance().cancel();
    stalled.complete(null);

    assertTrue(parts.close().isDone());
    assertFalse(parts.advance().result());
    assertThrows(NoSuchElementException.class, parts::current);
  }

  @Test
  void closing_that_was_given_up_is_joined_by_the_next_one() {
    Boom boom = new Boom("finally");
    AsyncIterator<Integer> slow = CoroutineFrame.generator(() -> {
      Object generator = CoroutineFrame.startedGenerator();
      return HandCoroutine.call(new HandCoroutine.Body<AsyncIterator<Integer>>() {
        @Override
        public Future<?> step(HandCoroutine<AsyncIterator<Integer>> self, int step, Object value)
            throws Throwable {
          if (step == 0) {
            return CoroutineFrame.emit(1, generator);
          }
          throw boom;
        }

        @Override
        public Future<?> thrown(
            HandCoroutine<AsyncIterator<Integer>> self, int step, Throwable exception) {
          return stalled; // its finally block waits
        }
      });
    });
    slow.advance();
    slow.close().cancel();
    Future<Void> again = slow.close();
    assertFalse(again.isDone());
    again.cancel();
    stalled.complete(null);

    assertSame(boom, slow.close().exception());
  }

  @Test
  void body_that_cannot_begin_fails_the_advance() {
    StackOverflowError error = new StackOverflowError();
    AsyncIterator<Integer> broken = CoroutineFrame.generator(() -> {
      throw error;
    });

    assertSame(error, broken.advance().exception());
    assertFalse(broken.advance().result());
  }
}
