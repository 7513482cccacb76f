package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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

    iterator.advance();

    assertEquals(List.of("request 1", "request 1"), calls);
    assertThrows(IllegalStateException.class, iterator::advance);
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
