package io.sirocco;

import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * An asynchronous generator: hands out what a coroutine emits, and lets it go on when its consumer asks
 * for more.
 *
 * <p>Consumer and body take turns. While the body runs, or waits for something else, {@link #request} is
 * what the consumer waits for; while the body rests in an {@code emit}, {@link #turn} is what the body
 * waits for. Completing one of the two is the hand-over, also between threads. A consumer that gives up
 * does not take its turn back: the body goes on, and what it emits is there when it is asked again.
 */
final class Generator<T> implements AsyncIterator<T>, KnowsItsEnd {
  /** The generator whose body is being called in this thread, until the body has asked for it. */
  private static final ThreadLocal<Generator<?>> STARTING = new ThreadLocal<>();

  private Supplier<? extends Future<? extends AsyncIterator<T>>> body; // null once it was called
  private final Question<Boolean> request = new Question<>(); // for an element, or the end
  private Promise<Void> turn; // null while the body does not rest in an emit
  private Question<Void> closing; // null until somebody has closed this
  private Future<Void> closed; // what closing was last asked
  private boolean hasEnded; // the body
  private boolean isTold; // that it has to end
  private T current;
  private boolean hasCurrent;
  private AsyncIterator<T> rest = AsyncIterator.empty(); // what follows after the body

  /** Hears of the end of the body. */
  private final Waiter end = new Listener() {
    @Override
    void wake(Object outcome) {
      bodyEnded(outcome);
    }

    @Override
    Future<?> settles() {
      return request.pending();
    }
  };

  Generator(Supplier<? extends Future<? extends AsyncIterator<T>>> body) {
    this.body = body;
  }

  // ---- what the consumer calls ------------------------------------------------------------------

  @Override
  public Future<Boolean> advance() {
    if (closing != null && !hasEnded) {
      return Future.of(false);
    }
    Future<Boolean> again = request.again();
    if (again != null) {
      return joined(again);
    }
    hasCurrent = false;
    current = null;
    if (hasEnded) {
      return rest().advance();
    }
    Future<Boolean> answer = request.ask();
    if (body != null) {
      start();
    } else {
      goOn(Outcome.NULL);
    }
    return answer;
  }

  /** Refuses a second consumer; the one that has given up may come again. */
  static Future<Boolean> joined(Future<Boolean> request) {
    if (request.isAwaited()) {
      throw new IllegalStateException("the last advance() has not been answered yet");
    }
    return request;
  }

  @Override
  public T current() {
    if (request.hear()) {
      if (hasCurrent) {
        return current;
      }
      if (hasEnded) {
        return rest().current();
      }
    }
    throw new NoSuchElementException("there is no current element");
  }

  @Override
  public boolean isAtEnd() {
    return hasEnded && request.isHeard() && rest() instanceof KnowsItsEnd known && known.isAtEnd();
  }

  @Override
  public Future<Void> close() {
    hasCurrent = false;
    current = null;
    request.forget();
    if (closing != null) {
      Future<Void> again = closing.again();
      closed = again != null ? again : closed;
      return closed;
    }
    if (hasEnded) {
      return rest().close();
    }
    closing = new Question<>();
    Future<Void> asked = closing.ask();
    closed = asked;
    if (body != null) {
      body = null;
      bodyEnded(Outcome.NULL);
    } else if (turn != null) {
      isTold = true;
      goOn(Outcome.failure(wasClosed()));
    }
    return asked;
  }

  private void start() {
    Supplier<? extends Future<? extends AsyncIterator<T>>> started = body;
    body = null;
    Generator<?> outer = STARTING.get();
    STARTING.set(this);
    try {
      called(started).registerOrWake(end);
    } finally {
      STARTING.set(outer);
    }
  }

  private Future<?> called(Supplier<? extends Future<? extends AsyncIterator<T>>> started) {
    try {
      return Here.callInOwnContext(() -> {
        Here.leaveScope(); // a body that rests would keep it from ending
        return started.get();
      });
    } catch (Throwable exception) { // no stack is left, for example
      return Future.failed(exception);
    }
  }

  /**
   * Ends the rest of the body. On its own loop it goes on inside this call, like a method that is called;
   * elsewhere where it lives.
   */
  private void goOn(Object outcome) {
    Promise<Void> ended = turn;
    turn = null;
    ended.settleAsCall(outcome);
  }

  // ---- what the body calls ----------------------------------------------------------------------

  /** The generator whose body has just begun. */
  static Generator<?> starting() {
    return STARTING.get();
  }

  /** Hands out an element; the body goes on when the returned future is done. */
  Future<Void> emit(T value) {
    if (closing != null) {
      boolean again = isTold;
      isTold = true;
      return Future.failed(
          again
              ? new IllegalStateException("the generator goes on although it was closed")
              : wasClosed());
    }
    Promise<Void> next = new Promise<>();
    turn = next;
    current = value;
    hasCurrent = true;
    request.answer(Outcome.of(true));
    return next;
  }

  private void bodyEnded(Object outcome) {
    hasEnded = true;
    if (closing != null) {
      request.answer(Outcome.of(false));
      closing.answer(Outcome.errorOrNull(outcome) != null ? outcome : Outcome.NULL);
    } else if (outcome instanceof Outcome.Failure) {
      request.answer(outcome);
    } else {
      goOnWith(Outcome.take(outcome));
    }
  }

  /** Goes on with the iterator that the body has returned. */
  @SuppressWarnings("unchecked") // a body is declared to return an AsyncIterator<T>
  private void goOnWith(Object returned) {
    rest = (AsyncIterator<T>) returned;
    Promise<Boolean> more = new Promise<>();
    try {
      Future.chain(rest.advance(), more);
    } catch (Throwable exception) { // an iterator of a user
      more.fail(exception);
    }
    more.registerOrWake(new Listener() {
      @Override
      void wake(Object outcome) {
        request.answer(outcome);
      }
    });
  }

  /** Generators that return generators do not become a chain that each call has to walk. */
  private AsyncIterator<T> rest() {
    while (rest instanceof Generator<T> next && next.hasEnded) {
      rest = next.rest;
    }
    return rest;
  }

  private static CancellationException wasClosed() {
    return new CancellationException("the generator was closed");
  }

  /** Somebody who hears at once, in the thread where it happens. */
  private abstract static class Listener extends Waiter {
    @Override
    final void run(Object argument) {
      throw new AssertionError("it is never scheduled");
    }
  }
}
