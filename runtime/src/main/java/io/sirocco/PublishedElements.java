package io.sirocco;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * The elements of a publisher, asked for one by one (Reactive Streams: a subscriber).
 *
 * <p>Signals may come from any thread, also inside of {@code request}; the lock orders them with the
 * calls of the consumer. Nothing foreign is called while it is held.
 */
final class PublishedElements<T> implements AsyncIterator<T>, KnowsItsEnd, Flow.Subscriber<T> {
  private Flow.Publisher<? extends T> publisher; // null once it was subscribed to
  private Flow.Subscription subscription;
  private final Question<Boolean> request =
      new Question<>(); // the publisher was asked for an element
  private boolean hasArrived; // that element
  private T current; // that element, or null
  private boolean hasEnded;
  private Throwable failure; // of the publisher, until somebody was told

  PublishedElements(Flow.Publisher<? extends T> publisher) {
    this.publisher = Objects.requireNonNull(publisher, "publisher");
  }

  // ---- what the consumer calls ------------------------------------------------------------------

  @Override
  public Future<Boolean> advance() {
    Future<Boolean> answer;
    Flow.Publisher<? extends T> unsubscribed;
    Flow.Subscription asked;
    synchronized (this) {
      Future<Boolean> again = request.again();
      if (again != null) {
        return Generator.joined(again);
      }
      hasArrived = false;
      current = null;
      if (hasEnded) {
        return ended();
      }
      answer = request.ask();
      unsubscribed = publisher;
      publisher = null;
      asked = subscription; // null until onSubscribe, which will ask then
    }
    try {
      if (unsubscribed != null) {
        unsubscribed.subscribe(this);
      } else if (asked != null) {
        asked.request(1);
      }
    } catch (Throwable exception) { // a publisher must not throw; this one would never answer
      onError(exception);
    }
    return Outside.waitedFor(answer);
  }

  private Future<Boolean> ended() {
    Throwable untold = failure;
    failure = null;
    return untold != null ? Future.failed(untold) : Future.of(false);
  }

  @Override
  public synchronized T current() {
    if (!request.hear() || !hasArrived) {
      throw new NoSuchElementException("there is no current element");
    }
    return current;
  }

  @Override
  public synchronized boolean isAtEnd() {
    return hasEnded && failure == null && request.isHeard();
  }

  @Override
  public Future<Void> close() {
    Flow.Subscription cancelled;
    synchronized (this) {
      cancelled = hasEnded ? null : subscription;
    }
    end(null);
    synchronized (this) {
      publisher = null;
      failure = null;
      hasArrived = false;
      current = null;
      request.forget();
    }
    try {
      if (cancelled != null) {
        cancelled.cancel();
      }
    } catch (Throwable exception) {
      return Future.failed(exception);
    }
    return Future.of(null);
  }

  // ---- what the publisher calls -----------------------------------------------------------------

  @Override
  public void onSubscribe(Flow.Subscription offered) {
    Objects.requireNonNull(offered, "subscription");
    boolean isWanted;
    synchronized (this) {
      isWanted = subscription == null && !hasEnded;
      if (isWanted) {
        subscription = offered;
      }
    }
    if (!isWanted) {
      offered.cancel(); // closed meanwhile, or subscribed twice (rule 2.5)
      return;
    }
    try {
      offered.request(1); // the advance that subscribed is waiting
    } catch (Throwable exception) { // as there
      onError(exception);
    }
  }

  @Override
  public void onNext(T element) {
    Objects.requireNonNull(element, "element");
    synchronized (this) {
      if (hasEnded || hasArrived || request.isHeard()) {
        return; // more than was asked for, or after the end
      }
      hasArrived = true;
      current = element;
    }
    request.answer(Outcome.of(true));
  }

  @Override
  public void onError(Throwable exception) {
    end(Objects.requireNonNull(exception, "exception"));
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(Throwable exception) {
    boolean isAwaited;
    synchronized (this) {
      if (hasEnded) {
        return;
      }
      hasEnded = true;
      subscription = null;
      isAwaited = !hasArrived && !request.isHeard();
      failure = isAwaited ? null : exception;
    }
    if (isAwaited) {
      request.answer(exception != null ? Outcome.failure(exception) : Outcome.of(false));
    }
  }
}
