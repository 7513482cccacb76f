package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Beside what the verification of Reactive Streams asks. */
class PublishedElementsTest {
  private final List<String> calls = new ArrayList<>();
  private Flow.Subscriber<? super String> subscriber;
  private final Flow.Subscription subscription = new Flow.Subscription() {
    @Override
    public void request(long n) {
      calls.add("request " + n);
    }

    @Override
    public void cancel() {
      calls.add("cancel");
    }
  };
  private final AsyncIterator<String> iterator = AsyncIterator.from(given -> {
    subscriber = given;
    given.onSubscribe(subscription);
  });

  @Test
  void nothing_is_subscribed_to_before_the_first_advance() {
    assertEquals(List.of(), calls);

    iterator.advance();

    assertEquals(List.of("request 1"), calls);
  }

  @Test
  void one_element_is_asked_for_per_advance() {
    Future<Boolean> first = iterator.advance();
    assertFalse(first.isDone());
    subscriber.onNext("a");
    assertTrue(first.result());
    assertEquals("a", iterator.current());

    Future<Boolean> second = iterator.advance();
    HandCoroutine.awaiting(second);

    assertEquals(List.of("request 1", "request 1"), calls);
    IllegalStateException refused = assertThrows(IllegalStateException.class, iterator::advance);
    assertEquals("the last advance() has not been answered yet", refused.getMessage());
  }

  @Test
  void element_that_was_asked_for_and_given_up_comes_with_the_next_advance() {
    Future<Boolean> given = iterator.advance();
    given.cancel();
    subscriber.onNext("a");
    assertThrows(NoSuchElementException.class, iterator::current);

    assertTrue(iterator.advance().result());
    assertEquals("a", iterator.current());
    assertEquals(List.of("request 1"), calls);

    iterator.advance();
    assertEquals(List.of("request 1", "request 1"), calls);
  }

  @Test
  void advance_after_a_given_up_one_asks_for_no_second_element() {
    iterator.advance().cancel();
    Future<Boolean> again = iterator.advance();
    subscriber.onNext("a");

    assertTrue(again.result());
    assertEquals("a", iterator.current());
    assertEquals(List.of("request 1"), calls);
  }

  @Test
  void end_and_failure_that_nobody_waited_for_are_told_once() {
    Boom boom = new Boom("publisher");
    iterator.advance().cancel();
    subscriber.onError(boom);

    assertSame(boom, iterator.advance().exception());
    assertFalse(iterator.advance().result());
  }

  @Test
  void closing_forgets_an_element_that_nobody_has_taken() {
    iterator.advance().cancel();
    subscriber.onNext("a");

    iterator.close();

    assertFalse(iterator.advance().result());
    assertThrows(NoSuchElementException.class, iterator::current);
  }

  @Test
  void publisher_that_throws_fails_the_advance_and_the_closing() {
    IllegalStateException broken = new IllegalStateException("broken");
    AsyncIterator<String> subscribing = AsyncIterator.from(given -> {
      throw broken;
    });
    AsyncIterator<String> requesting =
        AsyncIterator.from(given -> given.onSubscribe(failing(broken)));
    AsyncIterator<String> cancelling =
        AsyncIterator.from(given -> given.onSubscribe(new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {
            throw broken;
          }
        }));

    assertSame(broken, subscribing.advance().exception());
    assertFalse(subscribing.advance().result());
    assertSame(broken, requesting.advance().exception());
    Future<Boolean> waiting = cancelling.advance();
    assertSame(broken, cancelling.close().exception());
    assertFalse(waiting.result());
  }

  private static Flow.Subscription failing(RuntimeException exception) {
    return new Flow.Subscription() {
      @Override
      public void request(long n) {
        throw exception;
      }

      @Override
      public void cancel() {}
    };
  }

  @Test
  void end_between_two_advances_is_told_by_the_next_one() {
    iterator.advance();
    subscriber.onNext("a");
    subscriber.onComplete();

    assertEquals("a", iterator.current());
    assertFalse(iterator.advance().result());
  }

  @Test
  void failure_between_two_advances_is_told_once() {
    Boom boom = new Boom("publisher");
    iterator.advance();
    subscriber.onNext("a");
    subscriber.onError(boom);

    assertSame(boom, iterator.advance().exception());
    assertFalse(iterator.advance().result());
  }

  @Test
  void closing_cancels_the_subscription_and_answers_who_waits() {
    Future<Boolean> waiting = iterator.advance();

    iterator.close();

    assertEquals(List.of("request 1", "cancel"), calls);
    assertFalse(waiting.result());
    subscriber.onNext("late");
    assertFalse(iterator.advance().result());
  }

  @Test
  void closing_before_the_first_advance_subscribes_to_nothing() {
    iterator.close();

    assertFalse(iterator.advance().result());
    assertEquals(List.of(), calls);
  }
}
