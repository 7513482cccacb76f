package io.sirocco;

import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * One subscriber of an iterator: advances it on the loop as long as the subscriber has asked for more.
 *
 * <p>All fields belong to the loop's thread; the subscriber's calls are posted to it. So signals never
 * overlap (rule 1.3), and a request from inside {@code onNext} does not recurse (rule 3.3). Iterator and
 * subscriber are both code of users: what one of them throws ends this subscription, and nothing else.
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
    if (!signal(() -> subscriber.onSubscribe(this))) {
      return;
    }
    try {
      elements = notNull(source.get(), "the supplier of a published iterator returned null");
    } catch (Throwable exception) {
      fail(exception);
      return;
    }
    goOn();
  }

  @Override
  public void request(long more) {
    loop.addCallback(() -> {
      if (more <= 0) {
        fail(new IllegalArgumentException("request of " + more + " elements (rule 3.9)"));
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

  // ---- advancing --------------------------------------------------------------------------------

  /** Signals what is there without waiting; what has to be waited for calls this again. */
  private void goOn() {
    while (subscriber != null && elements != null && !isAdvancing && (demand > 0 || isAtEnd())) {
      Future<Boolean> advanced = advance();
      if (advanced.isDone()) {
        advanced(advanced);
      } else {
        isAdvancing = true;
        loop.addFuture(advanced, future -> {
          isAdvancing = false;
          advanced(future);
          goOn();
        });
      }
    }
  }

  /** Whether the end can be told without having been asked for it: nothing is computed for it. */
  private boolean isAtEnd() {
    return elements instanceof KnowsItsEnd known && known.isAtEnd();
  }

  private Future<Boolean> advance() {
    try {
      return notNull(elements.advance(), "advance() of a published iterator returned null");
    } catch (Throwable exception) {
      return Future.failed(exception);
    }
  }

  private void advanced(Future<Boolean> advanced) {
    if (subscriber == null) {
      return; // cancelled meanwhile
    }
    T element;
    try {
      if (!advanced.result()) {
        Flow.Subscriber<? super T> ended = subscriber;
        subscriber = null;
        signal(ended::onComplete);
        return;
      }
      element = notNull(elements.current(), "an iterator that is published has a null element");
    } catch (Throwable exception) {
      fail(exception);
      return;
    }
    demand--;
    if (!signal(() -> subscriber.onNext(element))) {
      close();
    }
  }

  /** A publisher has no null elements (rule 2.13). */
  private static <E> E notNull(E value, String otherwise) {
    if (value == null) {
      throw new NullPointerException(otherwise);
    }
    return value;
  }

  // ---- ending -----------------------------------------------------------------------------------

  /** Calls the subscriber. One that throws gets no more signals; returns false then (rule 2.13). */
  private boolean signal(Runnable call) {
    try {
      call.run();
      return true;
    } catch (Throwable exception) {
      subscriber = null;
      loop.report(exception);
      return false;
    }
  }

  private void fail(Throwable exception) {
    if (subscriber != null) {
      Flow.Subscriber<? super T> ended = subscriber;
      subscriber = null;
      signal(() -> ended.onError(exception));
    }
    close();
  }

  private void close() {
    if (elements != null) {
      elements.close().detach(); // what it throws is reported as that of any callback
    }
  }
}
