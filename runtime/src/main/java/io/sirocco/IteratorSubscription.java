package io.sirocco;

import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * One subscriber of an iterator: advances it on the loop as long as the subscriber has asked for more.
 *
 * <p>All fields belong to the loop's thread; the subscriber's calls are posted to it. So signals never
 * overlap (rule 1.3), and a request from inside {@code onNext} does not recurse (rule 3.3).
 */
final class IteratorSubscription<T> implements Flow.Subscription {
  private final IOLoop loop;
  private Flow.Subscriber<? super T> subscriber; // null once there will be no more signals
  private AsyncIterator<? extends T> elements;
  private long demand;
  private boolean isAdvancing;

  IteratorSubscription(IOLoop loop, Flow.Subscriber<? super T> subscriber) {
    this.loop = loop;
    this.subscriber = subscriber;
  }

  void begin(Supplier<? extends AsyncIterator<? extends T>> source) {
    subscriber.onSubscribe(this);
    try {
      elements = source.get();
    } catch (Throwable exception) {
      fail(exception);
      return;
    }
    if (subscriber == null) {
      elements.close().detach();
    } else {
      goOn();
    }
  }

  @Override
  public void request(long more) {
    loop.addCallback(() -> {
      if (more <= 0) {
        failAndClose(new IllegalArgumentException("request of " + more + " elements (rule 3.9)"));
      } else {
        demand = demand + more < 0 ? Long.MAX_VALUE : demand + more; // rule 3.17
        goOn();
      }
    });
  }

  @Override
  public void cancel() {
    loop.addCallback(() -> {
      subscriber = null;
      close();
    });
  }

  /** Signals what is there without waiting; what has to be waited for calls this again. */
  private void goOn() {
    while (subscriber != null && elements != null && demand > 0 && !isAdvancing) {
      Future<Boolean> advanced = advance();
      if (advanced.isDone()) {
        signal(advanced);
      } else {
        isAdvancing = true;
        loop.addFuture(advanced, future -> {
          isAdvancing = false;
          signal(future);
          goOn();
        });
      }
    }
  }

  private Future<Boolean> advance() {
    try {
      return elements.advance();
    } catch (Throwable exception) {
      return Future.failed(exception);
    }
  }

  private void signal(Future<Boolean> advanced) {
    if (subscriber == null) {
      return; // cancelled meanwhile
    }
    try {
      if (advanced.result()) {
        demand--;
        subscriber.onNext(notNull(elements.current()));
      } else {
        Flow.Subscriber<? super T> ended = subscriber;
        subscriber = null;
        ended.onComplete();
      }
    } catch (Throwable exception) {
      failAndClose(exception);
    }
  }

  /** A publisher has no null elements (rule 2.13). */
  private static <E> E notNull(E element) {
    if (element == null) {
      throw new NullPointerException("an iterator that is published has a null element");
    }
    return element;
  }

  private void failAndClose(Throwable exception) {
    fail(exception);
    close();
  }

  private void fail(Throwable exception) {
    if (subscriber != null) {
      Flow.Subscriber<? super T> ended = subscriber;
      subscriber = null;
      ended.onError(exception);
    }
  }

  private void close() {
    if (elements != null) {
      elements.close().detach();
    }
  }
}
