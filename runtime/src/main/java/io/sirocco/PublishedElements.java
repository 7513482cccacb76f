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
final class PublishedElements<T> implements AsyncIterator<T>, Flow.Subscriber<T> {
  private Flow.Publisher<? extends T> publisher; // null once it was subscribed to
  private Flow.Subscription subscription;
  private Promise<Boolean> request; // null while nobody waits for an element
  private boolean hasEnded;
  private Throwable failure; // of the publisher, until somebody was told
  private T current;
  private boolean hasCurrent;

  PublishedElements(Flow.Publisher<? extends T> publisher) {
    this.publisher = Objects.requireNonNull(publisher, "publisher");
  }

  // ---- what the consumer calls ------------------------------------------------------------------

  @Override
  public Future<Boolean> advance() {
    Promise<Boolean> answer = new Promise<>();
    Flow.Publisher<? extends T> unsubscribed;
    Flow.Subscription asked;
    synchronized (this) {
      if (request != null) {
        throw new IllegalStateException("the last advance() has not been answered yet");
      }
      hasCurrent = false;
      current = null;
      if (hasEnded) {
        return ended();
      }
      request = answer;
      unsubscribed = publisher;
      publisher = null;
      asked = subscription; // null until onSubscribe, which will ask then
    }
    if (unsubscribed != null) {
      unsubscribed.subscribe(this);
    } else if (asked != null) {
      asked.request(1);
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
    if (!hasCurrent) {
      throw new NoSuchElementException("there is no current element");
    }
    return current;
  }

  @Override
  public Future<Void> close() {
    Flow.Subscription cancelled;
    synchronized (this) {
      publisher = null;
      failure = null;
      hasCurrent = false;
      current = null;
      cancelled = hasEnded ? null : subscription;
    }
    end(null);
    if (cancelled != null) {
      cancelled.cancel();
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
    if (isWanted) {
      offered.request(1); // the advance that subscribed is waiting
    } else {
      offered.cancel(); // closed meanwhile, or subscribed twice (rule 2.5)
    }
  }

  @Override
  public void onNext(T element) {
    Objects.requireNonNull(element, "element");
    Promise<Boolean> answer;
    synchronized (this) {
      answer = request;
      if (answer == null || hasEnded) {
        return; // more than was asked for, or after the end
      }
      request = null;
      current = element;
      hasCurrent = true;
    }
    answer.tryComplete(true);
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
    Promise<Boolean> answer;
    synchronized (this) {
      if (hasEnded) {
        return;
      }
      hasEnded = true;
      subscription = null;
      answer = request;
      request = null;
      failure = answer == null ? exception : null;
    }
    if (answer == null) {
      return;
    }
    if (exception != null) {
      answer.tryFail(exception);
    } else {
      answer.tryComplete(false);
    }
  }
}
