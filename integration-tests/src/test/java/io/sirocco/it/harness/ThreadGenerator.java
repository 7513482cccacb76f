package io.sirocco.it.harness;

import io.sirocco.AsyncIterator;
import io.sirocco.Future;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.SynchronousQueue;

/**
 * A generator of the oracle: its body runs on a thread of its own, which waits in each {@code emit}.
 * Consumer and body never run at the same time, and nothing of the real generator is used.
 */
final class ThreadGenerator implements AsyncIterator<Object> {
  private static final ThreadLocal<ThreadGenerator> RUNNING = new ThreadLocal<>();

  private final OracleCalls.Body body;
  private final SynchronousQueue<Order> toBody = new SynchronousQueue<>();
  private final SynchronousQueue<Event> fromBody = new SynchronousQueue<>();
  private boolean isStarted;
  private boolean isClosed;
  private AsyncIterator<?> rest; // not null after the end of the body
  private Object current;
  private boolean hasCurrent;

  private enum Order {
    GO_ON,
    END
  }

  /** What the body did: exactly one of them is told, or neither for an element that is null. */
  private record Event(Object element, AsyncIterator<?> rest, Throwable exception) {}

  ThreadGenerator(OracleCalls.Body body) {
    this.body = body;
  }

  @Override
  public Future<Boolean> advance() {
    hasCurrent = false;
    return rest != null ? rest.advance() : next(Order.GO_ON);
  }

  private Future<Boolean> next(Order order) {
    Event event = order(order);
    if (event.exception() != null) {
      rest = AsyncIterator.empty();
      return Future.failed(event.exception());
    }
    if (event.rest() != null) {
      rest = event.rest();
      return rest.advance();
    }
    current = event.element();
    hasCurrent = true;
    return Future.of(true);
  }

  private Event order(Order order) {
    if (isStarted) {
      ThreadFrame.put(toBody, order);
    } else {
      isStarted = true;
      ThreadFrame.THREADS.execute(this::runBody);
    }
    return ThreadFrame.take(fromBody);
  }

  @Override
  public Object current() {
    if (rest != null) {
      return rest.current();
    }
    if (!hasCurrent) {
      throw new NoSuchElementException("there is no current element");
    }
    return current;
  }

  @Override
  public Future<Void> close() {
    hasCurrent = false;
    if (rest != null) {
      return rest.close();
    }
    if (!isStarted) {
      rest = AsyncIterator.empty();
      return Future.of(null);
    }
    isClosed = true;
    Event last = order(Order.END);
    rest = AsyncIterator.empty();
    return last.exception() == null || last.exception() instanceof CancellationException
        ? Future.of(null)
        : Future.failed(last.exception());
  }

  // ---- on the thread of the body --------------------------------------------------------------

  private void runBody() {
    RUNNING.set(this);
    Event event;
    try {
      event = new Event(null, (AsyncIterator<?>) body.run(), null);
    } catch (Throwable exception) {
      event = new Event(null, null, exception);
    }
    ThreadFrame.put(fromBody, event);
  }

  /** What {@code emit} is in the body. */
  static void emitInBody(Object element) {
    ThreadGenerator generator = RUNNING.get();
    if (generator.isClosed) {
      throw new IllegalStateException("the generator goes on although it was closed");
    }
    ThreadFrame.put(generator.fromBody, new Event(element, null, null));
    if (ThreadFrame.take(generator.toBody) == Order.END) {
      throw new CancellationException("the generator was closed");
    }
  }
}
