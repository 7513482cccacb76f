package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Beside what the verification of Reactive Streams asks: the end, and code of users that throws. */
class IteratorPublisherTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final List<String> signals = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();

  IteratorPublisherTest() {
    loop.setExceptionHandler(exception -> reported.add(exception.getMessage()));
  }

  @AfterEach
  void close() {
    loop.close();
  }

  /** Notes what it hears, asks for {@code demand} elements at once, and throws from one signal. */
  private final class Noting implements Flow.Subscriber<Object> {
    private final long demand;
    private final String badSignal;

    Noting(long demand, String badSignal) {
      this.demand = demand;
      this.badSignal = badSignal;
    }

    private void hear(String signal) {
      signals.add(signal);
      if (signal.equals(badSignal)) {
        throw new IllegalStateException("at " + signal);
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      if (demand > 0) {
        subscription.request(demand);
      }
      hear("subscribed");
    }

    @Override
    public void onNext(Object element) {
      hear("next " + element);
    }

    @Override
    public void onError(Throwable exception) {
      hear("error " + exception.getMessage());
    }

    @Override
    public void onComplete() {
      hear("complete");
    }
  }

  private void publish(
      long demand, String badSignal, Supplier<? extends AsyncIterator<?>> elements) {
    loop.runSync(() -> {
      AsyncIterator.<Object>publisher(loop, elements).subscribe(new Noting(demand, badSignal));
      return ScopeFixture.sleep(10);
    });
  }

  @Test
  void end_of_a_collection_is_told_right_behind_its_last_element() {
    publish(2, "", () -> AsyncIterator.of(List.of("a", "b")));

    assertEquals(List.of("subscribed", "next a", "next b", "complete"), signals);
  }

  @Test
  void subscriber_of_no_elements_hears_of_the_end_without_asking() {
    publish(0, "", AsyncIterator::empty);

    assertEquals(List.of("subscribed", "complete"), signals);
  }

  @Test
  void iterator_that_would_have_to_look_for_more_is_not_advanced() {
    Iterable<String> lazy = List.of("a")::iterator;
    publish(1, "", () -> AsyncIterator.of(lazy));

    assertEquals(List.of("subscribed", "next a"), signals);
  }

  /** Has elements without end, and notes that it was closed. */
  private class Endless implements AsyncIterator<String> {
    @Override
    public Future<Boolean> advance() {
      return Future.of(true);
    }

    @Override
    public String current() {
      return "x";
    }

    @Override
    public Future<Void> close() {
      signals.add("closed");
      return Future.of(null);
    }
  }

  @Test
  void subscriber_that_throws_is_reported_hears_nothing_more_and_the_iterator_is_closed() {
    publish(2, "next x", Endless::new);

    assertEquals(List.of("subscribed", "next x", "closed"), signals);
    assertEquals(List.of("at next x"), reported);
  }

  @Test
  void subscriber_that_does_not_take_its_subscription_gets_no_iterator() {
    publish(2, "subscribed", Endless::new);

    assertEquals(List.of("subscribed"), signals);
    assertEquals(List.of("at subscribed"), reported);
  }

  @Test
  void subscriber_that_throws_at_the_end_or_at_a_failure_is_reported() {
    publish(1, "complete", AsyncIterator::empty);
    publish(1, "error no elements", () -> {
      throw new IllegalArgumentException("no elements");
    });

    assertEquals(List.of("subscribed", "complete", "subscribed", "error no elements"), signals);
    assertEquals(List.of("at complete", "at error no elements"), reported);
  }

  @Test
  void missing_iterator_and_missing_future_are_failures() {
    publish(1, "", () -> null);
    publish(1, "", () -> new Endless() {
      @Override
      public Future<Boolean> advance() {
        return null;
      }
    });

    assertEquals(
        List.of(
            "subscribed",
            "error the supplier of a published iterator returned null",
            "subscribed",
            "error advance() of a published iterator returned null",
            "closed"),
        signals);
  }
}
