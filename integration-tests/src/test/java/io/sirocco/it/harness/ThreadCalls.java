package io.sirocco.it.harness;

import io.sirocco.AsyncIterator;
import io.sirocco.Awaitable;
import io.sirocco.CoroutineFrame;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a coroutine does around its body if the body runs on a thread of its own. */
public final class ThreadCalls {
  /** Result of a body that returns nothing. */
  static final Object NOTHING = new Object();

  private ThreadCalls() {}

  public static Future<?> future(OracleCalls.Body body) {
    ThreadFrame frame = new ThreadFrame(body);
    try {
      Object result = frame.begin();
      return ThreadFrame.isSuspended(result)
          ? frame.parkFirst(result)
          : CoroutineFrame.returned((Future<?>) result);
    } catch (Throwable e) {
      return CoroutineFrame.failed(e);
    }
  }

  public static CompletableFuture<?> completable(OracleCalls.Body body) {
    ThreadFrame frame = new ThreadFrame(body);
    try {
      Object result = frame.begin();
      return ThreadFrame.isSuspended(result)
          ? frame.parkFirstCompletable(result)
          : CoroutineFrame.returned((CompletableFuture<?>) result);
    } catch (Throwable e) {
      return CoroutineFrame.failedCompletable(e);
    }
  }

  public static CompletionStage<?> stage(OracleCalls.Body body) {
    ThreadFrame frame = new ThreadFrame(body);
    try {
      Object result = frame.begin();
      return ThreadFrame.isSuspended(result)
          ? frame.parkFirstCompletable(result)
          : CoroutineFrame.returned((CompletionStage<?>) result);
    } catch (Throwable e) {
      return CoroutineFrame.failedCompletable(e);
    }
  }

  public static Awaitable<?> lazy(OracleCalls.Body body) {
    return CoroutineFrame.lazy(() -> resultOf(body));
  }

  @SuppressWarnings("unchecked") // what the body returns is what its method declares
  private static Awaitable<Object> resultOf(OracleCalls.Body body) {
    ThreadFrame frame = new ThreadFrame(body);
    try {
      Object result = frame.begin();
      return ThreadFrame.isSuspended(result)
          ? (Awaitable<Object>) frame.parkFirst(result)
          : CoroutineFrame.returned((Awaitable<Object>) result);
    } catch (Throwable e) {
      return CoroutineFrame.failed(e);
    }
  }

  public static AsyncIterator<?> generator(OracleCalls.Body body) {
    return CoroutineFrame.generator(() -> iteratorOf(body));
  }

  @SuppressWarnings("unchecked") // what the body returns is what its method declares
  private static Future<AsyncIterator<Object>> iteratorOf(OracleCalls.Body body) {
    ThreadFrame frame = new ThreadFrame(body, CoroutineFrame.startedGenerator());
    try {
      Object result = frame.begin();
      return ThreadFrame.isSuspended(result)
          ? (Future<AsyncIterator<Object>>) frame.parkFirst(result)
          : CoroutineFrame.returned((AsyncIterator<Object>) result);
    } catch (Throwable e) {
      return CoroutineFrame.failed(e);
    }
  }

  public static void detached(OracleCalls.VoidBody body) {
    ThreadFrame frame = new ThreadFrame(() -> {
      try {
        body.run();
      } catch (Throwable e) {
        Script.current().trace().add("unhandled", e);
      }
      return NOTHING;
    });
    try {
      Object result = frame.begin();
      if (ThreadFrame.isSuspended(result)) {
        frame.parkFirst(result);
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
