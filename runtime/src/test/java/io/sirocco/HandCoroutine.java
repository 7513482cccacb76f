package io.sirocco;

/**
 * A coroutine for tests, in place of a woven one: the body is called once per step, with the number of
 * the step and the value of what it awaited last; it says what to await next.
 */
public final class HandCoroutine<T> extends CoroutineFrame<T> {
  /** The body. */
  public interface Body<T> {
    /**
     * Runs to the next await.
     *
     * @param step 0 at the beginning
     * @param value of the future that the last step returned
     * @return what to await, or null after {@link HandCoroutine#end}
     */
    Future<?> step(HandCoroutine<T> self, int step, Object value) throws Throwable;

    /** As {@link #step} where the awaited future has failed; the exception leaves the coroutine. */
    default Future<?> thrown(HandCoroutine<T> self, int step, Throwable exception)
        throws Throwable {
      throw exception;
    }
  }

  private final Body<T> body;
  private Object result;

  private HandCoroutine(Body<T> body) {
    this.body = body;
  }

  /** Calls the coroutine. */
  public static <T> Future<T> call(Body<T> body) {
    HandCoroutine<T> frame = new HandCoroutine<>(body);
    try {
      Future<?> awaited = frame.runReady(body.step(frame, 0, null));
      return awaited == null ? CoroutineFrame.returned(frame.value()) : frame.park(awaited);
    } catch (Throwable exception) {
      return CoroutineFrame.failed(exception);
    }
  }

  /** As {@link #call}, for a body that sets context variables. */
  public static <T> Future<T> callInOwnContext(Body<T> body) {
    Object outer = CoroutineFrame.enterOwnContext();
    try {
      return call(body);
    } finally {
      CoroutineFrame.leaveOwnContext(outer);
    }
  }

  /** A coroutine that awaits one future and returns its value. */
  public static <T> Future<T> awaiting(Future<T> input) {
    return call((self, step, value) -> step == 0 ? input : self.end(value));
  }

  /** To be returned by the body. */
  public Future<?> end(Object value) {
    result = value;
    return null;
  }

  @Override
  protected void resume(Object outcome) throws Throwable {
    Future<?> awaited = runReady(next(outcome));
    if (awaited == null) {
      CoroutineFrame.finish(value(), this);
    } else {
      parkAgain(awaited);
    }
  }

  private Future<?> next(Object outcome) throws Throwable {
    Object value;
    try {
      value = CoroutineFrame.take(null, outcome);
    } catch (Throwable exception) {
      return body.thrown(this, ++state, exception);
    }
    return body.step(this, ++state, value);
  }

  /** Goes straight on while what is awaited is done. */
  private Future<?> runReady(Future<?> first) throws Throwable {
    Future<?> awaited = first;
    while (awaited != null) {
      Object outcome = CoroutineFrame.poll(awaited);
      if (outcome == null) {
        return awaited;
      }
      awaited = body.step(this, ++state, CoroutineFrame.take(awaited, outcome));
    }
    return null;
  }

  @SuppressWarnings("unchecked") // the test knows what its body returns
  private Future<T> value() {
    return (Future<T>) Future.of(result);
  }
}
