package io.sirocco;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** Publishes the elements of iterators, a fresh one for each subscriber. */
final class IteratorPublisher<T> implements Flow.Publisher<T> {
  private final IOLoop loop;
  private final Supplier<? extends AsyncIterator<? extends T>> elements;

  IteratorPublisher(IOLoop loop, Supplier<? extends AsyncIterator<? extends T>> elements) {
    this.loop = Objects.requireNonNull(loop, "loop");
    this.elements = Objects.requireNonNull(elements, "elements");
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    IteratorSubscription<T> subscription = new IteratorSubscription<>(loop, subscriber);
    loop.addCallback(() -> subscription.begin(elements));
  }
}
