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
 * waits for. Completing one of the two is the hand-over, also between threads.
 */
final class Generator<T> implements AsyncIterator<T> {
  /** The generator whose body is being called in this thread, until the body has asked for it. */
  private static final ThreadLocal<Generator<?>> STARTING = new ThreadLocal<>();

  private Supplier<? extends Future<? extends AsyncIterator<T>>> body; // null once it was called
  private Promise<Boolean> request; // null while nobody waits for an element
  private Promise<Void> turn; // null while the body does not rest in an emit
  private Promise<Void> closing; // null until somebody has closed this
  private boolean hasEnded; // the body
  private boolean isTold; // that it has to end
  private T current;
  private boolean hasCurrent;
  private AsyncIterator<T> rest = AsyncIterator.empty(); // what follows after the body

  /** Hears of the end of the body, at once and in the thread where it ends. */
  private final Waiter end = new Waiter() {
    @Override
    void wake(Object outcome) {
      bodyEnded(outcome);
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("it is never scheduled");
    }

    @Override
    Future<?> settles() {
      return request;
    }
  };

  Generator(Supplier<? extends Future<? extends AsyncIterator<T>>> body) {
    this.body = body;
  }

  // ---- what the consumer calls ------------------------------------------------------------------

  @Override
  public Future<Boolean> advance() {
    if (request != null) {
      throw new IllegalStateException("the last advance() has not been answered yet");
    }
    if (hasEnded) {
      hasCurrent = false;
      return rest().advance();
    }
    if (closing != null) {
      return Future.of(false);
    }
    Promise<Boolean> answer = new Promise<>();
    request = answer;
    hasCurrent = false;
    current = null;
    if (body != null) {
      start();
    } else {
      goOn(Outcome.NULL);
    }
    return answer;
  }

  @Override
  public T current() {
    if (hasCurrent) {
      return current;
    }
    if (hasEnded) {
      return rest().current();
    }
    throw new NoSuchElementException("there is no current element");
  }

  @Override
  public Future<Void> close() {
    hasCurrent = false;
    current = null;
    if (closing != null) {
      return closing;
    }
    if (hasEnded) {
      return rest().close();
    }
    Promise<Void> closed = new Promise<>();
    closing = closed;
    if (body != null) {
      body = null;
      bodyEnded(Outcome.NULL);
    } else if (turn != null) {
      isTold = true;
      goOn(Outcome.failure(closed()));
    }
    return closed;
  }

  private void start() {
    Supplier<? extends Future<? extends AsyncIterator<T>>> started = body;
    body = null;
    Generator<?> outer = STARTING.get();
    STARTING.set(this);
    try {
      Here.callInOwnContext(() -> {
            Here.leaveScope(); // a body that rests would keep it from ending
            return started.get();
          })
          .registerOrWake(end);
    } finally {
      STARTING.set(outer);
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
              : closed());
    }
    Promise<Void> next = new Promise<>();
    turn = next;
    current = value;
    hasCurrent = true;
    answer(Outcome.of(true));
    return next;
  }

  private void bodyEnded(Object outcome) {
    hasEnded = true;
    if (closing != null) {
      answer(Outcome.of(false));
      closing.settle(Outcome.errorOrNull(outcome) != null ? outcome : Outcome.NULL);
    } else if (outcome instanceof Outcome.Failure) {
      answer(outcome);
    } else {
      goOnWith(Outcome.take(outcome));
    }
  }

  /** Goes on with the iterator that the body has returned. */
  @SuppressWarnings("unchecked") // a body is declared to return an AsyncIterator<T>
  private void goOnWith(Object returned) {
    rest = (AsyncIterator<T>) returned;
    Promise<Boolean> answer = request;
    request = null;
    Future.chain(rest.advance(), answer);
  }

  /** Generators that return generators do not become a chain that each call has to walk. */
  private AsyncIterator<T> rest() {
    while (rest instanceof Generator<T> next && next.hasEnded) {
      rest = next.rest;
    }
    return rest;
  }

  private void answer(Object outcome) {
    Promise<Boolean> answer = request;
    request = null;
    if (answer != null) {
      answer.settle(outcome);
    }
  }

  private static CancellationException closed() {
    return new CancellationException("the generator was closed");
  }
}
